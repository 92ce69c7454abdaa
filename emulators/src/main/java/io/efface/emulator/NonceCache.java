package io.efface.emulator;

import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The nonces that were seen within a time window. Older nonces are removed. If there are too many, the oldest nonces are removed earlier,
 * so that a load test does not exhaust the memory. Thread-safe.
 */
public final class NonceCache {

    static final int MOST = 200_000;

    private final Duration window;
    private final Map<String, Instant> seen = new LinkedHashMap<>();

    /** Creates a cache that keeps each nonce for the given time. */
    public NonceCache(Duration window) {
        this.window = window;
    }

    /** Stores a nonce. Returns false if the nonce was already seen within the window. */
    public synchronized boolean firstSeen(String nonce, Instant now) {
        Instant oldest = now.minus(window);
        Iterator<Instant> times = seen.values().iterator();
        while (times.hasNext() && times.next().isBefore(oldest)) {
            times.remove();
        }
        if (seen.size() >= MOST && !seen.containsKey(nonce)) {
            Iterator<Instant> oldestFirst = seen.values().iterator();
            oldestFirst.next();
            oldestFirst.remove();
        }
        if (seen.containsKey(nonce)) {
            return false;
        }
        seen.put(nonce, now);
        return true;
    }

    synchronized int size() {
        return seen.size();
    }
}
