package io.efface.quota.redis;

import io.efface.policy.PacedLimit;
import io.efface.policy.QuotaStore;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Counts quota in Redis, so that all processes that use the same server together send no faster than the vendor allows.
 * Thread-safe. Pass one to
 * {@link io.efface.config.FaceRepositoriesBuilder#service(Class, Object) service(QuotaStore.class, store)}.
 *
 * <p><b>Clock.</b> Only the server's {@code TIME} counts: each call is one script that reads it.
 *
 * <p><b>A server that is gone refuses.</b> Each answer is waited for with a bound. When it does not come, or the connection breaks,
 * {@link io.efface.policy.QuotaUnavailableException} is thrown and the connection is closed with all commands in flight on it, so
 * that none is sent a second time; the next call opens a new connection. A permit that the server gave nevertheless is lost, never
 * given again.
 *
 * <p><b>Keys</b> are {@code efface:limit:} and a hash. They expire ten minutes after their next permit was due. A server that loses its
 * keys (restart without persistence, eviction) loses penalties and may give one permit of each limit early.
 */
public final class RedisQuotaStore implements QuotaStore, AutoCloseable {
    /** How long an answer is waited for by default: one second. */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(1);

    private static final Duration LONGEST_TIMEOUT = Duration.ofMinutes(1);
    private static final String PREFIX = "efface:limit:";

    /** Microseconds since the epoch are exact in Lua's numbers. An expiry must not free a permit, so it comes after the next one. */
    private static final String COMMON = """
            local time = redis.call('TIME')
            local now = time[1] * 1000000 + time[2]
            local function next_of(key) return tonumber(redis.call('GET', key) or now) end
            local function set(key, at)
              redis.call('SET', key, string.format('%.0f', at), 'PX', string.format('%.0f', (at - now) / 1000 + 600000))
            end
            """;

    /** KEYS: the limits. ARGV: interval and slack of each in microseconds. Returns the wait, 0 if taken. */
    private static final String TAKE = COMMON + """
            local wait = 0
            for i, key in ipairs(KEYS) do wait = math.max(wait, next_of(key) - now) end
            if wait > 0 then return wait end
            for i, key in ipairs(KEYS) do set(key, math.max(next_of(key), now - ARGV[2 * i]) + ARGV[2 * i - 1]) end
            return 0
            """;

    /** KEYS: the limits. ARGV: the penalty in microseconds. */
    private static final String PENALIZE = COMMON + """
            for i, key in ipairs(KEYS) do set(key, math.max(next_of(key), now + ARGV[1])) end
            return 0
            """;

    private final RedisConnection connection;

    /**
     * Creates a store that waits {@link #DEFAULT_TIMEOUT} for an answer. Connects at the first call.
     *
     * @param client stays the caller's to shut down
     * @param server one server, or the sentinels of one; not a cluster
     */
    public RedisQuotaStore(RedisClient client, RedisURI server) {
        this(client, server, DEFAULT_TIMEOUT);
    }

    /**
     * Creates a store. Connects at the first call.
     *
     * @param client stays the caller's to shut down
     * @param server one server, or the sentinels of one; not a cluster
     * @param timeout most time for one call, connecting included, from 1 ms to 1 minute
     * @throws IllegalArgumentException if the timeout is out of range
     */
    public RedisQuotaStore(RedisClient client, RedisURI server, Duration timeout) {
        Objects.requireNonNull(client, "client");
        Objects.requireNonNull(server, "server");
        if (timeout.toMillis() < 1 || timeout.compareTo(LONGEST_TIMEOUT) > 0) {
            throw new IllegalArgumentException("timeout must be from 1ms to 1m");
        }
        connection = new RedisConnection(client, server, timeout);
    }

    @Override
    public Duration tryTake(List<PacedLimit> limits) {
        String[] arguments = limits.stream()
                .flatMap(limit -> Stream.of(limit.intervalMicros(), limit.slackMicros()))
                .map(String::valueOf)
                .toArray(String[]::new);
        return Duration.of(connection.run(TAKE, keys(limits), arguments), ChronoUnit.MICROS);
    }

    @Override
    public void penalize(List<PacedLimit> limits, Duration time) {
        long unused = connection.run(
                PENALIZE, keys(limits), new String[] {String.valueOf(TimeUnit.NANOSECONDS.toMicros(time.toNanos()))});
    }

    private static String[] keys(List<PacedLimit> limits) {
        return limits.stream().map(limit -> PREFIX + limit.key()).toArray(String[]::new);
    }

    /** Closes the connection, not the client. Later calls are refused. */
    @Override
    public void close() {
        connection.close();
    }
}
