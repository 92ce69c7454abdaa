package io.efface.cli;

/** How a process is asked to stop. */
@SuppressWarnings("ImmutableEnumChecker") // an enum constant does not change
enum StopSignal {
    /** Ctrl-C. */
    INT(ExitStatus.INTERRUPTED),
    /** What a service manager, a container platform or a shutting-down system sends. */
    TERM(ExitStatus.TERMINATED);

    private final ExitStatus status;

    StopSignal(ExitStatus status) {
        this.status = status;
    }

    /** Returns what a process ends with that was stopped by this with work left. */
    ExitStatus status() {
        return status;
    }
}
