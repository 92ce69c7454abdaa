package io.efface.cli.process;

/** An unexpected failure, in one line without what may be in its message. */
public final class Crash {
    private Crash() {}

    /** Returns what kind of failure it is, in words. */
    public static String kind(Throwable crash) {
        return crash instanceof LinkageError
                ? "a library on the class path is missing or does not fit"
                : "internal error";
    }

    /** Returns the type, and the innermost place in this project that it passed. */
    public static String described(Throwable crash) {
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
