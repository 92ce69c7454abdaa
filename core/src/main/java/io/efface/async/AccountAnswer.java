package io.efface.async;

import io.efface.FaceException;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one account answered. Immutable and thread-safe.
 *
 * @param account the account's name
 * @param result what the call returned; null exactly when there is an error
 * @param error why it failed, and with what effect; null exactly when there is a result
 * @param <T> what the call returns
 */
public record AccountAnswer<T>(
        String account, @Nullable T result, @Nullable FaceException error) {
    /**
     * Checks that there is exactly one of result and error.
     *
     * @throws IllegalArgumentException if there are both, or neither
     */
    public AccountAnswer {
        Objects.requireNonNull(account, "account");
        if ((result == null) == (error == null)) {
            throw new IllegalArgumentException("an answer is a result or an error, and not both");
        }
    }

    /** Returns the result, or empty if the call failed. */
    public Optional<T> success() {
        return Optional.ofNullable(result);
    }

    /** Returns the error, or empty if the call succeeded. */
    public Optional<FaceException> failure() {
        return Optional.ofNullable(error);
    }
}
