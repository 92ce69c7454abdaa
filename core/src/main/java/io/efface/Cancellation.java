package io.efface;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Ends a call from another thread: {@link #cancel()} also ends the HTTP exchange that is under way. Thread-safe. Several calls may share
 * one cancellation. A cancellation cannot be undone.
 */
public final class Cancellation {
    private final Object lock = new Object();
    private final List<Runnable> listeners = new ArrayList<>();
    private boolean cancelled;

    /** Creates a cancellation that is not cancelled yet. */
    public Cancellation() {}

    /**
     * Cancels, and runs every registered action once in the calling thread. If an action throws an exception, the remaining actions still
     * run. Afterwards this method throws the first exception, to which the later exceptions are added as suppressed exceptions. A second
     * call does nothing.
     */
    public void cancel() {
        List<Runnable> due;
        synchronized (lock) {
            if (cancelled) {
                return;
            }
            cancelled = true;
            due = List.copyOf(listeners);
            listeners.clear();
        }
        runAll(due);
    }

    private static void runAll(List<Runnable> actions) {
        RuntimeException first = null;
        for (Runnable action : actions) {
            try {
                action.run();
            } catch (RuntimeException e) {
                if (first == null) {
                    first = e;
                } else {
                    first.addSuppressed(e);
                }
            }
        }
        if (first != null) {
            throw first;
        }
    }

    /** Returns whether {@link #cancel()} was called. */
    public boolean isCancelled() {
        synchronized (lock) {
            return cancelled;
        }
    }

    /**
     * Registers an action that runs when {@link #cancel()} is called. If this cancellation is cancelled already, the action runs at once.
     *
     * @param action a quick action that does not throw
     * @return the registration; after the registration is closed, the action does not start
     */
    public Registration onCancel(Runnable action) {
        Objects.requireNonNull(action, "action");
        synchronized (lock) {
            if (!cancelled) {
                // A new wrapper for each registration: closing a registration removes only its own wrapper, even if two
                // actions are equal.
                Runnable wrapper = () -> action.run();
                listeners.add(wrapper);
                return () -> remove(wrapper);
            }
        }
        action.run();
        return () -> {};
    }

    private void remove(Runnable listener) {
        synchronized (lock) {
            listeners.removeIf(each -> each == listener);
        }
    }

    /** The registration of an action. */
    public interface Registration extends AutoCloseable {
        /** Removes the action; a second call does nothing. */
        @Override
        void close();
    }
}
