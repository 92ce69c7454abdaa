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
 * A set of locks, one for each key. The waiters for a lock get it in the order in which they asked. A lock without a holder takes no
 * memory. Thread-safe.
 *
 * @param <K> the type of the keys, such as a person id or the names of limits
 */
final class KeyedLock<K> {
    private final Map<K, WaitQueue> queues = new HashMap<>();

    /** Decides which waiters would get the lock too late. */
    @FunctionalInterface
    interface RejectionRule {
        /**
         * Returns whether a waiter would get the lock too late. This method must be quick and must not call {@link KeyedLock}.
         *
         * @param ahead the sum of the {@linkplain #acquire(Object, Duration, LayerCall, Duration) shares} of all waiters before this waiter
         * @param call the call that waits
         */
        boolean rejects(Duration ahead, LayerCall call);
    }

    private static final class WaitQueue {
        // Most locks never have a waiter.
        final Deque<Waiter> waiters = new ArrayDeque<>(1);
        Duration shares = Duration.ZERO;

        @Nullable RejectionRule rule;

        void add(Waiter waiter) {
            waiters.add(waiter);
            shares = shares.plus(waiter.share);
        }

        void subtractShare(Waiter waiter) {
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
     * Waits for the lock of a key.
     *
     * @param timeout the longest wait; if zero or negative, the method does not wait
     * @param call the call that waits; its cancellation ends the wait
     * @return true if the caller now holds the lock and must {@link #release} it; false if the wait ended without the lock, or if the
     *     {@linkplain #rejectWaiters rule of the holder} rejects the call
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    boolean acquire(K key, Duration timeout, LayerCall call) throws InterruptedException {
        return acquire(key, timeout, call, Duration.ZERO);
    }

    /**
     * Waits for the lock of a key, as {@link #acquire(Object, Duration, LayerCall)} does.
     *
     * @param share the shortest time for which the caller will hold the lock. The wait of each later waiter grows by at least this time
     */
    boolean acquire(K key, Duration timeout, LayerCall call, Duration share) throws InterruptedException {
        Waiter waiter;
        synchronized (queues) {
            WaitQueue queue = queues.get(key);
            if (queue == null) {
                queues.put(key, new WaitQueue());
                return true;
            }
            if (queue.rule != null && queue.rule.rejects(queue.shares, call)) {
                return false;
            }
            waiter = new Waiter(call, share);
            queue.add(waiter);
        }
        Cancellation.Registration registration = call.cancellation()
                .map(cancellation -> cancellation.onCancel(waiter.woken::countDown))
                .orElse(() -> {});
        try {
            // The wait ends if this waiter gets the lock, if the call is cancelled or rejected, or after the timeout.
            // "granted" shows whether this waiter got the lock.
            boolean unused = waiter.woken.await(timeout.toNanos(), TimeUnit.NANOSECONDS);
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

    /** Returns whether the lock was granted. If not, removes the waiter. */
    private boolean leaveQueue(K key, Waiter waiter) {
        synchronized (queues) {
            if (!waiter.granted) {
                WaitQueue queue = queues.get(key);
                if (queue != null && queue.waiters.remove(waiter)) {
                    queue.subtractShare(waiter);
                }
            }
            return waiter.granted;
        }
    }

    /**
     * Rejects each waiter that, by the given rule, would get the lock too late. The rule also applies to waiters that arrive before the
     * lock is released. Only the holder of the lock may call this method.
     *
     * @param rule the rule, which replaces an earlier rule
     */
    void rejectWaiters(K key, RejectionRule rule) {
        synchronized (queues) {
            WaitQueue queue = queues.get(key);
            if (queue == null) {
                return;
            }
            queue.rule = rule;
            Duration shares = Duration.ZERO;
            for (Iterator<Waiter> waiters = queue.waiters.iterator(); waiters.hasNext(); ) {
                Waiter waiter = waiters.next();
                if (rule.rejects(shares, waiter.call)) {
                    waiters.remove();
                    queue.subtractShare(waiter);
                    waiter.woken.countDown();
                } else {
                    shares = shares.plus(waiter.share);
                }
            }
        }
    }

    /** Releases the lock. The next waiter gets the lock. */
    void release(K key) {
        synchronized (queues) {
            WaitQueue queue = queues.get(key);
            Waiter next = queue == null ? null : queue.waiters.poll();
            if (queue == null || next == null) {
                queues.remove(key);
            } else {
                queue.subtractShare(next);
                queue.rule = null;
                next.granted = true;
                next.woken.countDown();
            }
        }
    }

    /** Returns the number of waiters for the lock of a key. */
    int waiting(K key) {
        synchronized (queues) {
            WaitQueue queue = queues.get(key);
            return queue == null ? 0 : queue.waiters.size();
        }
    }

    /** Returns the number of waiters for the lock of a key plus the holder. */
    int holderAndWaiters(K key) {
        synchronized (queues) {
            WaitQueue queue = queues.get(key);
            return queue == null ? 0 : 1 + queue.waiters.size();
        }
    }

    /** Returns the number of locks that are held. */
    int size() {
        synchronized (queues) {
            return queues.size();
        }
    }
}
