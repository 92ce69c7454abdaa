package io.efface.cli.process;

/** Describes unexpected failures in one line. The line leaves out the message of the exception, which may contain ids or secrets. */
public final class Crash {
    /** The message after an out-of-memory error. */
    static final String OUT_OF_MEMORY =
            "Java ran out of memory; raise the limit with java -Xmx256m -jar efface.jar, or with the variable"
                    + " JAVA_TOOL_OPTIONS=-Xmx256m";

    private static final int MOST_CAUSES = 8;

    private Crash() {}

    /** Returns a one-line description of the failure, with advice for an out-of-memory error and the place in the code for others. */
    public static String sentence(Throwable crash) {
        if (isOutOfMemory(crash)) {
            return OUT_OF_MEMORY;
        }
        return (crash instanceof LinkageError
                        ? "a library on the class path is missing or has an incompatible version"
                        : "internal error")
                + ": " + describe(crash);
    }

    /** Returns whether memory ran out. Also finds an out-of-memory error in a class initializer, which later errors of the class hide. */
    static boolean isOutOfMemory(Throwable crash) {
        Throwable cause = crash;
        for (int depth = 0; cause != null && depth < MOST_CAUSES; depth++) {
            if (cause instanceof OutOfMemoryError
                    // When the class is used again, the JVM reports only the text of the initializer's error.
                    || (cause instanceof ExceptionInInitializerError
                            && String.valueOf(cause.getMessage()).contains(OutOfMemoryError.class.getName()))) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }

    /** Returns the type of the exception and the innermost line of this project in its stack trace. */
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
