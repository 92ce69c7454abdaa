package io.efface.http.credentials;

import io.efface.ErrorKind;
import io.efface.FaceException;
import io.efface.Operation;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Credentials that reading returns without a wait: a fixed key, or one in files that are read again for every request. Thread-safe.
 *
 * @param <C> a provider's credentials, with {@code equals}
 */
public final class SuppliedCredentials<C> implements CredentialsSource<C> {
    /** Two equal readings are one issue; after so many that are not, the last one is taken. */
    private static final int MOST_READINGS = 4;

    private final Supplier<C> reading;
    private final boolean fixed;

    /** Holds credentials that never change. */
    SuppliedCredentials(C credentials) {
        Objects.requireNonNull(credentials, "credentials");
        this.reading = () -> credentials;
        this.fixed = true;
    }

    /**
     * Reads credentials for every request.
     *
     * @param reading throws {@link IllegalArgumentException} with a message without values if what it finds is not a key
     */
    public SuppliedCredentials(Supplier<C> reading) {
        this.reading = reading;
        this.fixed = false;
    }

    @Override
    public C credentials() {
        try {
            return reading.get();
        } catch (IllegalArgumentException e) {
            throw FaceException.of(Operation.OPEN, ErrorKind.CONFIGURATION)
                    .detail(e.getMessage())
                    .build();
        }
    }

    @Override
    public boolean refused(C rejected) {
        return !fixed && !credentials().equals(rejected);
    }

    @Override
    public Optional<C> present() {
        return Optional.of(credentials());
    }

    /** Returns the first reading that equals the one before, or the fourth: other processes may be replacing the parts. */
    public static <C> C stable(Supplier<C> reading) {
        C last = reading.get();
        for (int number = 2; number <= MOST_READINGS; number++) {
            C next = reading.get();
            if (Objects.equals(next, last)) {
                return next;
            }
            last = next;
        }
        return last;
    }

    @Override
    public String toString() {
        return "SuppliedCredentials";
    }
}
