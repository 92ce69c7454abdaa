package io.efface.http;

import io.efface.ErrorKind;
import io.efface.FaceException;
import io.efface.FaceExceptionBuilder;
import io.efface.Operation;
import java.util.Objects;

/**
 * The operation and the account of a request. Immutable and thread-safe.
 *
 * @param operation the operation of the library
 * @param provider the name of the provider in the configuration
 * @param account the name of the account
 */
public record CallLabel(Operation operation, String provider, String account) {
    /** Rejects null. */
    public CallLabel {
        Objects.requireNonNull(operation, "operation");
        Objects.requireNonNull(provider, "provider");
        Objects.requireNonNull(account, "account");
    }

    /**
     * Returns a builder of an exception with this operation, provider and account. Other properties have the defaults of {@link
     * FaceException#of}.
     */
    public FaceExceptionBuilder error(ErrorKind kind) {
        return FaceException.of(operation, kind).provider(provider).account(account);
    }
}
