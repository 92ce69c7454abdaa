package io.efface.http;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import okhttp3.Call;
import okhttp3.EventListener;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;

/**
 * The exchanges of a transport that are not complete yet, so that a caller waits for each of them. The key of each exchange is its call of
 * the HTTP client. Thread-safe.
 *
 * <p>A socket does not notice the interrupt of a thread that reads from it. So while exchanges wait, a daemon thread checks every 20 ms
 * whether an exchange must end. The thread ends after one second without exchanges.
 */
final class ActiveExchanges {
    private static final long PERIOD_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final int IDLE_CHECKS = 50;

    private final Map<Call, Exchange> waiting = new ConcurrentHashMap<>();
    private final AtomicBoolean isWatching = new AtomicBoolean();
    private final String threadName;

    /** Creates an empty set of exchanges whose daemon thread has the given name. */
    ActiveExchanges(String threadName) {
        this.threadName = threadName;
    }

    void add(Call call, Exchange exchange) {
        waiting.put(call, exchange);
    }

    /** Adds an exchange whose request the calling thread sends. */
    void addInCallersThread(Call call, Exchange exchange) {
        waiting.put(call, exchange);
        if (!isWatching.get() && isWatching.compareAndSet(false, true)) {
            Thread watcher = new Thread(null, this::watch, threadName, 0, false);
            watcher.setDaemon(true);
            watcher.start();
        }
    }

    void remove(Call call) {
        waiting.remove(call);
    }

    private void watch() {
        int idleChecks = 0;
        while (idleChecks < IDLE_CHECKS || !hasStopped()) {
            LockSupport.parkNanos(this, PERIOD_NANOS);
            idleChecks = waiting.isEmpty() ? idleChecks + 1 : 0;
            waiting.values().forEach(Exchange::endIfDue);
        }
    }

    /**
     * Returns whether the daemon thread may end. Returns false if an exchange was added at the last moment, so that the thread must
     * continue.
     */
    private boolean hasStopped() {
        isWatching.set(false);
        return waiting.isEmpty() || !isWatching.compareAndSet(false, true);
    }

    /**
     * Returns the exchange of the call that an interceptor of the HTTP client processes.
     *
     * @throws IOException if the exchange has ended, or if the call does not belong to the transport
     */
    Exchange of(Interceptor.Chain chain) throws IOException {
        Exchange exchange = waiting.get(chain.call());
        if (exchange == null) {
            throw new IOException("the call does not belong to an exchange whose caller waits");
        }
        return exchange;
    }

    /**
     * Returns a listener of the HTTP client that throws {@link DispatchNeededException} if a caller's thread is about to open a connection.
     */
    EventListener connectionGuard() {
        return new EventListener() {
            @Override
            public void proxySelectStart(Call call, HttpUrl url) {
                // The HTTP client chooses a proxy before it looks up a name or opens a socket.
                Exchange exchange = waiting.get(call);
                if (exchange != null && exchange.isInCallersThread()) {
                    throw new DispatchNeededException();
                }
            }
        };
    }

    /** Ends all exchanges because the transport was closed. */
    void close() {
        waiting.values().forEach(Exchange::close);
    }

    /**
     * The caller's thread cannot send the request, because the request needs a new connection or new credentials. Nothing was sent. A
     * thread of the HTTP client must send the request, so that the caller can still end the call.
     */
    static final class DispatchNeededException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        DispatchNeededException() {
            super(null, null, false, false);
        }
    }
}
