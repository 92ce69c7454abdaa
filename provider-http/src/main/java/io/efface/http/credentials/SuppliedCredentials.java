package io.efface.http.credentials;

import io.efface.ErrorKind;
import io.efface.FaceException;
import io.efface.Operation;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Credentials that can be read without a wait: a fixed key, or a key in files that are read again for every request. Thread-safe.
 *
 * @param <C> type of the provider's credentials, which must implement {@code equals}
 */
public final class SuppliedCredentials<C> implements CredentialsSource<C> {
    /** The maximum number of readings. If no two readings in a row are equal, the last reading is used. */
    private static final int MOST_READINGS = 4;

    private final Supplier<C> reading;
    private final boolean fixed;

    /** Creates a source of credentials that never change. */
    SuppliedCredentials(C credentials) {
        Objects.requireNonNull(credentials, "credentials");
        this.reading = () -> credentials;
        this.fixed = true;
    }

    /**
     * Creates a source that reads the credentials for every request.
     *
     * @param reading supplier of the credentials; if the credentials are not a valid key, the supplier throws an {@link
     *     IllegalArgumentException} whose message contains no values
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
    public Optional<C> inMemory() {
        return fixed ? Optional.of(reading.get()) : Optional.empty();
    }

    @Override
    public boolean rejected(C credentials) {
        return !fixed && !credentials().equals(credentials);
    }

    @Override
    public Optional<C> present() {
        return Optional.of(credentials());
    }

    /**
     * Reads until two readings in a row are equal, at most four times, because another process may be replacing the parts of the key.
     * Returns the last reading.
     */
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
