package io.efface.erasure.internal.run;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Waits for the thread that coordinates a run. Tests move their clock instead of waiting. */
@FunctionalInterface
public interface WaitStrategy {
    /**
     * Waits until a permit is released or until a time. It may return earlier.
     *
     * @param wake is released when the state of the run has changed
     * @param until when the caller continues at the latest
     * @param idle whether no target is in progress, so that only time changes the state
     * @throws InterruptedException if the thread is interrupted
     */
    void await(Semaphore wake, Instant until, boolean idle) throws InterruptedException;

    /** Returns waits in real time. Each lasts one second at most, because the clock may be set. */
    static WaitStrategy system(Clock clock) {
        Duration longest = Duration.ofSeconds(1);
        return (wake, until, idle) -> {
            Duration left = Duration.between(clock.instant(), until);
            Duration wait = left.compareTo(longest) > 0 ? longest : left;
            boolean ignored = wake.tryAcquire(Math.max(0, wait.toNanos()), TimeUnit.NANOSECONDS);
        };
    }
}
