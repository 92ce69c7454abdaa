package io.efface.quota.contract;

import io.efface.policy.QuotaStore;
import io.efface.spi.CallContext;
import io.efface.spi.layers.Sleeper;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Tests the store within the process, with a clock whose time changes only when a call sleeps. */
class InProcessQuotaTest extends QuotaContract {
    private final SleepingTime time = new SleepingTime();
    private final QuotaStore store = QuotaStore.inProcess(time);

    @Override
    protected QuotaStore store() {
        return store;
    }

    @Override
    protected Clock clock() {
        return time;
    }

    @Override
    protected Sleeper sleeper() {
        return time;
    }

    private static final class SleepingTime extends Clock implements Sleeper {
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
}
