package io.efface.policy;

import io.efface.CallOptions;
import io.efface.Cancellation;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * One turn per key at a time, in the order of asking. Keys that nobody works on take no memory. Thread-safe.
 *
 * @param <K> what the turns are about: a person, a quota
 */
final class Turns<K> {
    private final Map<K, Deque<Waiter>> queues = new HashMap<>();

    private static final class Waiter {
        final CountDownLatch woken = new CountDownLatch(1);
        boolean granted;
    }

    /**
     * Waits for the key's turn.
     *
     * @param most longest wait; zero or negative waits not at all
     * @param options the call that waits; its cancellation ends the wait
     * @return whether the turn was had; then {@link #release} must follow
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    boolean acquire(K key, Duration most, CallOptions options) throws InterruptedException {
        Waiter waiter = new Waiter();
        synchronized (queues) {
            Deque<Waiter> queue = queues.get(key);
            if (queue == null) {
                queues.put(key, new ArrayDeque<>());
                return true;
            }
            queue.add(waiter);
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
        synchronized (queues) {
            if (!waiter.granted) {
                Deque<Waiter> queue = queues.get(key);
                if (queue != null) {
                    queue.remove(waiter);
                }
            }
            return waiter.granted;
        }
    }

    /** Gives the turn to the next who waits for it. */
    void release(K key) {
        synchronized (queues) {
            Deque<Waiter> queue = queues.get(key);
            Waiter next = queue == null ? null : queue.poll();
            if (next == null) {
                queues.remove(key);
            } else {
                next.granted = true;
                next.woken.countDown();
            }
        }
    }

    /** Returns how many wait for the key's turn. */
    int waiting(K key) {
        synchronized (queues) {
            Deque<Waiter> queue = queues.get(key);
            return queue == null ? 0 : queue.size();
        }
    }

    /** Returns how many have the key's turn or wait for it. */
    int claims(K key) {
        synchronized (queues) {
            Deque<Waiter> queue = queues.get(key);
            return queue == null ? 0 : 1 + queue.size();
        }
    }

    /** Returns how many keys somebody works on. */
    int size() {
        synchronized (queues) {
            return queues.size();
        }
    }
}
