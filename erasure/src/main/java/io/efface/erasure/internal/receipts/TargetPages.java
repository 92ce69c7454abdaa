package io.efface.erasure.internal.receipts;

import java.util.Arrays;

/**
 * Four numbers for each target that events name, by its number: what the events come to. Pages are made where there is something, so
 * that ten million targets take 320 MB and a thousand next to nothing. For one thread.
 */
final class TargetPages {
    private static final int BITS = 12;
    private static final int SIZE = 1 << BITS;
    private static final int FIELDS = 4;
    private static final long[] NOTHING = new long[0];

    private static final int CODE = 0;
    private static final int VERIFIED_AT = 1;
    private static final int READ_AT = 2;
    private static final int ANSWER = 3;

    private long[][] pages = new long[0][];

    long code(long target) {
        return get(target, CODE);
    }

    /** Returns when a read did not find it, in milliseconds, or 0. */
    long verifiedAt(long target) {
        return get(target, VERIFIED_AT);
    }

    /** Returns when a verification read it, in milliseconds, or 0. */
    long readAt(long target) {
        return get(target, READ_AT);
    }

    long answer(long target) {
        return get(target, ANSWER);
    }

    private long get(long target, int field) {
        int number = (int) (target >> BITS);
        long[] page = number < pages.length ? pages[number] : NOTHING;
        return page.length == 0 ? 0 : page[at(target) + field];
    }

    void code(long target, long code) {
        page(target)[at(target) + CODE] = code;
    }

    void verifiedAt(long target, long millis) {
        page(target)[at(target) + VERIFIED_AT] = millis;
    }

    void readAt(long target, long millis) {
        page(target)[at(target) + READ_AT] = millis;
    }

    void answer(long target, long hash) {
        page(target)[at(target) + ANSWER] = hash;
    }

    private long[] page(long target) {
        int number = (int) (target >> BITS);
        if (number >= pages.length) {
            int before = pages.length;
            pages = Arrays.copyOf(pages, Math.max(number + 1, before + (before >> 1)));
            Arrays.fill(pages, before, pages.length, NOTHING);
        }
        if (pages[number].length == 0) {
            pages[number] = new long[SIZE * FIELDS];
        }
        return pages[number];
    }

    /** Returns a number that is greater than that of every target there is something about. */
    long end() {
        return (long) pages.length << BITS;
    }

    private static int at(long target) {
        return (int) (target & SIZE - 1) * FIELDS;
    }
}
