package io.efface.spi.layers;

import io.efface.Cancellation;
import io.efface.spi.CallContext;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Waits between attempts. Thread-safe. Tests may use a sleeper that moves their clock instead of waiting; applications normally use
 * {@link #system()}.
 */
@FunctionalInterface
public interface Sleeper {
    /**
     * Waits, and returns early if the call is cancelled.
     *
     * @param time the duration of the wait; for zero or a negative duration the method returns at once
     * @param call the call that waits; its cancellation ends the wait, but its deadline does not
     * @return false if the call was cancelled before the time was over
     * @throws InterruptedException if the thread is interrupted before or while it waits
     */
    boolean sleep(Duration time, CallContext call) throws InterruptedException;

    /** Returns a sleeper that waits in real time. */
    static Sleeper system() {
        return (time, call) -> {
            CountDownLatch cancelled = new CountDownLatch(1);
            Cancellation.Registration registration = call.cancellation()
                    .map(cancellation -> cancellation.onCancel(cancelled::countDown))
                    .orElse(() -> {});
            try {
                return !cancelled.await(time.toNanos(), TimeUnit.NANOSECONDS);
            } finally {
                registration.close();
            }
        };
    }
}
