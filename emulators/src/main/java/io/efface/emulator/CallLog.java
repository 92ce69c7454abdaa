package io.efface.emulator;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The calls an emulator received, refused ones included. Counts are exact; of the calls themselves the latest
 * {@value #KEPT} are kept. Thread-safe.
 */
public final class CallLog {

    /** How many calls are kept. */
    public static final int KEPT = 10_000;

    private final Deque<ReceivedCall> latest = new ArrayDeque<>();
    private final Map<String, Long> perOperation = new HashMap<>();
    private long total;

    /** An empty log. */
    public CallLog() {}

    /** Adds a call at the end, and forgets the oldest one if there are too many. */
    public synchronized void add(ReceivedCall call) {
        if (latest.size() == KEPT) {
            latest.removeFirst();
        }
        latest.addLast(call);
        perOperation.merge(call.operation(), 1L, Long::sum);
        total++;
    }

    /** The latest calls, oldest first. */
    public synchronized List<ReceivedCall> latest() {
        return List.copyOf(latest);
    }

    /** How many calls arrived since the start or the last {@link #clear()}. */
    public synchronized long count() {
        return total;
    }

    /** How many of them asked for this operation, by the vendor's own name. */
    public synchronized long count(String operation) {
        return perOperation.getOrDefault(operation, 0L);
    }

    /** Forgets calls and counts. */
    public synchronized void clear() {
        latest.clear();
        perOperation.clear();
        total = 0;
    }
}
