package io.efface.http.credentials;

import io.efface.Classification;
import io.efface.ErrorKind;
import io.efface.FaceException;
import io.efface.FaceExceptionBuilder;
import io.efface.Operation;
import io.efface.Origin;
import io.efface.RetryAdvice;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The reason why a source returned no credentials. The message of the source's exception is left out, because it may contain a secret.
 * Immutable and thread-safe.
 *
 * @param kind {@code UNAVAILABLE} if the source could not be reached, {@code CONFIGURATION} if a library is missing,
 *     {@code UNAUTHENTICATED} if the source has no credentials, or the kind of the {@link FaceException} that the source threw
 * @param advice whether the fetch should be repeated
 * @param retryAfter minimum wait before the next fetch, or null
 * @param detail description by this library, without the value of a credential
 */
public record CredentialsFailure(
        ErrorKind kind, RetryAdvice advice, @Nullable Duration retryAfter, String detail) {
    /** Maximum number of causes to examine, because causes may form a cycle. */
    private static final int DEEPEST_CAUSE = 10;

    /** Returns the failure of a source that returned null. */
    public static CredentialsFailure none() {
        return permanent(ErrorKind.UNAUTHENTICATED, "the source of credentials returned none");
    }

    /**
     * Returns the failure of a source that could not be reached, but can perhaps be reached later.
     *
     * @param detail description by this library, without the value of a credential
     */
    public static CredentialsFailure outOfReach(String detail) {
        return new CredentialsFailure(ErrorKind.UNAVAILABLE, RetryAdvice.BACKOFF, null, detail);
    }

    private static CredentialsFailure permanent(ErrorKind kind, String detail) {
        return new CredentialsFailure(kind, RetryAdvice.NEVER, null, detail);
    }

    /**
     * Translates an exception of a source. The message of the exception is left out; only the detail of a {@link FaceException} is kept.
     */
    public static CredentialsFailure of(Throwable error) {
        if (error instanceof FaceException faceException) {
            // A source that reports UNAVAILABLE without advice may be available again.
            boolean isTemporary =
                    faceException.advice() == RetryAdvice.NEVER && faceException.kind() == ErrorKind.UNAVAILABLE;
            return new CredentialsFailure(
                    faceException.kind(),
                    isTemporary ? RetryAdvice.BACKOFF : faceException.advice(),
                    faceException.retryAfter().orElse(null),
                    faceException.detail().orElse("the source of credentials failed"));
        }
        String name = error.getClass().getSimpleName();
        String detail = "the source of credentials failed: "
                + (name.isEmpty() ? error.getClass().getName() : name);
        if (error instanceof LinkageError) {
            return permanent(
                    ErrorKind.CONFIGURATION,
                    detail + "; a library on the class path is missing or has an incompatible version");
        }
        return isOutOfReach(error) ? outOfReach(detail) : permanent(ErrorKind.UNAUTHENTICATED, detail);
    }

    private static boolean isOutOfReach(Throwable error) {
        @Nullable Throwable at = error;
        for (int depth = 0; at != null && depth < DEEPEST_CAUSE; depth++) {
            if (at instanceof IOException || at instanceof TimeoutException) {
                return true;
            }
            at = at.getCause();
        }
        return false;
    }

    /** Returns whether the source may return credentials later. */
    boolean isTemporary() {
        return advice != RetryAdvice.NEVER;
    }

    /** Returns a copy with another minimum wait before the next fetch. Returns this failure unchanged if it is permanent. */
    CredentialsFailure withRetryAfter(Duration wait) {
        return isTemporary() ? new CredentialsFailure(kind, advice, wait, detail) : this;
    }

    /** Returns the exception for a request that was not sent. The given function returns the builder of an exception of a kind. */
    public FaceException exception(Function<ErrorKind, FaceExceptionBuilder> error) {
        return filled(error.apply(kind));
    }

    /** Returns the exception for a caller without a request. */
    FaceException exception() {
        return filled(FaceException.of(Operation.OPEN, kind));
    }

    /**
     * Returns the exception. A temporary failure has origin {@code NETWORK} and is retried. A permanent failure has origin {@code LOCAL}
     * and requires an operator.
     */
    private FaceException filled(FaceExceptionBuilder error) {
        return error.advice(advice)
                .retryAfter(retryAfter)
                .origin(isTemporary() ? Origin.NETWORK : Origin.LOCAL)
                .classification(isTemporary() ? Classification.CREDENTIALS : Classification.LOCAL)
                .detail(detail)
                .build();
    }
}
