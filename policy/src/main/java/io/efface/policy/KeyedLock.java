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
    private final Map<K, WaitQueue> queues = new HashMap<>();

    /** Decides which waiters would get the lock too late. */
    @FunctionalInterface
    interface RejectionRule {
        /**
         * Returns whether a waiter would get the lock too late. Quick, and calls nothing of {@link KeyedLock}.
         *
         * @param ahead shares of all who wait before it
         * @param call of the call that waits
         */
        boolean rejects(Duration ahead, LayerCall call);
    }

    private static final class WaitQueue {
        final Deque<Waiter> waiters = new ArrayDeque<>();
        Duration shares = Duration.ZERO;

        @Nullable RejectionRule rule;

        void add(Waiter waiter) {
            waiters.add(waiter);
            shares = shares.plus(waiter.share);
        }

        void removed(Waiter waiter) {
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
     * @param timeout longest wait; zero or negative does not wait
     * @param call the call that waits; its cancellation ends the wait
     * @return whether the lock is held; then {@link #release} must follow. False if the wait ended first, or the
     *     {@linkplain #rejectWaiters rule of the holder} rejects it
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    boolean acquire(K key, Duration timeout, LayerCall call) throws InterruptedException {
        return acquire(key, timeout, call, Duration.ZERO);
    }

    /**
     * Waits for the key's lock, as above.
     *
     * @param share how long the later waiters wait at least because of this one
     */
    boolean acquire(K key, Duration timeout, LayerCall call, Duration share) throws InterruptedException {
        Waiter waiter = new Waiter(call, share);
        synchronized (queues) {
            WaitQueue queue = queues.get(key);
            if (queue == null) {
                queues.put(key, new WaitQueue());
                return true;
            }
            if (queue.rule != null && queue.rule.rejects(queue.shares, call)) {
                return false;
            }
            queue.add(waiter);
        }
        Cancellation.Registration registration = call.cancellation()
                .map(cancellation -> cancellation.onCancel(waiter.woken::countDown))
                .orElse(() -> {});
        try {
            // Woken by the lock, a cancellation or the time: only the grant says which.
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

    /** Returns whether the lock was granted; else removes the waiter. */
    private boolean leaveQueue(K key, Waiter waiter) {
        synchronized (queues) {
            if (!waiter.granted) {
                WaitQueue queue = queues.get(key);
                if (queue != null && queue.waiters.remove(waiter)) {
                    queue.removed(waiter);
                }
            }
            return waiter.granted;
        }
    }

    /**
     * Rejects the waiters that would get the lock too late, now and until the lock is released. Only for the holder.
     *
     * @param rule replaces the earlier rule
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
                    queue.removed(waiter);
                    waiter.woken.countDown();
                } else {
                    shares = shares.plus(waiter.share);
                }
            }
        }
    }

    /** Gives the lock to the next waiter. */
    void release(K key) {
        synchronized (queues) {
            WaitQueue queue = queues.get(key);
            Waiter next = queue == null ? null : queue.waiters.poll();
            if (queue == null || next == null) {
                queues.remove(key);
            } else {
                queue.removed(next);
                queue.rule = null;
                next.granted = true;
                next.woken.countDown();
            }
        }
    }

    /** Returns how many wait for the key's lock. */
    int waiting(K key) {
        synchronized (queues) {
            WaitQueue queue = queues.get(key);
            return queue == null ? 0 : queue.waiters.size();
        }
    }

    /** Returns how many hold the key's lock or wait for it. */
    int holderAndWaiters(K key) {
        synchronized (queues) {
            WaitQueue queue = queues.get(key);
            return queue == null ? 0 : 1 + queue.waiters.size();
        }
    }

    /** Returns how many keys are held. */
    int size() {
        synchronized (queues) {
            return queues.size();
        }
    }
}
