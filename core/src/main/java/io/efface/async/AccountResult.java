package io.efface.async;

import io.efface.FaceException;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The result or the error of one account. Immutable and thread-safe.
 *
 * @param account the account's name
 * @param result the result of the call; null if the call failed
 * @param error the error of the call; null if the call succeeded
 * @param <T> the type of the result
 */
public record AccountResult<T>(
        String account, @Nullable T result, @Nullable FaceException error) {
    /**
     * Checks that exactly one of {@code result} and {@code error} is null.
     *
     * @throws IllegalArgumentException if both {@code result} and {@code error} are null, or if neither is null
     */
    public AccountResult {
        Objects.requireNonNull(account, "account");
        if ((result == null) == (error == null)) {
            throw new IllegalArgumentException("an account has a result or an error, and not both");
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
