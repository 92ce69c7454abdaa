package io.efface.config;

import io.efface.FaceException;

/** Describes what foreign code threw without its message, which might hold a secret unless the message is this library's own. */
final class Failure {
    private Failure() {}

    static String described(RuntimeException error) {
        if (error instanceof FaceException ours) {
            return ours.detail().orElse(ours.kind().name());
        }
        StackTraceElement[] trace = error.getStackTrace();
        return error.getClass().getName() + (trace.length == 0 ? "" : " at " + trace[0]);
    }
}
