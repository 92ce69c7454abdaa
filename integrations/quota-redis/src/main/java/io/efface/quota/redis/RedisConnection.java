package io.efface.quota.redis;

import io.efface.Durations;
import io.efface.policy.QuotaUnavailableException;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisURI;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.StringCodec;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one connection open. A failed connection is closed and not used again, because Lettuce repeats unanswered commands after a
 * reconnection, and a permit could be taken twice. Thread-safe.
 */
final class RedisConnection implements AutoCloseable {
    private final RedisClient client;
    private final RedisURI server;
    private final Duration timeout;
    private final Object lock = new Object();

    /** The connection, or the attempt to open it. */
    private @Nullable CompletableFuture<StatefulRedisConnection<String, String>> pending;

    private boolean closed;

    RedisConnection(RedisClient client, RedisURI server, Duration timeout) {
        this.client = client;
        this.server = server;
        this.timeout = timeout;
    }

    /**
     * Runs a script that returns a number.
     *
     * @throws QuotaUnavailableException if the server does not respond in time, cannot be reached, or rejects the script
     */
    long run(String script, String[] keys, String[] arguments) {
        long end = System.nanoTime() + timeout.toNanos();
        CompletableFuture<StatefulRedisConnection<String, String>> used = null;
        try {
            used = connected();
            StatefulRedisConnection<String, String> open = used.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
            RedisFuture<Long> pending = open.async().eval(script, ScriptOutputType.INTEGER, keys, arguments);
            return pending.get(Math.max(1, end - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            // The connection stays open, because other threads use it.
            Thread.currentThread().interrupt();
            throw new QuotaUnavailableException("the thread was interrupted while it waited for the quota server", e);
        } catch (TimeoutException e) {
            drop(used);
            throw new QuotaUnavailableException("the quota server did not answer in " + Durations.format(timeout), e);
        } catch (ExecutionException e) {
            drop(used);
            throw new QuotaUnavailableException("the quota server cannot be reached or rejects the script", e);
        } catch (RuntimeException e) {
            drop(used);
            throw new QuotaUnavailableException("the quota server cannot be reached", e);
        }
    }

    private CompletableFuture<StatefulRedisConnection<String, String>> connected() {
        synchronized (lock) {
            if (closed) {
                throw new IllegalStateException("the quota store is closed");
            }
            CompletableFuture<StatefulRedisConnection<String, String>> current = pending;
            if (current == null || !isUsable(current)) {
                close(current);
                current = client.connectAsync(StringCodec.UTF8, server).toCompletableFuture();
                pending = current;
            }
            return current;
        }
    }

    private static boolean isUsable(CompletableFuture<StatefulRedisConnection<String, String>> connection) {
        if (connection.isCompletedExceptionally()) {
            return false;
        }
        StatefulRedisConnection<String, String> open = connection.getNow(null);
        return open == null || open.isOpen();
    }

    private void drop(@Nullable CompletableFuture<StatefulRedisConnection<String, String>> failed) {
        synchronized (lock) {
            if (pending == failed) {
                pending = null;
            }
        }
        close(failed);
    }

    /** Closes the connection now, or as soon as it is open. */
    private static void close(@Nullable CompletableFuture<StatefulRedisConnection<String, String>> connection) {
        if (connection != null) {
            CompletableFuture<Void> unused = connection.thenCompose(StatefulConnection::closeAsync);
        }
    }

    @Override
    public void close() {
        CompletableFuture<StatefulRedisConnection<String, String>> last;
        synchronized (lock) {
            closed = true;
            last = pending;
            pending = null;
        }
        close(last);
    }
}
