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
 * Why a source of credentials returned none, without the message of its exception, which may quote a secret. Immutable and thread-safe.
 *
 * @param kind {@code UNAVAILABLE} if the source was out of reach, {@code CONFIGURATION} if it lacks a library, {@code
 *     UNAUTHENTICATED} if it has no credentials, or the kind of the {@link FaceException} that it threw
 * @param advice whether asking again makes sense
 * @param retryAfter least wait before that, or null
 * @param detail this library's words, without any value
 */
public record CredentialsFailure(
        ErrorKind kind, RetryAdvice advice, @Nullable Duration retryAfter, String detail) {
    /** Causes beyond this many are not looked at; they may run in a circle. */
    private static final int DEEPEST_CAUSE = 10;

    /** Returns the failure of a source that returned null. */
    public static CredentialsFailure none() {
        return lasting(ErrorKind.UNAUTHENTICATED, "the source of credentials gave none");
    }

    /**
     * Returns the failure of a source that did not answer, which may answer later.
     *
     * @param detail this library's words; no value of a credential
     */
    public static CredentialsFailure outOfReach(String detail) {
        return new CredentialsFailure(ErrorKind.UNAVAILABLE, RetryAdvice.BACKOFF, null, detail);
    }

    private static CredentialsFailure lasting(ErrorKind kind, String detail) {
        return new CredentialsFailure(kind, RetryAdvice.NEVER, null, detail);
    }

    /** Returns the failure that an exception of a source means. Its message is dropped, unless it is a {@link FaceException}. */
    public static CredentialsFailure of(Throwable error) {
        if (error instanceof FaceException ours) {
            // A source that reports UNAVAILABLE without advice may be available again.
            boolean passing = ours.advice() == RetryAdvice.NEVER && ours.kind() == ErrorKind.UNAVAILABLE;
            return new CredentialsFailure(
                    ours.kind(),
                    passing ? RetryAdvice.BACKOFF : ours.advice(),
                    ours.retryAfter().orElse(null),
                    ours.detail().orElse("the source of credentials failed"));
        }
        String name = error.getClass().getSimpleName();
        String detail = "the source of credentials failed: "
                + (name.isEmpty() ? error.getClass().getName() : name);
        if (error instanceof LinkageError) {
            return lasting(
                    ErrorKind.CONFIGURATION, detail + "; a library on the class path is missing or has an incompatible version");
        }
        return isOutOfReach(error) ? outOfReach(detail) : lasting(ErrorKind.UNAUTHENTICATED, detail);
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

    /** Returns whether the source may give some when it is asked again. */
    boolean isPassing() {
        return advice != RetryAdvice.NEVER;
    }

    /** Returns this failure with another least wait, if asking again makes sense at all. */
    CredentialsFailure withRetryAfter(Duration wait) {
        return isPassing() ? new CredentialsFailure(kind, advice, wait, detail) : this;
    }

    /** Returns the exception for a request that was not sent, made of a builder for the kind. */
    public FaceException exception(Function<ErrorKind, FaceExceptionBuilder> error) {
        return filled(error.apply(kind));
    }

    /** Returns the exception of a source, which does not know the request. */
    FaceException exception() {
        return filled(FaceException.of(Operation.OPEN, kind));
    }

    /** A passing failure is one of the network, which is repeated; a lasting one is local, and an operator has to correct it. */
    private FaceException filled(FaceExceptionBuilder error) {
        return error.advice(advice)
                .retryAfter(retryAfter)
                .origin(isPassing() ? Origin.NETWORK : Origin.LOCAL)
                .classification(isPassing() ? Classification.CREDENTIALS : Classification.LOCAL)
                .detail(detail)
                .build();
    }
}
