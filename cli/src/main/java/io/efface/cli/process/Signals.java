package io.efface.cli.process;

import java.util.function.Consumer;

/** The signals that ask this process to stop. */
public interface Signals {
    /**
     * Takes the signals over: until closed they end nothing by themselves, and each one is reported, on a thread that is not the caller's.
     */
    Registration register(Consumer<StopSignal> listener);

    /** Ends this process at once with an exit code. What was committed stays, as after a crash. */
    void halt(int code);

    /** Restores the former handlers. */
    interface Registration extends AutoCloseable {
        @Override
        void close();
    }
}
