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
 * Counts quota on a Redis server that several processes share. Together, these processes do not exceed the vendor's limits. Thread-safe. An
 * application passes the store to {@link io.efface.config.FaceRepositoriesBuilder#service(Class, Object) service(QuotaStore.class, store)}.
 *
 * <p><b>Clock.</b> The store uses only the server's {@code TIME}. Each call is one script, which reads this time.
 *
 * <p><b>An unavailable server rejects calls.</b> Each call has a timeout. If the timeout ends or the connection breaks,
 * {@link io.efface.policy.QuotaUnavailableException} is thrown, and the connection is closed with all its commands in progress, so that no
 * command is sent twice. The next call opens a new connection. If the server has already granted a permit, the permit is lost and not
 * granted again.
 *
 * <p><b>Keys</b> are {@code efface:limit:} and a hash. A key expires ten minutes after the next permit of its limit was due. A server that
 * loses its keys (restart without persistence, eviction) loses penalties and may give one permit of each limit early.
 */
public final class RedisQuotaStore implements QuotaStore, AutoCloseable {
    /** The default timeout of a call: one second. */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(1);

    private static final Duration LONGEST_TIMEOUT = Duration.ofMinutes(1);
    private static final String PREFIX = "efface:limit:";

    /**
     * Microseconds since the epoch are exact in Lua's numbers. A key expires after its next permit is due, so that the expiry does not
     * grant a permit early.
     */
    private static final String COMMON = """
            local time = redis.call('TIME')
            local now = time[1] * 1000000 + time[2]
            local function next_of(key) return tonumber(redis.call('GET', key) or now) end
            local function set(key, at)
              redis.call('SET', key, string.format('%.0f', at), 'PX', string.format('%.0f', (at - now) / 1000 + 600000))
            end
            """;

    /**
     * KEYS: the limits. ARGV: the interval and the slack of each limit in microseconds. Returns the wait in microseconds, or 0 if the
     * permits were taken.
     */
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
     * Creates a store with the timeout {@link #DEFAULT_TIMEOUT}. Connects at the first call.
     *
     * @param client the client, which the caller shuts down
     * @param server the address of one server, or of its sentinels; not a cluster
     */
    public RedisQuotaStore(RedisClient client, RedisURI server) {
        this(client, server, DEFAULT_TIMEOUT);
    }

    /**
     * Creates a store. Connects at the first call.
     *
     * @param client the client, which the caller shuts down
     * @param server the address of one server, or of its sentinels; not a cluster
     * @param timeout maximum duration of a call, including the connection, from 1 ms to 1 minute
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

    /** Closes the connection, but not the client. Later calls fail. */
    @Override
    public void close() {
        connection.close();
    }
}
