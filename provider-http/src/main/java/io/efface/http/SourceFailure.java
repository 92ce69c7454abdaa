package io.efface.http;

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
import org.jspecify.annotations.Nullable;

/**
 * Why a source of credentials gave none, without what its exception says: that may quote a secret.
 *
 * @param kind {@code UNAVAILABLE} if the source was out of reach, {@code CONFIGURATION} if it lacks a library, {@code
 *     UNAUTHENTICATED} if it has no credentials, or what it says itself
 * @param advice whether asking again makes sense
 * @param retryAfter least wait before that, or null
 * @param detail this library's words
 */
record SourceFailure(
        ErrorKind kind, RetryAdvice advice, @Nullable Duration retryAfter, String detail) {
    /** Causes beyond this many are not looked at; they may run in a circle. */
    private static final int DEEPEST_CAUSE = 10;

    static SourceFailure none() {
        return lasting(ErrorKind.UNAUTHENTICATED, "the source of credentials gave none");
    }

    static SourceFailure outOfReach(String detail) {
        return new SourceFailure(ErrorKind.UNAVAILABLE, RetryAdvice.BACKOFF, null, detail);
    }

    private static SourceFailure lasting(ErrorKind kind, String detail) {
        return new SourceFailure(kind, RetryAdvice.NEVER, null, detail);
    }

    static SourceFailure of(Throwable error) {
        if (error instanceof FaceException ours) {
            // A source that reports UNAVAILABLE without advice may be available again.
            boolean passing = ours.advice() == RetryAdvice.NEVER && ours.kind() == ErrorKind.UNAVAILABLE;
            return new SourceFailure(
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
                    ErrorKind.CONFIGURATION, detail + "; a library on the class path is missing or does not fit");
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
    SourceFailure after(Duration wait) {
        return isPassing() ? new SourceFailure(kind, advice, wait, detail) : this;
    }

    /** Returns the exception for one request: nothing was sent. */
    FaceException on(CallLabel label) {
        return filled(label.error(kind));
    }

    /** Returns the exception for a source that does not know who asks. */
    FaceException unlabelled() {
        return filled(FaceException.of(Operation.OPEN, kind));
    }

    /** What passes is the way to the vendor, which is tried again; what lasts is for somebody to put right. */
    private FaceException filled(FaceExceptionBuilder error) {
        return error.advice(advice)
                .retryAfter(retryAfter)
                .origin(isPassing() ? Origin.NETWORK : Origin.LOCAL)
                .classification(isPassing() ? Classification.CREDENTIALS : Classification.LOCAL)
                .detail(detail)
                .build();
    }
}
