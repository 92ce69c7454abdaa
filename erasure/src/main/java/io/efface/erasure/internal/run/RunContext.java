package io.efface.erasure.internal.run;

import io.efface.erasure.internal.ledger.Checkpoints;
import java.time.Clock;
import java.util.Objects;
import java.util.random.RandomGenerator;

/**
 * The dependencies of runs and verifications that tests replace. Thread-safe if its components are thread-safe.
 *
 * @param clock the clock for leases, deadlines and events; the accounts must be opened with the same clock
 * @param random the source of operation ids and samples
 * @param waits the implementation of waits
 * @param checkpoints receives a call at each point at which a test may end the process
 */
public record RunContext(Clock clock, RandomGenerator random, WaitStrategy waits, Checkpoints checkpoints) {
    /** Rejects null. */
    public RunContext {
        Objects.requireNonNull(clock, "clock");
        Objects.requireNonNull(random, "random");
        Objects.requireNonNull(waits, "waits");
        Objects.requireNonNull(checkpoints, "checkpoints");
    }
}
