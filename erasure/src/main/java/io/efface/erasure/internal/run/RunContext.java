package io.efface.erasure.internal.run;

import io.efface.erasure.internal.ledger.Checkpoints;
import java.time.Clock;
import java.util.Objects;
import java.util.random.RandomGenerator;

/**
 * What the work on a job needs from outside. Thread-safe if its parts are.
 *
 * @param clock of leases, deadlines and events; the one that the accounts were opened with
 * @param random of operation ids and samples
 * @param waits lets time pass
 * @param checkpoints is called at the moments that tests end the process at
 */
public record RunContext(Clock clock, RandomGenerator random, Waits waits, Checkpoints checkpoints) {
    /** Checks that nothing is missing. */
    public RunContext {
        Objects.requireNonNull(clock, "clock");
        Objects.requireNonNull(random, "random");
    }

    public static RunContext of(Clock clock, RandomGenerator random) {
        return new RunContext(clock, random, Waits.system(clock), Checkpoints.NONE);
    }
}
