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
 * Finds rows that nearly match a held id and are not held themselves. An id of a row nearly matches a held id in two cases: both have the
 * same normal form, or the text of one of them contains several ids and the other is one of these ids. Memory grows by about 30 bytes per
 * held id, and not with the number of rows. For one thread.
 */
final class NearHolds {
    private static final int MOST_PAIRS = 20;

    private final JobCipher cipher;
    private long[] forms = new long[16];
    private long[] ids = new long[16];
    private long[] lines = new long[16];
    /** For each held id, the index of the held id that was added before to the same bucket of the hash table; -1 if there is none. */
    private int[] next = new int[16];

    private int[] buckets = new int[32];
    private int size;
    private final List<Pair> pairs = new ArrayList<>();
    private long count;
    private long lastNearLine;
    private long lastRefusedLine;
    private String row = "line ";
    private String hold = "line ";

    /**
     * A row and a held id that nearly match.
     *
     * @param row the line of the row in the list
     * @param hold the line of the held id in the hold list
     */
    private record Pair(long row, long hold) {}

    NearHolds(JobCipher cipher) {
        this.cipher = cipher;
        Arrays.fill(buckets, -1);
    }

    /**
     * Adds a held id. If the text looks like several ids, also adds each of these ids, because the held id does not protect a row that
     * contains only one of them.
     */
    void add(String id, long line) {
        byte[] hash = cipher.hash(id);
        add(form(id, hash), hashPrefix(hash), line);
        for (String part : IdWarning.parts(id)) {
            if (part.length() < id.length()) {
                add(form(part, cipher.hash(part)), hashPrefix(hash), line);
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

    /** Compares a row with the held ids. Rows of the same line must be compared one directly after the other. */
    void compare(long line, String person, byte[] personHash, String subject, byte[] subjectHash) {
        if (size == 0 || line == lastNearLine) {
            return;
        }
        long near = nearLine(person, personHash, subject, subjectHash);
        if (near > 0) {
            lastNearLine = line;
            count++;
            if (pairs.size() < MOST_PAIRS) {
                pairs.add(new Pair(line, near));
            }
        }
    }

    /**
     * Removes a row from the count, because it was refused after {@link #compare}. Rows of the same line must be passed one directly after
     * the other.
     */
    void remove(RowIds row) {
        if (size == 0 || row.line() == lastRefusedLine) {
            return;
        }
        lastRefusedLine = row.line();
        if (nearLine(row.person(cipher), row.personHash(), row.subject(cipher), row.subjectHash()) > 0) {
            count--;
        }
    }

    /**
     * Returns the line of a held id that nearly matches the person or the subject of a row; 0 if there is none, and -1 if the row itself is
     * held.
     */
    private long nearLine(String person, byte[] personHash, String subject, byte[] subjectHash) {
        long near = nearLineOfId(person, personHash);
        if (near >= 0 && !subject.equals(person)) {
            long other = nearLineOfId(subject, subjectHash);
            near = other < 0 || near == 0 ? other : near;
        }
        return near;
    }

    /** Returns the line of a held id that nearly matches an id; 0 if there is none, and -1 if the id itself is held. */
    private long nearLineOfId(String id, byte[] hash) {
        long form = form(id, hash);
        long whole = hashPrefix(hash);
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
                near = near == 0 && part.length() < id.length() ? nearLineOfPart(part) : near;
            }
        }
        return near;
    }

    /** Returns the line of a held id that equals or nearly matches one of the ids in a text; 0 if there is none. */
    private long nearLineOfPart(String part) {
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
        return hashPrefix(form.equals(id) ? hash : cipher.hash(form));
    }

    private static long hashPrefix(byte[] hash) {
        return ByteBuffer.wrap(hash).getLong();
    }

    /** Returns the number of lines with a row that nearly matches a held id. */
    long count() {
        return count;
    }

    /** States that the held ids were in the rows of a workbook, which has no lines. */
    void holdsAreInWorkbook() {
        hold = "row ";
    }

    /** States that the rows are in a workbook, which has no lines. */
    void rowsAreInWorkbook() {
        row = "row ";
    }

    /**
     * Checks that no row nearly matches a held id.
     *
     * @throws ErasureException of reason {@code INPUT} if a row nearly matches a held id; the message names the line of the row and the
     *     line of the held id
     */
    void check() {
        if (count == 0) {
            return;
        }
        StringBuilder lines = new StringBuilder();
        for (Pair pair : pairs) {
            lines.append(lines.length() == 0 ? "" : "; ")
                    .append(row)
                    .append(pair.row())
                    .append(" of the list and ")
                    .append(hold)
                    .append(pair.hold())
                    .append(" of the hold list");
        }
        throw new ErasureException(
                Reason.INPUT,
                count + (count == 1 ? " row nearly matches" : " rows nearly match")
                        + " a held id: the ids differ only in character forms, spaces, invisible characters, case or leading"
                        + " zeros, or one of them contains several ids: "
                        + lines
                        + (count > pairs.size() ? "; and more" : "")
                        + ". Correct the hold list, or give --accept " + ListRisk.NEAR_HOLD
                        + " if the two ids belong to different people. Nothing was changed");
    }
}
