package io.efface.http;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import okhttp3.Call;
import okhttp3.Interceptor;

/** The exchanges of a transport whose callers wait, by the calls of the HTTP client. Thread-safe. */
final class Exchanges {
    private final Map<Call, Exchange> waiting = new ConcurrentHashMap<>();

    void add(Call call, Exchange exchange) {
        waiting.put(call, exchange);
    }

    void remove(Call call) {
        waiting.remove(call);
    }

    /**
     * Returns the exchange of the call that an interceptor processes.
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

    /** Ends all exchanges because the transport was closed. */
    void close() {
        waiting.values().forEach(Exchange::close);
    }
}
