package io.efface.quota.redis;

import io.efface.policy.QuotaBucket;
import io.efface.policy.QuotaStore;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import java.time.Duration;
import java.util.Objects;
import java.util.function.LongSupplier;

/**
 * Counts quota in Redis, so that all processes that use the same server send no faster together than the vendor allows.
 * Thread-safe. Hand one in with
 * {@link io.efface.config.FaceRepositoriesBuilder#service(Class, Object) service(QuotaStore.class, store)}.
 *
 * <p><b>Clock.</b> Only the server's {@code TIME} counts. It is read anew when the last reading is half a second old; this process's
 * wall clock is never asked.
 *
 * <p><b>A server that is gone refuses.</b> Each answer is waited for with a bound. When it does not come, or the connection breaks,
 * {@link io.efface.policy.QuotaUnavailableException} is thrown and the connection is dropped with all that was under way on it, so
 * that nothing is sent a second time; the next question connects anew. A permit that the server gave in spite of it is lost, never
 * given again.
 *
 * <p><b>Keys</b> are {@code efface:quota:} and a hash. They expire ten minutes after the bucket was used last and has earned back
 * what it owed. A server that forgets its keys (restart without persistence, eviction) forgets debts and may give one permit early.
 *
 * <p><b>One name, two rates.</b> While processes disagree about a bucket's interval the longest one holds; a shorter one takes over
 * after the key has expired or was deleted.
 */
public final class RedisQuotaStore implements QuotaStore, AutoCloseable {
    /** How long an answer is waited for when nothing else is said: one second. */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(1);

    private static final Duration LONGEST_TIMEOUT = Duration.ofMinutes(1);

    private final RedisLine line;

    /**
     * Makes a store that waits {@link #DEFAULT_TIMEOUT} for an answer. Connects with the first question.
     *
     * @param client stays the caller's to shut down
     * @param server one server, or the sentinels of one; not a cluster
     */
    public RedisQuotaStore(RedisClient client, RedisURI server) {
        this(client, server, DEFAULT_TIMEOUT);
    }

    /**
     * Makes a store. Connects with the first question.
     *
     * @param client stays the caller's to shut down
     * @param server one server, or the sentinels of one; not a cluster
     * @param timeout most time to wait for a server that does not answer, from 1 ms to 1 minute; a slow server that answers each of
     *     a question's steps (connect, time, count) just in time can take twice as long
     * @throws IllegalArgumentException if the timeout is out of range
     */
    public RedisQuotaStore(RedisClient client, RedisURI server, Duration timeout) {
        this(client, server, timeout, System::nanoTime);
    }

    RedisQuotaStore(RedisClient client, RedisURI server, Duration timeout, LongSupplier ticker) {
        Objects.requireNonNull(client, "client");
        Objects.requireNonNull(server, "server");
        if (timeout.toMillis() < 1 || timeout.compareTo(LONGEST_TIMEOUT) > 0) {
            throw new IllegalArgumentException("timeout must be from 1 ms to 1 minute");
        }
        line = new RedisLine(client, server, timeout, ticker);
    }

    @Override
    public QuotaBucket bucket(String name, Duration interval) {
        Objects.requireNonNull(name, "name");
        if (interval.isZero() || interval.isNegative()) {
            throw new IllegalArgumentException("interval must be more than zero");
        }
        return new RedisBucket(line, RedisLink.key(name), interval);
    }

    /** Closes the connection, not the client. Later questions are refused. */
    @Override
    public void close() {
        line.close();
    }
}
