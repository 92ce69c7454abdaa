package io.efface.emulator;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A log of the calls that an emulator received, including rejected calls. The counts are exact. The log keeps the latest {@value #KEPT}
 * calls. Thread-safe.
 */
public final class CallLog {

    /** The maximum number of calls in the log. */
    public static final int KEPT = 10_000;

    private final Deque<ReceivedCall> latest = new ArrayDeque<>();
    private final Map<String, Long> perOperation = new HashMap<>();
    private long total;

    /** Creates an empty log. */
    public CallLog() {}

    /** Adds a call at the end. Removes the oldest call if the log is full. */
    public synchronized void add(ReceivedCall call) {
        if (latest.size() == KEPT) {
            latest.removeFirst();
        }
        latest.addLast(call);
        perOperation.merge(call.operation(), 1L, Long::sum);
        total++;
    }

    /** Returns the latest calls, the oldest first. */
    public synchronized List<ReceivedCall> latest() {
        return List.copyOf(latest);
    }

    /** Returns the number of calls since the creation of the log or the last {@link #clear()}. */
    public synchronized long count() {
        return total;
    }

    /**
     * Returns the number of calls of one operation since the creation of the log or the last {@link #clear()}. The argument is the vendor's
     * name of the operation.
     */
    public synchronized long count(String operation) {
        return perOperation.getOrDefault(operation, 0L);
    }

    /** Removes all calls and resets the counts. */
    public synchronized void clear() {
        latest.clear();
        perOperation.clear();
        total = 0;
    }
}
