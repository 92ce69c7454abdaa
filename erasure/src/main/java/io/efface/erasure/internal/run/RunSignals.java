package io.efface.erasure.internal.run;

import io.efface.Cancellation;
import io.efface.erasure.EraseProgress;
import io.efface.erasure.EraseWait;
import io.efface.erasure.RunControl;
import java.util.function.Consumer;

/** The signals between a run and its caller: stop, abort, progress and waits. Thread-safe. */
public final class RunSignals {
    private final Cancellation cancellation = new Cancellation();
    private volatile Runnable wake = () -> {};
    private volatile RunProgress progress = new RunProgress();
    private volatile Consumer<EraseWait> waiting = wait -> {};
    private volatile boolean stopped;
    private volatile boolean aborted;

    /** Does what {@link RunControl#stop} says. */
    public void stop() {
        stopped = true;
        wake.run();
    }

    /** Does what {@link RunControl#abort} says. */
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
