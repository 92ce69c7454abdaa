package io.efface.erasure.internal.page;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Counts targets by the time at which they became done, in intervals of equal length. The length grows with the time between the first and
 * the last target, so that there are at most {@value #MOST_INTERVALS} intervals. For one thread.
 */
public final class Timeline {
    /** The highest number of intervals. */
    static final int MOST_INTERVALS = 60;

    /** The possible lengths in seconds. Each is a multiple of the previous one, so that intervals can be joined. */
    private static final long[] LENGTHS = {
        1, 5, 10, 30, 60, 300, 600, 1_800, 3_600, 10_800, 21_600, 43_200, 86_400, 604_800, 2_419_200, 29_030_400
    };

    private final List<Long> counts = new ArrayList<>();
    private int length;
    private long first;
    private long total;

    /** Adds a target. Targets may be added in any order. */
    public void add(Instant at) {
        long second = at.getEpochSecond();
        if (counts.isEmpty()) {
            first = Math.floorDiv(second, LENGTHS[length]);
        }
        while (length + 1 < LENGTHS.length && intervals(second) > MOST_INTERVALS) {
            join();
        }
        long index = Math.floorDiv(second, LENGTHS[length]) - first;
        for (; index < 0; index++) {
            counts.add(0, 0L);
            first--;
        }
        while (counts.size() <= index) {
            counts.add(0L);
        }
        counts.set((int) index, counts.get((int) index) + 1);
        total++;
    }

    private long intervals(long second) {
        long interval = Math.floorDiv(second, LENGTHS[length]);
        return Math.max(first + counts.size() - 1, interval) - Math.min(first, interval) + 1;
    }

    private void join() {
        long factor = LENGTHS[length + 1] / LENGTHS[length];
        List<Long> finer = List.copyOf(counts);
        long from = Math.floorDiv(first, factor);
        counts.clear();
        for (int i = 0; i < finer.size(); i++) {
            int index = (int) (Math.floorDiv(first + i, factor) - from);
            if (counts.size() <= index) {
                counts.add(0L);
            }
            counts.set(index, counts.get(index) + finer.get(i));
        }
        first = from;
        length++;
    }

    /** Returns the number of all targets. */
    long total() {
        return total;
    }

    /** Returns the length of an interval in seconds. */
    long seconds() {
        return LENGTHS[length];
    }

    /** Returns the beginning of the first interval. */
    Instant start() {
        return Instant.ofEpochSecond(first * seconds());
    }

    /** Returns the end of the last interval. */
    Instant end() {
        return Instant.ofEpochSecond((first + counts.size()) * seconds());
    }

    /** Returns the number of targets in each interval, in the order of time. */
    List<Long> counts() {
        return List.copyOf(counts);
    }
}
