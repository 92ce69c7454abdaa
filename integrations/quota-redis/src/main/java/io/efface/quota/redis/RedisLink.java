package io.efface.quota.redis;

import io.efface.policy.Bucket4jBucket;
import io.efface.policy.QuotaBucket;
import io.efface.policy.StoreClock;
import io.github.bucket4j.distributed.ExpirationAfterWriteStrategy;
import io.github.bucket4j.distributed.proxy.ProxyManager;
import io.github.bucket4j.redis.lettuce.Bucket4jLettuce;
import io.lettuce.core.api.StatefulRedisConnection;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;

/** One connection with what was learnt over it: a new connection may lead to another server with another clock. */
final class RedisLink {
    private static final String PREFIX = "efface:quota:";
    private static final int KEY_BYTES = 16;
    private static final Duration KEPT_UNUSED = Duration.ofMinutes(10);
    private static final long CLOCK_AGE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final int FIRST_LOOKS = 3;

    private final StatefulRedisConnection<byte[], byte[]> connection;
    private final LongSupplier ticker;
    private final StoreClock clock;
    private final ProxyManager<byte[]> buckets;
    private volatile long lookedAt;

    RedisLink(StatefulRedisConnection<byte[], byte[]> connection, Duration timeout, LongSupplier ticker) {
        this.connection = connection;
        this.ticker = ticker;
        clock = new StoreClock(ticker);
        buckets = Bucket4jLettuce.casBasedBuilder(connection)
                .requestTimeout(timeout)
                .expirationAfterWrite(ExpirationAfterWriteStrategy.basedOnTimeForRefillingBucketUpToMax(KEPT_UNUSED))
                .clientClock(clock)
                .build();
    }

    /** A name may be long and hold any character; a key is short and plain. */
    static byte[] key(String name) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
            return (PREFIX + HexFormat.of().formatHex(hash, 0, KEY_BYTES)).getBytes(StandardCharsets.US_ASCII);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    QuotaBucket bucket(byte[] key, Duration interval) {
        return Bucket4jBucket.of(buckets.builder(), key, interval);
    }

    boolean isOpen() {
        return connection.isOpen();
    }

    /** Reads the server's clock unless that was done a moment ago. */
    void readClock(long patienceNanos) throws InterruptedException, ExecutionException, TimeoutException {
        boolean known = clock.isKnown();
        if (known && ticker.getAsLong() - lookedAt < CLOCK_AGE_NANOS) {
            return;
        }
        for (int look = known ? FIRST_LOOKS - 1 : 0; look < FIRST_LOOKS; look++) {
            long asked = clock.tick();
            List<byte[]> time = connection.async().time().get(patienceNanos, TimeUnit.NANOSECONDS);
            clock.saw(asked, Instant.ofEpochSecond(number(time.get(0))).plus(number(time.get(1)), ChronoUnit.MICROS));
        }
        lookedAt = ticker.getAsLong();
    }

    private static long number(byte[] digits) {
        return Long.parseLong(new String(digits, StandardCharsets.US_ASCII));
    }
}
