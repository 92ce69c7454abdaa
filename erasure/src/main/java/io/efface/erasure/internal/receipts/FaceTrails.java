package io.efface.erasure.internal.receipts;

import java.util.Arrays;

/**
 * Which events say something of the faces of which target: read again, one target after the other, they cost no memory for the faces
 * of all. For one thread.
 */
final class FaceTrails {
    private static final int BITS = 12;
    private static final int[] NOTHING = new int[0];

    private int[][] heads = new int[0][];
    private long[] events = new long[16];
    private int[] before = new int[16];
    private int size;

    /** Adds an event of a target that has faces. */
    void add(long target, long seq) {
        if (size == events.length) {
            int more = size + (size >> 1);
            events = Arrays.copyOf(events, more);
            before = Arrays.copyOf(before, more);
        }
        int page = (int) target >> BITS;
        if (page >= heads.length) {
            int pages = heads.length;
            heads = Arrays.copyOf(heads, Math.max(page + 1, pages + (pages >> 1)));
            Arrays.fill(heads, pages, heads.length, NOTHING);
        }
        if (heads[page].length == 0) {
            heads[page] = new int[1 << BITS];
        }
        int slot = (int) target & (1 << BITS) - 1;
        events[size] = seq;
        before[size] = heads[page][slot];
        size++;
        heads[page][slot] = size;
    }

    /** Returns a target's events, the oldest first. */
    long[] of(long target) {
        int number = (int) target >> BITS;
        int[] page = number < heads.length ? heads[number] : NOTHING;
        int head = page.length == 0 ? 0 : page[(int) target & (1 << BITS) - 1];
        int length = 0;
        for (int at = head; at != 0; at = before[at - 1]) {
            length++;
        }
        long[] trail = new long[length];
        for (int at = head; at != 0; at = before[at - 1]) {
            length--;
            trail[length] = events[at - 1];
        }
        return trail;
    }
}
