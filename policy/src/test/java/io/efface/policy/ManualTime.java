package io.efface.policy;

import io.efface.spi.CallContext;
import io.efface.spi.layers.Sleeper;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** A clock and a sleeper. A sleep moves the clock instead of waiting. */
class ManualTime extends Clock implements Sleeper {
    static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

    final List<Duration> slept = new ArrayList<>();
    Instant now = START;
    boolean cancelled;

    void advance(Duration by) {
        now = now.plus(by);
    }

    @Override
    public boolean sleep(Duration time, CallContext call) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        if (cancelled) {
            return false;
        }
        slept.add(time);
        advance(time);
        return true;
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
