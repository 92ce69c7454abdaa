package io.efface.emulator;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * Limits the calls of each group, such as all calls of one operation. The limit applies to every period of one second by the emulator's
 * clock. Thread-safe.
 */
public final class CallQuota {

    private static final Duration WINDOW = Duration.ofSeconds(1);

    private final Clock clock;
    private final Map<String, Deque<Instant>> granted = new HashMap<>();

    /** Creates a quota that uses the given clock. */
    public CallQuota(Clock clock) {
        this.clock = clock;
    }

    /** Counts one call and returns true if the group is below its limit; otherwise returns false and does not count the call. */
    public synchronized boolean tryTake(String group, int perSecond) {
        Instant now = clock.instant();
        Deque<Instant> times = granted.computeIfAbsent(group, g -> new ArrayDeque<>());
        while (!times.isEmpty() && !times.getFirst().plus(WINDOW).isAfter(now)) {
            times.removeFirst();
        }
        if (times.size() >= perSecond) {
            return false;
        }
        times.addLast(now);
        return true;
    }
}
