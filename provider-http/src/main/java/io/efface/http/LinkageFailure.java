package io.efface.http;

import io.efface.Effect;
import io.efface.ErrorKind;
import io.efface.FaceException;
import org.jspecify.annotations.Nullable;

/** Reports a {@link LinkageError}: a library on the class path is missing, or of a version that does not fit. */
final class LinkageFailure {
    private LinkageFailure() {}

    /** Returns the exception; its effect is unknown if the request was sent. */
    static FaceException of(CallLabel label, LinkageError error, boolean sent) {
        return label.error(ErrorKind.CONFIGURATION)
                .effect(sent ? Effect.UNKNOWN : Effect.NONE)
                .attempts(sent ? 1 : 0)
                .detail("a library on the class path is missing or has an incompatible version: " + described(error))
                .build();
    }

    /** The message stays out: application code may have chosen its text. */
    private static String described(LinkageError error) {
        StackTraceElement[] trace = error.getStackTrace();
        return error.getClass().getName() + (trace.length == 0 ? "" : " at " + trace[0]);
    }

    /** Returns the linkage error that the HTTP client hides in an exception of its own, or null. */
    static @Nullable LinkageError hiddenIn(Throwable failure) {
        for (Throwable suppressed : failure.getSuppressed()) {
            if (suppressed instanceof LinkageError found) {
                return found;
            }
        }
        return failure.getCause() instanceof LinkageError cause ? cause : null;
    }
}
