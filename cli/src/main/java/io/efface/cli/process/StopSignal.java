package io.efface.cli.process;

/** The signals that request this process to stop. */
@SuppressWarnings("ImmutableEnumChecker") // an enum constant does not change
public enum StopSignal {
    /**
     * Sent when a terminal or a connection is closed. The JVM ignores this signal if the signal was already ignored when the process
     * started, as with nohup.
     */
    HUP("SIGHUP", ExitStatus.HUNG_UP),
    /** Ctrl-C. */
    INT("Ctrl-C", ExitStatus.INTERRUPTED),
    /** Sent by a service manager, a container platform or a system that shuts down. */
    TERM("SIGTERM", ExitStatus.TERMINATED);

    private final String displayName;
    private final ExitStatus status;

    StopSignal(String displayName, ExitStatus status) {
        this.displayName = displayName;
        this.status = status;
    }

    /** Returns the name for messages. */
    public String displayName() {
        return displayName;
    }

    /** Returns the exit status of a process that this signal stopped with work left. */
    public ExitStatus status() {
        return status;
    }
}
