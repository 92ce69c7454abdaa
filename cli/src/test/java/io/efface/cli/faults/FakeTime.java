package io.efface.cli.faults;

import io.efface.spi.CallContext;
import io.efface.spi.layers.Sleeper;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock for the client, its layers and the vendor. Its time changes only when a layer waits. */
final class FakeTime extends Clock implements Sleeper {
    private Instant now = Instant.parse("2026-03-01T12:00:00Z");

    @Override
    public synchronized boolean sleep(Duration time, CallContext call) {
        now = now.plus(time);
        return true;
    }

    @Override
    public synchronized Instant instant() {
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
