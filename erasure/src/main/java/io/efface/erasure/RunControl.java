package io.efface.erasure;

import io.efface.erasure.internal.run.RunSignals;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Stops or aborts a run or a verification from another thread, and reports its progress. Each run or verification needs its own instance.
 * Thread-safe. All methods return quickly, so that a signal handler or a progress display can call them.
 */
public final class RunControl {
    private final RunSignals signals = new RunSignals();

    /** Creates an instance for a run or a verification that has not begun. */
    public RunControl() {}

    /** Stops the run: no further target is processed, and the calls in progress are finished. A second call does nothing. */
    public void stop() {
        signals.stop();
    }

    /**
     * Aborts the run: no further target is processed, and the calls in progress are cancelled. The outcomes of these calls are stored. If
     * the effect of a call is unknown, its target becomes {@link TargetState#UNKNOWN}. A second call does nothing.
     */
    public void abort() {
        signals.abort();
    }

    /** Returns the current progress. All numbers are 0 before the run has begun. */
    public EraseProgress progress() {
        return signals.progress();
    }

    /**
     * Sets the listener for waits of some seconds. The listener is called when a wait begins, on the thread that called {@code run} or
     * {@code verify}. No lock is held during the call. Set the listener before the run begins.
     */
    public void onWait(Consumer<EraseWait> listener) {
        signals.onWait(Objects.requireNonNull(listener, "listener"));
    }

    RunSignals signals() {
        return signals;
    }
}
