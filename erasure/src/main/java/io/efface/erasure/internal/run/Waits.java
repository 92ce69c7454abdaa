package io.efface.erasure.internal.run;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Lets time pass for the thread of a run that watches the clock. Tests pass one that moves their clock instead. */
@FunctionalInterface
public interface Waits {
    /**
     * Waits until a permit is released or the clock shows a time, or returns earlier without a reason.
     *
     * @param wake is released when something has changed
     * @param until when the caller has something to do
     * @param idle whether nothing is under way, so that only time can change anything
     * @throws InterruptedException if the thread is interrupted
     */
    void await(Semaphore wake, Instant until, boolean idle) throws InterruptedException;

    /** Waits in real time, at most one second at once, because the clock may be set. */
    static Waits system(Clock clock) {
        Duration longest = Duration.ofSeconds(1);
        return (wake, until, idle) -> {
            Duration left = Duration.between(clock.instant(), until);
            Duration wait = left.compareTo(longest) > 0 ? longest : left;
            boolean ignored = wake.tryAcquire(Math.max(0, wait.toNanos()), TimeUnit.NANOSECONDS);
        };
    }
}
