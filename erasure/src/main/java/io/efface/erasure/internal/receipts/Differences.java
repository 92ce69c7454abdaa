package io.efface.erasure.internal.receipts;

import io.efface.erasure.RowsCheck;
import io.efface.erasure.RowsCheck.Difference;
import io.efface.erasure.RowsCheck.Kind;
import java.util.ArrayList;
import java.util.List;

/** Counts what differs, and keeps the first ones. For one thread. */
final class Differences {
    private final List<Difference> first = new ArrayList<>();
    private long count;

    void add(Kind kind, long row, long line) {
        count++;
        if (first.size() < RowsCheck.MOST) {
            first.add(new Difference(kind, row, line));
        }
    }

    /** Adds one about the job. */
    void add(Kind kind) {
        add(kind, 0, 0);
    }

    /** Adds rows from a number to before another as missing. */
    void missing(long from, long before) {
        for (long row = from; row < before && first.size() < RowsCheck.MOST; row++) {
            first.add(new Difference(Kind.MISSING, row, 0));
        }
        count += Math.max(0, before - from);
    }

    long count() {
        return count;
    }

    List<Difference> first() {
        return first;
    }
}
