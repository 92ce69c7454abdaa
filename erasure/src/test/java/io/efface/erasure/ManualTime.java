package io.efface.erasure;

import io.efface.erasure.internal.run.WaitStrategy;
import io.efface.spi.CallContext;
import io.efface.spi.layers.Sleeper;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that moves when a thread sleeps, when a run only waits for a time, and when a test calls {@link #advance}. Thread-safe. */
final class ManualTime extends Clock implements Sleeper, WaitStrategy {
    static final Instant START = Instant.parse("2026-11-22T08:00:00Z");

    private final AtomicReference<Instant> now = new AtomicReference<>(START);

    void advance(Duration by) {
        now.updateAndGet(time -> time.plus(by));
    }

    @Override
    public boolean sleep(Duration time, CallContext call) {
        advance(time);
        return true;
    }

    @Override
    public void await(Semaphore wake, Instant until, boolean idle) throws InterruptedException {
        if (idle) {
            now.updateAndGet(time -> time.isBefore(until) ? until : time);
        } else {
            // The end of a call releases a permit. The limit only keeps a broken run from hanging the build.
            boolean ignored = wake.tryAcquire(50, TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public Instant instant() {
        return now.get();
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
