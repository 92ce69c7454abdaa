package io.efface.cli.process;

import java.util.function.Consumer;

/** The signals that ask this process to stop. */
public interface Signals {
    /**
     * Registers a listener. Until the registration is closed, signals do not end the process; each signal is passed to the listener on
     * another thread.
     */
    Registration register(Consumer<StopSignal> listener);

    /**
     * Ends this process at once with an exit code, without shutdown hooks. Committed transactions of the ledger remain, as after a crash.
     */
    void halt(int code);

    /** A registration of a listener. Closing the registration restores the former handlers. */
    interface Registration extends AutoCloseable {
        @Override
        void close();
    }
}
