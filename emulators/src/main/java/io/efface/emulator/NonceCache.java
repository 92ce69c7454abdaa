package io.efface.emulator;

import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The nonces seen within a window. Older ones are forgotten, and under a flood the oldest: an emulator must outlive a
 * load test. Thread-safe.
 */
public final class NonceCache {

    static final int MOST = 200_000;

    private final Duration window;
    private final Map<String, Instant> seen = new LinkedHashMap<>();

    /** Remembers each nonce for this long. */
    public NonceCache(Duration window) {
        this.window = window;
    }

    /** Remembers a nonce; false when it was seen within the window before. */
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
