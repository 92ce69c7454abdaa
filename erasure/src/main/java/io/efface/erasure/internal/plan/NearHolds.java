package io.efface.erasure.internal.plan;

import io.efface.IdWarning;
import io.efface.erasure.ErasureException;
import io.efface.erasure.ErasureException.Reason;
import io.efface.erasure.input.ListRisk;
import io.efface.erasure.internal.ledger.record.RowIds;
import io.efface.erasure.keys.JobCipher;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Finds rows whose person or subject equals a held id in its normal form, or of which one holds the other among several ids in one place,
 * and is not held. Memory grows by about 30 bytes for each held id and not with the rows. For one thread.
 */
final class NearHolds {
    private static final int MOST_PAIRS = 20;

    private final JobCipher cipher;
    private long[] forms = new long[16];
    private long[] ids = new long[16];
    private long[] lines = new long[16];
    /** For each held id the one that was added before it to the same bucket; -1 for none. */
    private int[] next = new int[16];

    private int[] buckets = new int[32];
    private int size;
    private final List<Pair> pairs = new ArrayList<>();
    private long count;
    private long lastLine;
    private long lastRefused;

    /** A row of the list or job and a row of the hold list, by line. */
    private record Pair(long row, long hold) {}

    NearHolds(JobCipher cipher) {
        this.cipher = cipher;
        Arrays.fill(buckets, -1);
    }

    /** Adds a held id, and its parts if it looks like several ids in one place: a row with one of them would not be held. */
    void add(String id, long line) {
        byte[] hash = cipher.hash(id);
        add(form(id, hash), start(hash), line);
        for (String part : IdWarning.parts(id)) {
            if (part.length() < id.length()) {
                add(form(part, cipher.hash(part)), start(hash), line);
            }
        }
    }

    private void add(long form, long id, long line) {
        if (size == forms.length) {
            grow();
        }
        forms[size] = form;
        ids[size] = id;
        lines[size] = line;
        link(size++);
    }

    private void grow() {
        int more = Math.multiplyExact(2, forms.length);
        forms = Arrays.copyOf(forms, more);
        ids = Arrays.copyOf(ids, more);
        lines = Arrays.copyOf(lines, more);
        next = Arrays.copyOf(next, more);
        buckets = new int[Math.multiplyExact(2, more)];
        Arrays.fill(buckets, -1);
        for (int i = 0; i < size; i++) {
            link(i);
        }
    }

    private void link(int i) {
        int bucket = bucket(forms[i]);
        next[i] = buckets[bucket];
        buckets[bucket] = i;
    }

    private int bucket(long form) {
        return (int) form & (buckets.length - 1);
    }

    /** Compares a row with the held ids. The rows of one line follow each other. */
    void look(long line, String person, byte[] personHash, String subject, byte[] subjectHash) {
        if (size == 0 || line == lastLine) {
            return;
        }
        long near = near(person, personHash, subject, subjectHash);
        if (near > 0) {
            lastLine = line;
            count++;
            if (pairs.size() < MOST_PAIRS) {
                pairs.add(new Pair(line, near));
            }
        }
    }

    /** Counts a row no longer, because it was refused after {@link #look}. The rows of one line follow each other. */
    void refused(RowIds row) {
        if (size == 0 || row.line() == lastRefused) {
            return;
        }
        lastRefused = row.line();
        if (near(row.person(cipher), row.personHash(), row.subject(cipher), row.subjectHash()) > 0) {
            count--;
        }
    }

    /** Returns the line of a held id that nearly equals one of a row; 0 if there is none, and -1 if the row itself is held. */
    private long near(String person, byte[] personHash, String subject, byte[] subjectHash) {
        long near = line(person, personHash);
        if (near >= 0 && !subject.equals(person)) {
            long other = line(subject, subjectHash);
            near = other < 0 || near == 0 ? other : near;
        }
        return near;
    }

    /**
     * Returns the line of a held id that nearly equals this one, or of which one holds the other among several; 0 if there is none, and -1
     * if the id itself is held.
     */
    private long line(String id, byte[] hash) {
        long form = form(id, hash);
        long whole = start(hash);
        long near = 0;
        for (int i = buckets[bucket(form)]; i >= 0; i = next[i]) {
            if (forms[i] == form) {
                if (ids[i] == whole) {
                    return -1;
                }
                near = lines[i];
            }
        }
        if (near == 0) {
            for (String part : IdWarning.parts(id)) {
                near = near == 0 && part.length() < id.length() ? partLine(part) : near;
            }
        }
        return near;
    }

    /** Returns the line of a held id that equals or nearly equals one of several ids in one place of a row; 0 if there is none. */
    private long partLine(String part) {
        long form = form(part, cipher.hash(part));
        for (int i = buckets[bucket(form)]; i >= 0; i = next[i]) {
            if (forms[i] == form) {
                return lines[i];
            }
        }
        return 0;
    }

    private long form(String id, byte[] hash) {
        String form = NormalForm.of(id);
        return start(form.equals(id) ? hash : cipher.hash(form));
    }

    private static long start(byte[] hash) {
        return ByteBuffer.wrap(hash).getLong();
    }

    /** Returns how many rows nearly equal a held id. */
    long count() {
        return count;
    }

    /**
     * Checks that there are none.
     *
     * @throws ErasureException of reason {@code INPUT} if there are; the message names the lines of both
     */
    void check() {
        if (count == 0) {
            return;
        }
        StringBuilder lines = new StringBuilder();
        for (Pair pair : pairs) {
            lines.append(lines.length() == 0 ? "" : "; ")
                    .append("line ")
                    .append(pair.row())
                    .append(" of the list and line ")
                    .append(pair.hold())
                    .append(" of the hold list");
        }
        throw new ErasureException(
                Reason.INPUT,
                count + (count == 1 ? " row differs" : " rows differ")
                        + " from a held id only by character forms, invisible characters, case or leading zeros, or because one of"
                        + " the two holds several ids: "
                        + lines
                        + (count > pairs.size() ? "; and more" : "")
                        + ". Correct the hold list, or --accept " + ListRisk.NEAR_HOLD
                        + " if they are different people. Nothing was changed");
    }
}
