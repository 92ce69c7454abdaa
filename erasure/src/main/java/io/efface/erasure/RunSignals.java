package io.efface.erasure;

import io.efface.Cancellation;
import java.util.function.Consumer;

/** The signals between a run and whoever started it: stop, abort, progress and waits. Thread-safe. */
final class RunSignals {
    private final Cancellation cancellation = new Cancellation();
    private volatile Runnable wake = () -> {};
    private volatile RunProgress progress = new RunProgress();
    private volatile Consumer<EraseWait> waiting = wait -> {};
    private volatile boolean stopped;
    private volatile boolean aborted;

    /** Does what {@link RunControl#stop} says. */
    void stop() {
        stopped = true;
        wake.run();
    }

    /** Does what {@link RunControl#abort} says. */
    void abort() {
        aborted = true;
        stopped = true;
        cancellation.cancel();
        wake.run();
    }

    EraseProgress progress() {
        return progress.now();
    }

    void onWait(Consumer<EraseWait> listener) {
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
