package io.efface.tencent;

import io.efface.ErrorKind;
import io.efface.FaceException;
import io.efface.Operation;
import io.efface.http.SigningKeys;
import io.efface.spi.Secret;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Credentials out of the settings: parts that refer to files are read again for every attempt. Thread-safe. */
final class GivenCredentials implements TencentCredentialsProvider {
    private final Supplier<Secret> id;
    private final Supplier<Secret> key;
    private final @Nullable Supplier<Secret> token;

    GivenCredentials(Supplier<Secret> id, Supplier<Secret> key, @Nullable Supplier<Secret> token) {
        this.id = id;
        this.key = key;
        this.token = token;
    }

    /**
     * {@inheritDoc}
     *
     * @throws FaceException of kind {@code CONFIGURATION} if a file cannot be read any more or holds what no key can be
     */
    @Override
    public TencentCredentials credentials() {
        return SigningKeys.settled(this::read);
    }

    private TencentCredentials read() {
        try {
            return new TencentCredentials(id.get().reveal(), key.get(), token == null ? null : token.get());
        } catch (IllegalArgumentException e) {
            throw FaceException.of(Operation.OPEN, ErrorKind.CONFIGURATION)
                    .detail(e.getMessage())
                    .build();
        }
    }

    @Override
    public boolean refused(TencentCredentials refused) {
        return !credentials().equals(refused);
    }

    @Override
    public String toString() {
        return "GivenCredentials";
    }
}
