package io.efface.http;

import io.efface.ErrorKind;
import io.efface.FaceException;
import io.efface.FaceExceptionBuilder;
import io.efface.Operation;
import java.util.Objects;

/**
 * Which operation of which account a request belongs to. Immutable and thread-safe.
 *
 * @param operation the portable operation
 * @param provider the provider's name, such as configuration uses it
 * @param account the account's name
 */
public record CallLabel(Operation operation, String provider, String account) {
    /** Checks that nothing is null. */
    public CallLabel {
        Objects.requireNonNull(operation, "operation");
        Objects.requireNonNull(provider, "provider");
        Objects.requireNonNull(account, "account");
    }

    /** Starts an exception with operation, provider and account set; the rest is as {@link FaceException#of} leaves it. */
    public FaceExceptionBuilder error(ErrorKind kind) {
        return FaceException.of(operation, kind).provider(provider).account(account);
    }
}
