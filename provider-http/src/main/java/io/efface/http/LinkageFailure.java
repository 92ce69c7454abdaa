package io.efface.http;

import io.efface.Effect;
import io.efface.ErrorKind;
import io.efface.FaceException;
import org.jspecify.annotations.Nullable;

/** Translates a {@link LinkageError}, which means that a library on the class path is missing or has an incompatible version. */
final class LinkageFailure {
    private LinkageFailure() {}

    /** Returns the exception. Its effect is {@code UNKNOWN} if the request was sent, and otherwise {@code NONE}. */
    static FaceException of(CallLabel label, LinkageError error, boolean sent) {
        return label.error(ErrorKind.CONFIGURATION)
                .effect(sent ? Effect.UNKNOWN : Effect.NONE)
                .attempts(sent ? 1 : 0)
                .detail("a library on the class path is missing or has an incompatible version: " + described(error))
                .build();
    }

    /** Describes the error without its message, which may be text of application code. */
    private static String described(LinkageError error) {
        StackTraceElement[] trace = error.getStackTrace();
        return error.getClass().getName() + (trace.length == 0 ? "" : " at " + trace[0]);
    }

    /** Returns the linkage error that the HTTP client has wrapped in another exception, or null. */
    static @Nullable LinkageError hiddenIn(Throwable failure) {
        for (Throwable suppressed : failure.getSuppressed()) {
            if (suppressed instanceof LinkageError found) {
                return found;
            }
        }
        return failure.getCause() instanceof LinkageError cause ? cause : null;
    }
}
