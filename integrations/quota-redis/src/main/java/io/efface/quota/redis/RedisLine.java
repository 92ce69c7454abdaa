package io.efface.quota.redis;

import io.efface.policy.QuotaUnavailableException;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one connection up. A connection that failed is closed, not healed: Lettuce sends unanswered commands again on a healed one,
 * and a permit might be taken twice. Thread-safe.
 */
final class RedisLine implements AutoCloseable {
    /** A connection under way or up. */
    private static final class Dialled {
        private final CompletableFuture<StatefulRedisConnection<byte[], byte[]>> connection;
        private final CompletableFuture<RedisLink> link;

        Dialled(
                CompletableFuture<StatefulRedisConnection<byte[], byte[]>> connection,
                CompletableFuture<RedisLink> link) {
            this.connection = connection;
            this.link = link;
        }

        CompletableFuture<StatefulRedisConnection<byte[], byte[]>> connection() {
            return connection;
        }

        CompletableFuture<RedisLink> link() {
            return link;
        }
    }

    private final RedisClient client;
    private final RedisURI server;
    private final Duration timeout;
    private final LongSupplier ticker;
    private final Object lock = new Object();
    private @Nullable Dialled current;
    private boolean closed;

    RedisLine(RedisClient client, RedisURI server, Duration timeout, LongSupplier ticker) {
        this.client = client;
        this.server = server;
        this.timeout = timeout;
        this.ticker = ticker;
    }

    /**
     * Returns a connection that was up a moment ago, with the server's time known.
     *
     * @throws QuotaUnavailableException if there is none in time
     */
    RedisLink link() {
        long end = System.nanoTime() + timeout.toNanos();
        Dialled dialled = null;
        try {
            dialled = dialled();
            RedisLink link = dialled.link().get(timeout.toNanos(), TimeUnit.NANOSECONDS);
            link.readClock(Math.max(1, end - System.nanoTime()));
            return link;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new QuotaUnavailableException("interrupted while it waited for the quota server", e);
        } catch (TimeoutException e) {
            drop(dialled);
            throw new QuotaUnavailableException("the quota server did not answer in " + timeout.toMillis() + " ms", e);
        } catch (ExecutionException e) {
            drop(dialled);
            throw new QuotaUnavailableException("the quota server cannot be reached", e);
        } catch (RuntimeException e) {
            drop(dialled);
            throw new QuotaUnavailableException("the quota server cannot be asked", e);
        }
    }

    /** Drops the link that failed, unless its user was only interrupted: others still use it. */
    void failed(RedisLink link) {
        if (Thread.currentThread().isInterrupted()) {
            return;
        }
        Dialled failed;
        synchronized (lock) {
            failed = current;
        }
        if (failed != null && failed.link().getNow(null) == link) {
            drop(failed);
        }
    }

    private Dialled dialled() {
        Dialled stale;
        synchronized (lock) {
            if (closed) {
                throw new IllegalStateException("the quota store is closed");
            }
            stale = current;
            if (stale != null && (!stale.link().isDone() || isOpen(stale))) {
                return stale;
            }
            CompletableFuture<StatefulRedisConnection<byte[], byte[]>> connection =
                    client.connectAsync(ByteArrayCodec.INSTANCE, server).toCompletableFuture();
            current = new Dialled(connection, connection.thenApply(up -> new RedisLink(up, timeout, ticker)));
            hangUp(stale);
            return current;
        }
    }

    private static boolean isOpen(Dialled dialled) {
        if (dialled.link().isCompletedExceptionally()) {
            return false;
        }
        RedisLink link = dialled.link().getNow(null);
        return link != null && link.isOpen();
    }

    private void drop(@Nullable Dialled dialled) {
        synchronized (lock) {
            if (current == dialled) {
                current = null;
            }
        }
        hangUp(dialled);
    }

    /** Closes it now, or when it comes up at last. */
    private static void hangUp(@Nullable Dialled dialled) {
        if (dialled != null) {
            CompletableFuture<Void> unused = dialled.connection().thenCompose(StatefulConnection::closeAsync);
        }
    }

    @Override
    public void close() {
        Dialled last;
        synchronized (lock) {
            closed = true;
            last = current;
            current = null;
        }
        hangUp(last);
    }
}
