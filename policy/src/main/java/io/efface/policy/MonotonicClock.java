package io.efface.policy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/**
 * A clock that never goes back, even if the underlying clock is set back. The time of this clock may differ from the time of day, so only
 * differences of its times are useful. Thread-safe.
 */
final class MonotonicClock extends Clock {
    private final Clock clock;
    private Duration shift = Duration.ZERO;
    private Instant latest = Instant.MIN;

    MonotonicClock(Clock clock) {
        this.clock = clock;
    }

    @Override
    public synchronized Instant instant() {
        Instant now = clock.instant().plus(shift);
        if (now.isBefore(latest)) {
            shift = shift.plus(Duration.between(now, latest));
            now = latest;
        }
        latest = now;
        return now;
    }

    @Override
    public ZoneId getZone() {
        return clock.getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return new MonotonicClock(clock.withZone(zone));
    }
}
