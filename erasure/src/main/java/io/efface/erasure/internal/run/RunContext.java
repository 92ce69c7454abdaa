package io.efface.erasure.internal.run;

import io.efface.erasure.internal.ledger.Checkpoints;
import java.time.Clock;
import java.util.Objects;
import java.util.random.RandomGenerator;

/**
 * The dependencies of running and verifying that tests replace. Thread-safe if its parts are.
 *
 * @param clock for leases, deadlines and events; the accounts must have been opened with the same
 * @param random for operation ids and samples
 * @param waits waits for time and signals
 * @param checkpoints is called at the moments at which tests end the process
 */
public record RunContext(Clock clock, RandomGenerator random, WaitStrategy waits, Checkpoints checkpoints) {
    /** Rejects null. */
    public RunContext {
        Objects.requireNonNull(clock, "clock");
        Objects.requireNonNull(random, "random");
    }
}
