package io.efface.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Signals that a test sends. */
final class FakeSignals implements Signals {
    private final List<Consumer<StopSignal>> listeners = new ArrayList<>();
    private final List<StopSignal> early = new ArrayList<>();

    /** Sends signals to the next one who takes them, as soon as it does. */
    synchronized void sendAtOnce(StopSignal... signals) {
        early.addAll(List.of(signals));
    }

    @Override
    public synchronized Taken take(Consumer<StopSignal> listener) {
        listeners.add(listener);
        early.forEach(listener);
        early.clear();
        return () -> remove(listener);
    }

    private synchronized void remove(Consumer<StopSignal> listener) {
        listeners.remove(listener);
    }

    /** Sends one to whoever has taken them; returns whether somebody has. */
    synchronized boolean send(StopSignal signal) {
        List.copyOf(listeners).forEach(listener -> listener.accept(signal));
        return !listeners.isEmpty();
    }
}
