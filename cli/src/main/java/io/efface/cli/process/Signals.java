package io.efface.cli.process;

import java.util.function.Consumer;

/** The signals that ask this process to stop. */
public interface Signals {
    /**
     * Registers a listener: until closed, signals do not end the process, and each is reported on another thread.
     */
    Registration register(Consumer<StopSignal> listener);

    /** Ends this process at once with an exit code. Committed transactions stay, as after a crash. */
    void halt(int code);

    /** Restores the former handlers. */
    interface Registration extends AutoCloseable {
        @Override
        void close();
    }
}
