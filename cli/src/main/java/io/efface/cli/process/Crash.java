package io.efface.cli.process;

/** An unexpected failure, in one line without what may be in its message. */
public final class Crash {
    /** Says that memory ran out, and what helps. */
    static final String OUT_OF_MEMORY =
            "the memory of Java did not suffice; raise it with java -Xmx256m -jar efface.jar, or with the variable"
                    + " JAVA_TOOL_OPTIONS=-Xmx256m";

    private static final int MOST_CAUSES = 8;

    private Crash() {}

    /** Returns what happened and what helps, or where it happened, in one line. */
    public static String sentence(Throwable crash) {
        if (isOutOfMemory(crash)) {
            return OUT_OF_MEMORY;
        }
        return (crash instanceof LinkageError
                        ? "a library on the class path is missing or does not fit"
                        : "internal error")
                + ": " + describe(crash);
    }

    /** Returns whether memory ran out; where that happens in the initializer of a class, other errors hide it. */
    static boolean isOutOfMemory(Throwable crash) {
        Throwable cause = crash;
        for (int depth = 0; cause != null && depth < MOST_CAUSES; depth++) {
            if (cause instanceof OutOfMemoryError
                    // The JVM keeps only the text of an error in an initializer for those who need the class later.
                    || (cause instanceof ExceptionInInitializerError
                            && String.valueOf(cause.getMessage()).contains(OutOfMemoryError.class.getName()))) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }

    /** Returns the type, and the innermost place in this project that it passed. */
    public static String describe(Throwable crash) {
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
