package io.efface.erasure.internal.run;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Implements the waits of the thread that coordinates a run. Tests move their clock instead of waiting. */
@FunctionalInterface
public interface WaitStrategy {
    /**
     * Waits until a permit of {@code wake} is available or a time is reached. The method may return earlier.
     *
     * @param wake is released when the state of the run has changed
     * @param until the latest time at which the caller continues
     * @param idle whether no target is in progress, so that the state can only change with time
     * @throws InterruptedException if the thread is interrupted
     */
    void await(Semaphore wake, Instant until, boolean idle) throws InterruptedException;

    /** Returns an implementation that waits in real time. A wait lasts at most one second, because the clock may be set meanwhile. */
    static WaitStrategy system(Clock clock) {
        Duration longest = Duration.ofSeconds(1);
        return (wake, until, idle) -> {
            Duration left = Duration.between(clock.instant(), until);
            Duration wait = left.compareTo(longest) > 0 ? longest : left;
            boolean ignored = wake.tryAcquire(Math.max(0, wait.toNanos()), TimeUnit.NANOSECONDS);
        };
    }
}
