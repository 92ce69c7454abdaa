package io.efface.cli.process;

/** How a process is asked to stop. */
@SuppressWarnings("ImmutableEnumChecker") // an enum constant does not change
public enum StopSignal {
    /** What a terminal or a connection sends when it is closed. The JVM leaves it ignored if it was when the process began, as by nohup. */
    HUP("SIGHUP", ExitStatus.HUNG_UP),
    /** Ctrl-C. */
    INT("Ctrl-C", ExitStatus.INTERRUPTED),
    /** What a service manager, a container platform or a shutting-down system sends. */
    TERM("SIGTERM", ExitStatus.TERMINATED);

    private final String displayName;
    private final ExitStatus status;

    StopSignal(String displayName, ExitStatus status) {
        this.displayName = displayName;
        this.status = status;
    }

    /** Returns what people call it. */
    public String displayName() {
        return displayName;
    }

    /** Returns what a process ends with that was stopped by this with work left. */
    public ExitStatus status() {
        return status;
    }
}
