package io.efface.policy;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.ConsumptionProbe;
import java.time.Duration;
import java.util.Objects;

/** A Bucket4j bucket, local or in a shared store. Thread-safe. */
public final class Bucket4jBucket implements QuotaBucket {
    private final Bucket bucket;
    private final Duration interval;

    /**
     * Wraps a bucket that was made with {@link #configuration(Duration)}.
     *
     * @param interval time between two permits
     */
    public Bucket4jBucket(Bucket bucket, Duration interval) {
        this.bucket = Objects.requireNonNull(bucket, "bucket");
        this.interval = Objects.requireNonNull(interval, "interval");
    }

    /**
     * Returns the configuration of a paced bucket: capacity 1, so that at most rate x window + 1 permits fall into any window.
     *
     * @param interval time between two permits, more than zero
     */
    public static BucketConfiguration configuration(Duration interval) {
        Bandwidth paced =
                Bandwidth.builder().capacity(1).refillGreedy(1, interval).build();
        return BucketConfiguration.builder().addLimit(paced).build();
    }

    @Override
    public Duration tryTake() {
        try {
            ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
            return probe.isConsumed() ? Duration.ZERO : Duration.ofNanos(Math.max(1, probe.getNanosToWaitForRefill()));
        } catch (RuntimeException e) {
            throw new QuotaUnavailableException("the quota store does not answer", e);
        }
    }

    @Override
    public void owe(Duration time) {
        // Rounded up: a debt that comes short by part of an interval is paid with another refusal.
        long permits = Math.max(1, time.plus(interval).minusNanos(1).dividedBy(interval));
        try {
            long missing = permits + Math.min(0, bucket.getAvailableTokens());
            if (missing > 0) {
                long unused = bucket.consumeIgnoringRateLimits(missing);
            }
        } catch (RuntimeException e) {
            throw new QuotaUnavailableException("the quota store does not answer", e);
        }
    }
}
