package io.efface.cli.process;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Signals that a test sends. */
public final class FakeSignals implements Signals {
    private final List<Consumer<StopSignal>> listeners = new ArrayList<>();
    private final List<StopSignal> early = new ArrayList<>();
    private final CompletableFuture<Integer> processEnd = new CompletableFuture<>();

    /** Sends signals to the next one who takes them, as soon as it does. */
    public synchronized void sendAtOnce(StopSignal... signals) {
        early.addAll(List.of(signals));
    }

    @Override
    public synchronized Registration register(Consumer<StopSignal> listener) {
        listeners.add(listener);
        early.forEach(listener);
        early.clear();
        return () -> remove(listener);
    }

    @Override
    public void halt(int code) {
        processEnd.complete(code);
    }

    /** Returns the exit code of the process once it was ended at once. */
    public CompletableFuture<Integer> processEnd() {
        return processEnd;
    }

    private synchronized void remove(Consumer<StopSignal> listener) {
        listeners.remove(listener);
    }

    /** Sends a signal to the handler, and returns whether there is one. */
    public boolean send(StopSignal signal) {
        List<Consumer<StopSignal>> taken;
        synchronized (this) {
            taken = List.copyOf(listeners);
        }
        // Without the lock: a listener may block, and further signals arrive all the same, each on a thread of its own.
        taken.forEach(listener -> listener.accept(signal));
        return !taken.isEmpty();
    }
}
