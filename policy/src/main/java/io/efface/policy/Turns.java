package io.efface.policy;

import io.efface.CallOptions;
import io.efface.Cancellation;
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
 * One turn per key at a time, in the order of asking. Keys that nobody works on take no memory. Thread-safe.
 *
 * @param <K> what the turns are about: a person, a quota
 */
final class Turns<K> {
    private final Map<K, Line> lines = new HashMap<>();

    /** What whoever has the turn knows about those behind. */
    @FunctionalInterface
    interface Outlook {
        /**
         * Returns whether the turn would come too late. Quick, and calls nothing of {@link Turns}.
         *
         * @param shares of all who wait up to the one in question, its own included
         * @param options of the call that waits
         */
        boolean isHopeless(Duration shares, CallOptions options);
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
        final CallOptions options;
        final Duration share;
        boolean granted;

        Waiter(CallOptions options, Duration share) {
            this.options = options;
            this.share = share;
        }
    }

    /**
     * Waits for the key's turn.
     *
     * @param most longest wait; zero or negative waits not at all
     * @param options the call that waits; its cancellation ends the wait
     * @return whether the turn was had; then {@link #release} must follow. Not if the wait ended first, or is hopeless by what whoever
     *     has the turn {@linkplain #tell told}
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    boolean acquire(K key, Duration most, CallOptions options) throws InterruptedException {
        return acquire(key, most, options, Duration.ZERO);
    }

    /**
     * Waits for the key's turn, as above.
     *
     * @param share how long those behind wait for this one's sake at least
     */
    boolean acquire(K key, Duration most, CallOptions options, Duration share) throws InterruptedException {
        Waiter waiter = new Waiter(options, share);
        synchronized (lines) {
            Line line = lines.get(key);
            if (line == null) {
                lines.put(key, new Line());
                return true;
            }
            if (line.outlook != null && line.outlook.isHopeless(line.shares.plus(share), options)) {
                return false;
            }
            line.add(waiter);
        }
        Cancellation.Registration registration = options.cancellation()
                .map(cancellation -> cancellation.onCancel(waiter.woken::countDown))
                .orElse(() -> {});
        try {
            // Woken by a turn, a cancellation or the time: only the grant tells which.
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

    /** Returns whether the turn was granted; else the waiter is forgotten. */
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
     * Sends away those whose wait is hopeless, and whoever comes later while the turn is not given on. Only for the one who has it.
     *
     * @param outlook in place of what was told before
     */
    void tell(K key, Outlook outlook) {
        synchronized (lines) {
            Line line = lines.get(key);
            if (line == null) {
                return;
            }
            line.outlook = outlook;
            Duration shares = Duration.ZERO;
            for (Iterator<Waiter> waiters = line.waiters.iterator(); waiters.hasNext(); ) {
                Waiter waiter = waiters.next();
                if (outlook.isHopeless(shares.plus(waiter.share), waiter.options)) {
                    waiters.remove();
                    line.left(waiter);
                    waiter.woken.countDown();
                } else {
                    shares = shares.plus(waiter.share);
                }
            }
        }
    }

    /** Gives the turn to the next who waits for it. */
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

    /** Returns the shares of all who wait for the key's turn. */
    Duration ahead(K key) {
        synchronized (lines) {
            Line line = lines.get(key);
            return line == null ? Duration.ZERO : line.shares;
        }
    }

    /** Returns how many wait for the key's turn. */
    int waiting(K key) {
        synchronized (lines) {
            Line line = lines.get(key);
            return line == null ? 0 : line.waiters.size();
        }
    }

    /** Returns how many have the key's turn or wait for it. */
    int claims(K key) {
        synchronized (lines) {
            Line line = lines.get(key);
            return line == null ? 0 : 1 + line.waiters.size();
        }
    }

    /** Returns how many keys somebody works on. */
    int size() {
        synchronized (lines) {
            return lines.size();
        }
    }
}
