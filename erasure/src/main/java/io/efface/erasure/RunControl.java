package io.efface.erasure;

import io.efface.Cancellation;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Ends a run or a verification from outside, and watches it. One object serves one run. Thread-safe; every method is quick, so that a
 * signal handler or a progress line may call it.
 */
public final class RunControl {
    private final Cancellation cancellation = new Cancellation();
    private volatile Runnable wake = () -> {};
    private volatile RunProgress progress = new RunProgress();
    private volatile Consumer<EraseWait> waiting = wait -> {};
    private volatile boolean stopped;
    private volatile boolean aborted;

    /** Makes the control of a run that has not begun. */
    public RunControl() {}

    /** Drains: nothing more is taken, and what is under way is finished. Calling it again does nothing. */
    public void stop() {
        stopped = true;
        wake.run();
    }

    /**
     * Aborts: nothing more is taken, and calls under way are cancelled. Their outcomes are written, and one whose effect is unknown
     * stays so. Calling it again does nothing.
     */
    public void abort() {
        aborted = true;
        stopped = true;
        cancellation.cancel();
        wake.run();
    }

    /** Returns how far it is: zeros before it has begun. */
    public EraseProgress progress() {
        return progress.now();
    }

    /**
     * Sets what is called when a wait of some seconds begins: on the thread that runs or verifies, and never while it holds a lock. To be
     * set before the run begins.
     */
    public void onWait(Consumer<EraseWait> listener) {
        waiting = Objects.requireNonNull(listener, "listener");
    }

    void waits(EraseWait wait) {
        waiting.accept(wait);
    }

    boolean isStopped() {
        return stopped;
    }

    boolean isAborted() {
        return aborted;
    }

    /** Returns what ends calls under way. */
    Cancellation cancellation() {
        return cancellation;
    }

    void watch(RunProgress of, Runnable wakes) {
        progress = of;
        wake = wakes;
    }
}
