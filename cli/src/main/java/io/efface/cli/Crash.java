package io.efface.cli;

/** A failure that nobody foresaw, in one line without what may be in its message. */
final class Crash {
    private Crash() {}

    /** Returns the type, and the innermost place in this project that it passed. */
    static String described(Throwable crash) {
        String type = crash.getClass().getName();
        for (StackTraceElement place : crash.getStackTrace()) {
            if (place.getClassName().startsWith("io.efface.")) {
                return type + " in " + place.getClassName() + "." + place.getMethodName() + ", line "
                        + place.getLineNumber();
            }
        }
        return type;
    }
}
