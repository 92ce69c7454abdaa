package io.efface.testkit;

import io.efface.Cancellation;
import io.efface.spi.CallContext;
import io.efface.spi.layers.Sleeper;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Objects;

/**
 * A clock that runs with another and jumps over every wait: an opened repository with this as its clock and as its
 * {@link Sleeper} waits for repeats, quota and read-backs without taking time, and all that judges time sees it pass. Give it to
 * the emulator too, and to {@link ContractHarness#clock()}. Thread-safe: waits of several threads at the same time pass together.
 *
 * <pre>{@code
 * SkippingClock time = SkippingClock.ofSystem();
 * FaceRepositories.builder().clock(time).sleeper(time)
 * }</pre>
 */
public final class SkippingClock extends Clock implements Sleeper {
    private final Clock running;
    private final Object lock = new Object();
    private Duration skipped = Duration.ZERO;

    private SkippingClock(Clock running) {
        this.running = Objects.requireNonNull(running, "running");
    }

    /** Returns one that runs with the system's clock and has skipped nothing yet. */
    public static SkippingClock ofSystem() {
        return new SkippingClock(Clock.systemUTC());
    }

    /** Returns one that runs with a clock and has skipped nothing yet. */
    public static SkippingClock running(Clock clock) {
        return new SkippingClock(clock);
    }

    /** Returns how much time has been skipped, zero or more. */
    public Duration skipped() {
        synchronized (lock) {
            return skipped;
        }
    }

    /** Skips the time unless the call is cancelled already. */
    @Override
    public boolean sleep(Duration time, CallContext call) throws InterruptedException {
        Instant end = instant().plus(time);
        if (Thread.interrupted()) {
            throw new InterruptedException("interrupted before the wait");
        }
        if (call.cancellation().map(Cancellation::isCancelled).orElse(false)) {
            return false;
        }
        synchronized (lock) {
            Duration missing = Duration.between(instant(), end);
            if (!missing.isNegative()) {
                skipped = skipped.plus(missing);
            }
        }
        return true;
    }

    /**
     * Lets time pass.
     *
     * @param time zero or more
     * @throws IllegalArgumentException if it is negative
     */
    public void skip(Duration time) {
        if (time.isNegative()) {
            throw new IllegalArgumentException("time does not run backwards");
        }
        synchronized (lock) {
            skipped = skipped.plus(time);
        }
    }

    @Override
    public Instant instant() {
        synchronized (lock) {
            return running.instant().plus(skipped);
        }
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    /** Returns this clock: deadlines do not depend on zones. */
    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
