package io.efface.erasure.internal.run;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.Condition;

/** Lets time pass for the one thread of a run that looks at the clock. Tests give one that moves their clock instead. */
@FunctionalInterface
public interface Waits {
    /**
     * Waits until the condition is signalled or the clock shows a time, or returns earlier for no reason.
     *
     * @param changed of a lock that the caller holds
     * @param until when the caller has something to do
     * @param idle whether nothing is under way, so that only time can change anything
     * @throws InterruptedException if the thread is interrupted
     */
    void await(Condition changed, Instant until, boolean idle) throws InterruptedException;

    /**
     * Waits in real time: at most one second, because the clock may be set, and at least one millisecond, because only a wait releases
     * the lock that signals and workers need.
     */
    @SuppressWarnings("WaitNotInLoop") // The caller loops: it looks at everything anew, whyever this returned.
    static Waits system(Clock clock) {
        Duration longest = Duration.ofSeconds(1);
        Duration shortest = Duration.ofMillis(1);
        return (changed, until, idle) -> {
            Duration left = Duration.between(clock.instant(), until);
            Duration wait = left.compareTo(longest) > 0 ? longest : left;
            changed.awaitNanos((wait.compareTo(shortest) < 0 ? shortest : wait).toNanos());
        };
    }
}
