package io.efface;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Ends a call from another thread: {@link #cancel()} reaches the exchange that is under way. Thread-safe; one object may serve
 * several calls, and once cancelled it stays so.
 */
public final class Cancellation {
    private final Object lock = new Object();
    private final List<Runnable> listeners = new ArrayList<>();
    private boolean cancelled;

    /** Makes a cancellation that has not happened yet. */
    public Cancellation() {}

    /**
     * Cancels: runs every registered action once, in this thread, even if one of them throws; what the first of those threw is
     * thrown at the end. Calling it again does nothing.
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
     * Runs an action when this is cancelled, or at once if it is already.
     *
     * @param action quick and not throwing
     * @return closes the registration; the action does not run afterwards unless it has begun
     */
    public Registration onCancel(Runnable action) {
        Objects.requireNonNull(action, "action");
        synchronized (lock) {
            if (!cancelled) {
                // A wrapper of its own, so that closing one registration never removes another one's equal action.
                Runnable own = () -> action.run();
                listeners.add(own);
                return () -> remove(own);
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

    /** An action's registration. */
    public interface Registration extends AutoCloseable {
        /** Takes the action back; calling it again does nothing. */
        @Override
        void close();
    }
}
