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
 * A clock that follows another clock and skips waits. Use this object as the clock and as the {@link Sleeper} of the accounts, as the
 * clock of the emulator, and as {@link ContractHarness#clock()}. Waits for repeats, quota and reads then move this clock instead of taking
 * time. Thread-safe; concurrent waits of several threads pass at the same time.
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

    /** Returns a clock that follows the system's clock and has not skipped any time. */
    public static SkippingClock ofSystem() {
        return new SkippingClock(Clock.systemUTC());
    }

    /** Returns a clock that follows the given clock and has not skipped any time. */
    public static SkippingClock running(Clock clock) {
        return new SkippingClock(clock);
    }

    /** Returns the skipped time; zero or more. */
    public Duration skipped() {
        synchronized (lock) {
            return skipped;
        }
    }

    /** Skips the time unless the call is already cancelled. */
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
            Duration remaining = Duration.between(instant(), end);
            if (!remaining.isNegative()) {
                skipped = skipped.plus(remaining);
            }
        }
        return true;
    }

    /**
     * Skips time.
     *
     * @param time the time to skip; zero or more
     * @throws IllegalArgumentException if {@code time} is negative
     */
    public void skip(Duration time) {
        if (time.isNegative()) {
            throw new IllegalArgumentException("time must not be negative");
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

    /** Returns this clock, because deadlines do not depend on zones. */
    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
