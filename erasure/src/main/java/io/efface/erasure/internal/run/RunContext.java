package io.efface.erasure.internal.run;

import io.efface.erasure.internal.ledger.Checkpoints;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.random.RandomGenerator;

/**
 * The dependencies of runs and verifications that tests replace. Thread-safe if its components are thread-safe.
 *
 * @param clock the clock for leases, waits and events
 * @param callClock the clock with which the accounts were opened, for the deadlines of calls
 * @param random the source of operation ids and samples
 * @param waits the implementation of waits
 * @param checkpoints receives a call at each point at which a test may end the process
 */
public record RunContext(
        Clock clock, Clock callClock, RandomGenerator random, WaitStrategy waits, Checkpoints checkpoints) {
    /** Rejects null. */
    public RunContext {
        Objects.requireNonNull(clock, "clock");
        Objects.requireNonNull(callClock, "callClock");
        Objects.requireNonNull(random, "random");
        Objects.requireNonNull(waits, "waits");
        Objects.requireNonNull(checkpoints, "checkpoints");
    }

    /** Creates the dependencies of a run whose accounts were opened with the clock of the run. */
    public RunContext(Clock clock, RandomGenerator random, WaitStrategy waits, Checkpoints checkpoints) {
        this(clock, clock, random, waits, checkpoints);
    }

    /** Converts a time of {@code clock} to the corresponding time of {@code callClock}. */
    Instant callTime(Instant time) {
        return clock.equals(callClock) ? time : callClock.instant().plus(Duration.between(clock.instant(), time));
    }
}
