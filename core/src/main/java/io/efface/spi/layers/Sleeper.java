package io.efface.spi.layers;

import io.efface.Cancellation;
import io.efface.spi.CallContext;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets time pass between attempts. Thread-safe. Tests give one that moves their clock instead; an application hardly ever needs
 * to.
 */
@FunctionalInterface
public interface Sleeper {
    /**
     * Waits, and returns early when the call is cancelled.
     *
     * @param time how long; zero or negative returns at once
     * @param call the call that waits; its cancellation ends the wait, its deadline is the caller's business
     * @return false if the call was cancelled before the time was over
     * @throws InterruptedException if the thread is interrupted before or while it waits
     */
    boolean sleep(Duration time, CallContext call) throws InterruptedException;

    /** Returns a sleeper in real time. */
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
