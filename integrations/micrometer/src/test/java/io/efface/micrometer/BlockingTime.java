package io.efface.micrometer;

import io.efface.spi.CallContext;
import io.efface.spi.layers.Sleeper;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A clock whose time a test advances, and whose waits last until the test ends them. Thread-safe. */
final class BlockingTime extends Clock implements Sleeper {
    private final CountDownLatch waiting = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);
    private Instant now = Instant.parse("2026-03-01T12:00:00Z");

    void awaitFirstWait() throws InterruptedException {
        if (!waiting.await(30, TimeUnit.SECONDS)) {
            throw new AssertionError("no call waited");
        }
    }

    void release() {
        released.countDown();
    }

    synchronized void pass(Duration time) {
        now = now.plus(time);
    }

    @Override
    public boolean sleep(Duration time, CallContext call) throws InterruptedException {
        waiting.countDown();
        if (!released.await(30, TimeUnit.SECONDS)) {
            throw new AssertionError("the test did not end the wait");
        }
        pass(time);
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
