package io.efface.testkit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Objects;

/** A clock that stands still until a test moves it. Thread-safe. */
public final class MovableClock extends Clock {
    private volatile Instant now;

    /** Creates a clock with a start time. */
    public MovableClock(Instant start) {
        this.now = Objects.requireNonNull(start, "start");
    }

    /** Moves the clock forwards or back. Must not be called by two threads at the same time. */
    public void move(Duration by) {
        now = now.plus(by);
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    /** Returns this clock, because the zone has no effect. */
    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
