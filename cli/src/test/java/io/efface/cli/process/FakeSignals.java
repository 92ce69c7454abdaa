package io.efface.cli.process;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Signals that a test sends to the command in the same process. */
public final class FakeSignals implements Signals {
    private final List<Consumer<StopSignal>> listeners = new ArrayList<>();
    private final List<StopSignal> early = new ArrayList<>();
    private final CompletableFuture<Integer> processEnd = new CompletableFuture<>();

    /** Sends signals to the next listener as soon as it is registered. */
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

    /** Completes with the exit code when the command halts the process. */
    public CompletableFuture<Integer> processEnd() {
        return processEnd;
    }

    private synchronized void remove(Consumer<StopSignal> listener) {
        listeners.remove(listener);
    }

    /** Sends a signal to all listeners, and returns whether there are any. */
    public boolean send(StopSignal signal) {
        List<Consumer<StopSignal>> current;
        synchronized (this) {
            current = List.copyOf(listeners);
        }
        // Does not hold the lock, because a listener may block while another thread sends the next signal.
        current.forEach(listener -> listener.accept(signal));
        return !current.isEmpty();
    }
}
