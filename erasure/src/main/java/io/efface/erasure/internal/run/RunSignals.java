package io.efface.erasure.internal.run;

import io.efface.Cancellation;
import io.efface.erasure.EraseProgress;
import io.efface.erasure.EraseWait;
import io.efface.erasure.RunControl;
import java.util.function.Consumer;

/** Passes signals between a run and its caller: stop and abort to the run, progress and waits to the caller. Thread-safe. */
public final class RunSignals {
    private final Cancellation cancellation = new Cancellation();
    private volatile Runnable wake = () -> {};
    private volatile RunProgress progress = new RunProgress();
    private volatile Consumer<EraseWait> waiting = wait -> {};
    private volatile boolean stopped;
    private volatile boolean aborted;

    /** Implements {@link RunControl#stop}. */
    public void stop() {
        stopped = true;
        wake.run();
    }

    /** Implements {@link RunControl#abort}. */
    public void abort() {
        aborted = true;
        stopped = true;
        cancellation.cancel();
        wake.run();
    }

    public EraseProgress progress() {
        return progress.now();
    }

    public void onWait(Consumer<EraseWait> listener) {
        waiting = listener;
    }

    void waitBegins(EraseWait wait) {
        waiting.accept(wait);
    }

    boolean isStopped() {
        return stopped;
    }

    boolean isAborted() {
        return aborted;
    }

    /** Returns the cancellation that aborts all calls of the run. */
    Cancellation cancellation() {
        return cancellation;
    }

    /**
     * Connects the run when it begins.
     *
     * @param runProgress the progress that {@link #progress} returns from now on
     * @param onSignal called after each stop or abort
     */
    void connect(RunProgress runProgress, Runnable onSignal) {
        progress = runProgress;
        wake = onSignal;
    }
}
