package io.efface.policy;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.TokensInheritanceStrategy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;

/**
 * Counts in this process, by the injected clock. Accounts that disagree about a bucket's interval share it all the same: each
 * permit costs the interval of whoever takes it, and debts stay what they are, so that a replaced account starts no new count.
 */
final class LocalQuotaStore implements QuotaStore {
    private final ConcurrentMap<String, Time> times = new ConcurrentHashMap<>();
    private final Clock clock;

    LocalQuotaStore(Clock clock) {
        this.clock = clock;
    }

    @Override
    public QuotaBucket bucket(String name, Duration interval) {
        Time time = times.computeIfAbsent(name, each -> new Time(interval.toNanos(), new ClockMeter(clock)));
        return new Share(time, interval.toNanos());
    }

    /** A bucket of nanoseconds that have passed: they mean the same to every interval. */
    private static final class Time {
        private final Bucket bucket;
        private long interval;

        Time(long interval, TimeMeter meter) {
            this.interval = interval;
            this.bucket = Bucket.builder()
                    .addLimit(limit(interval))
                    .withCustomTimePrecision(meter)
                    .build();
        }

        /** No more than one interval is ever saved up. */
        private static Bandwidth limit(long interval) {
            return Bandwidth.builder()
                    .capacity(interval)
                    .refillGreedy(TimeUnit.SECONDS.toNanos(1), Duration.ofSeconds(1))
                    .build();
        }

        synchronized Duration tryTake(long wanted) {
            if (wanted != interval) {
                interval = wanted;
                bucket.replaceConfiguration(
                        BucketConfiguration.builder().addLimit(limit(wanted)).build(), TokensInheritanceStrategy.AS_IS);
            }
            ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(wanted);
            return probe.isConsumed() ? Duration.ZERO : Duration.ofNanos(Math.max(1, probe.getNanosToWaitForRefill()));
        }

        synchronized void owe(long nanos) {
            long missing = nanos + Math.min(0, bucket.getAvailableTokens());
            if (missing > 0) {
                long unused = bucket.consumeIgnoringRateLimits(missing);
            }
        }
    }

    private record Share(Time time, long interval) implements QuotaBucket {
        @Override
        public Duration tryTake() {
            return time.tryTake(interval);
        }

        @Override
        public void owe(Duration debt) {
            time.owe(debt.toNanos());
        }
    }

    /** Bucket4j's view of a clock. If it went back, no permit would come until it caught up. */
    private static final class ClockMeter implements TimeMeter {
        private final Clock clock;

        ClockMeter(Clock clock) {
            this.clock = new ForwardClock(clock);
        }

        @Override
        public long currentTimeNanos() {
            Instant now = clock.instant();
            return TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
        }

        @Override
        public boolean isWallClockBased() {
            return true;
        }
    }
}
