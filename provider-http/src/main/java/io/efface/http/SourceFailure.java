package io.efface.http;

import io.efface.ErrorKind;
import io.efface.FaceException;
import io.efface.Operation;
import io.efface.RetryAdvice;
import java.io.IOException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Why a source of credentials gave none, without what its exception says: that may quote a secret.
 *
 * @param kind {@code UNAVAILABLE} if the source was out of reach, {@code UNAUTHENTICATED} if it has none, or what it says itself
 * @param detail this library's words
 */
record SourceFailure(ErrorKind kind, String detail) {
    /** Causes beyond this many are not looked at; they may run in a circle. */
    private static final int DEEPEST_CAUSE = 10;

    static SourceFailure none() {
        return new SourceFailure(ErrorKind.UNAUTHENTICATED, "the source of credentials gave none");
    }

    static SourceFailure of(Throwable error) {
        if (error instanceof FaceException ours) {
            return new SourceFailure(ours.kind(), ours.detail().orElse("the source of credentials failed"));
        }
        String name = error.getClass().getSimpleName();
        return new SourceFailure(
                isOutOfReach(error) ? ErrorKind.UNAVAILABLE : ErrorKind.UNAUTHENTICATED,
                "the source of credentials failed: "
                        + (name.isEmpty() ? error.getClass().getName() : name));
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

    /** Returns the exception for one request: nothing was sent. */
    FaceException on(CallLabel label) {
        return label.error(kind).advice(advice()).detail(detail).build();
    }

    /** Returns the exception for a source that does not know who asks. */
    FaceException unlabelled() {
        return FaceException.of(Operation.OPEN, kind)
                .advice(advice())
                .detail(detail)
                .build();
    }

    private RetryAdvice advice() {
        return kind == ErrorKind.UNAVAILABLE ? RetryAdvice.BACKOFF : RetryAdvice.NEVER;
    }
}
