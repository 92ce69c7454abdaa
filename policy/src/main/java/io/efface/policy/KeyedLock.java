package io.efface.policy;

import io.efface.Cancellation;
import io.efface.spi.layers.LayerCall;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A lock per key, which waiters get in the order of asking. A key that is neither held nor waited for takes no memory. Thread-safe.
 *
 * @param <K> what is locked: a person, the limits of a call
 */
final class KeyedLock<K> {
    private final Map<K, Line> lines = new HashMap<>();

    /** What the holder knows about the waiters. */
    @FunctionalInterface
    interface Outlook {
        /**
         * Returns whether a waiter would get the lock too late. Quick, and calls nothing of {@link KeyedLock}.
         *
         * @param ahead shares of all who wait before it
         * @param call of the call that waits
         */
        boolean isHopeless(Duration ahead, LayerCall call);
    }

    private static final class Line {
        final Deque<Waiter> waiters = new ArrayDeque<>();
        Duration shares = Duration.ZERO;

        @Nullable Outlook outlook;

        void add(Waiter waiter) {
            waiters.add(waiter);
            shares = shares.plus(waiter.share);
        }

        void left(Waiter waiter) {
            shares = shares.minus(waiter.share);
        }
    }

    private static final class Waiter {
        final CountDownLatch woken = new CountDownLatch(1);
        final LayerCall call;
        final Duration share;
        boolean granted;

        Waiter(LayerCall call, Duration share) {
            this.call = call;
            this.share = share;
        }
    }

    /**
     * Waits for the key's lock.
     *
     * @param most longest wait; zero or negative does not wait
     * @param call the call that waits; its cancellation ends the wait
     * @return whether the lock is held; then {@link #release} must follow. False if the wait ended first, or is hopeless by the holder's
     *     {@linkplain #setOutlook outlook}
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    boolean acquire(K key, Duration most, LayerCall call) throws InterruptedException {
        return acquire(key, most, call, Duration.ZERO);
    }

    /**
     * Waits for the key's lock, as above.
     *
     * @param share how long the later waiters wait at least because of this one
     */
    boolean acquire(K key, Duration most, LayerCall call, Duration share) throws InterruptedException {
        Waiter waiter = new Waiter(call, share);
        synchronized (lines) {
            Line line = lines.get(key);
            if (line == null) {
                lines.put(key, new Line());
                return true;
            }
            if (line.outlook != null && line.outlook.isHopeless(line.shares, call)) {
                return false;
            }
            line.add(waiter);
        }
        Cancellation.Registration registration = call.cancellation()
                .map(cancellation -> cancellation.onCancel(waiter.woken::countDown))
                .orElse(() -> {});
        try {
            // Woken by the lock, a cancellation or the time: only the grant says which.
            boolean unused = waiter.woken.await(most.toNanos(), TimeUnit.NANOSECONDS);
            return leaveQueue(key, waiter);
        } catch (InterruptedException e) {
            if (leaveQueue(key, waiter)) {
                release(key);
            }
            throw e;
        } finally {
            registration.close();
        }
    }

    /** Returns whether the lock was granted; else removes the waiter. */
    private boolean leaveQueue(K key, Waiter waiter) {
        synchronized (lines) {
            if (!waiter.granted) {
                Line line = lines.get(key);
                if (line != null && line.waiters.remove(waiter)) {
                    line.left(waiter);
                }
            }
            return waiter.granted;
        }
    }

    /**
     * Rejects the waiters whose wait is hopeless, and later ones until the lock is released. Only for the holder.
     *
     * @param outlook in place of the one before
     */
    void setOutlook(K key, Outlook outlook) {
        synchronized (lines) {
            Line line = lines.get(key);
            if (line == null) {
                return;
            }
            line.outlook = outlook;
            Duration shares = Duration.ZERO;
            for (Iterator<Waiter> waiters = line.waiters.iterator(); waiters.hasNext(); ) {
                Waiter waiter = waiters.next();
                if (outlook.isHopeless(shares, waiter.call)) {
                    waiters.remove();
                    line.left(waiter);
                    waiter.woken.countDown();
                } else {
                    shares = shares.plus(waiter.share);
                }
            }
        }
    }

    /** Gives the lock to the next waiter. */
    void release(K key) {
        synchronized (lines) {
            Line line = lines.get(key);
            Waiter next = line == null ? null : line.waiters.poll();
            if (line == null || next == null) {
                lines.remove(key);
            } else {
                line.left(next);
                line.outlook = null;
                next.granted = true;
                next.woken.countDown();
            }
        }
    }

    /** Returns how many wait for the key's lock. */
    int waiting(K key) {
        synchronized (lines) {
            Line line = lines.get(key);
            return line == null ? 0 : line.waiters.size();
        }
    }

    /** Returns how many hold the key's lock or wait for it. */
    int claims(K key) {
        synchronized (lines) {
            Line line = lines.get(key);
            return line == null ? 0 : 1 + line.waiters.size();
        }
    }

    /** Returns how many keys are held. */
    int size() {
        synchronized (lines) {
            return lines.size();
        }
    }
}
