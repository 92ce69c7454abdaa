package io.efface.cli.process;

/** Describes unexpected failures in one line. The line leaves out the message of the exception, which may contain ids or secrets. */
public final class Crash {
    /** The message after an out-of-memory error. */
    static final Message OUT_OF_MEMORY = Message.of(
            "Java ran out of memory; raise the limit with java -Xmx256m -jar efface.jar, or with the variable"
                    + " JAVA_TOOL_OPTIONS=-Xmx256m");

    private static final int MOST_CAUSES = 8;

    private Crash() {}

    /** Describes a failure in one line: an out-of-memory error with advice, any other failure with its place in the code. */
    public static Message sentence(Throwable crash) {
        if (isOutOfMemory(crash)) {
            return OUT_OF_MEMORY;
        }
        return crash instanceof LinkageError
                ? Message.of(
                        "a library on the class path is missing or has an incompatible version: {0}", describe(crash))
                : Message.of("internal error: {0}", describe(crash));
    }

    /**
     * Returns whether the cause of a failure is an out-of-memory error. If the initializer of a class ran out of memory, the result is also
     * true for each later failure to use the class.
     */
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
        for (StackTraceElement frame : crash.getStackTrace()) {
            if (frame.getClassName().startsWith("io.efface.")) {
                return type + " in " + frame.getClassName() + "." + frame.getMethodName() + ", line "
                        + frame.getLineNumber();
            }
        }
        return type;
    }
}
