package io.efface.cli;

/** How a process is asked to stop. */
@SuppressWarnings("ImmutableEnumChecker") // an enum constant does not change
enum StopSignal {
    /** Ctrl-C. */
    INT("Ctrl-C", ExitStatus.INTERRUPTED),
    /** What a service manager, a container platform or a shutting-down system sends. */
    TERM("SIGTERM", ExitStatus.TERMINATED);

    private final String word;
    private final ExitStatus status;

    StopSignal(String word, ExitStatus status) {
        this.word = word;
        this.status = status;
    }

    /** Returns what people call it. */
    String word() {
        return word;
    }

    /** Returns what a process ends with that was stopped by this with work left. */
    ExitStatus status() {
        return status;
    }
}
