package io.efface.erasure.internal.receipts;

import io.efface.erasure.RowsCheck;
import io.efface.erasure.RowsCheck.Difference;
import io.efface.erasure.RowsCheck.Kind;
import java.util.ArrayList;
import java.util.List;

/** Counts the differences that a check finds, and stores the first {@link RowsCheck#MOST} of them. For one thread. */
final class Differences {
    private final List<Difference> firstDifferences = new ArrayList<>();
    private long count;

    void add(Kind kind, long row, long line) {
        count++;
        if (firstDifferences.size() < RowsCheck.MOST) {
            firstDifferences.add(new Difference(kind, row, line));
        }
    }

    /** Adds a difference that concerns the job as a whole. */
    void add(Kind kind) {
        add(kind, 0, 0);
    }

    /**
     * Adds a difference for each row of a range, because the row is missing.
     *
     * @param from the number of the first missing row
     * @param end the number after the number of the last missing row
     */
    void addMissing(long from, long end) {
        for (long row = from; row < end && firstDifferences.size() < RowsCheck.MOST; row++) {
            firstDifferences.add(new Difference(Kind.MISSING, row, 0));
        }
        count += Math.max(0, end - from);
    }

    long count() {
        return count;
    }

    List<Difference> firstDifferences() {
        return firstDifferences;
    }
}
