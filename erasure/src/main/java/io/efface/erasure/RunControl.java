package io.efface.erasure;

import io.efface.erasure.internal.run.RunSignals;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Ends a run or a verification from outside, and watches it. One object serves one run. Thread-safe; every method is quick, so that a
 * signal handler or a progress line may call it.
 */
public final class RunControl {
    private final RunSignals signals = new RunSignals();

    /** Makes the control of a run that has not begun. */
    public RunControl() {}

    /** Drains: nothing more is taken, and what is under way is finished. Calling it again does nothing. */
    public void stop() {
        signals.stop();
    }

    /**
     * Aborts: nothing more is taken, and calls under way are cancelled. Their outcomes are written, and one whose effect is unknown
     * stays so. Calling it again does nothing.
     */
    public void abort() {
        signals.abort();
    }

    /** Returns how far it is: zeros before it has begun. */
    public EraseProgress progress() {
        return signals.progress();
    }

    /**
     * Sets what is called when a wait of some seconds begins: on the thread that runs or verifies, and never while it holds a lock. To be
     * set before the run begins.
     */
    public void onWait(Consumer<EraseWait> listener) {
        signals.onWait(Objects.requireNonNull(listener, "listener"));
    }

    RunSignals signals() {
        return signals;
    }
}
