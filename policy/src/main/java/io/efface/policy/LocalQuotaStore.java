package io.efface.policy;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;

/** Counts in this process, by the injected clock. */
final class LocalQuotaStore implements QuotaStore {
    private record Key(String name, Duration interval) {}

    private final ConcurrentMap<Key, QuotaBucket> buckets = new ConcurrentHashMap<>();
    private final Clock clock;

    LocalQuotaStore(Clock clock) {
        this.clock = clock;
    }

    @Override
    public QuotaBucket bucket(String name, Duration interval) {
        return buckets.computeIfAbsent(
                new Key(name, interval),
                key -> new Bucket4jBucket(
                        Bucket.builder()
                                .addLimit(Bucket4jBucket.limit(interval))
                                .withCustomTimePrecision(new ClockMeter(clock))
                                .build(),
                        interval));
    }

    /** Bucket4j's view of a clock. */
    private record ClockMeter(Clock clock) implements TimeMeter {
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
