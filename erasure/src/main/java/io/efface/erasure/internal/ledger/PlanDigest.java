package io.efface.erasure.internal.ledger;

import io.efface.Operation;
import io.efface.erasure.ErasureException;
import io.efface.erasure.ErasureException.Reason;
import io.efface.erasure.TargetState;
import io.efface.erasure.internal.ledger.record.JobAccount;
import io.efface.erasure.internal.ledger.record.PlannedFace;
import io.efface.erasure.internal.ledger.record.PlannedRow;
import io.efface.erasure.keys.Digests;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Counts what was planned, and computes its digest: SHA-256, in lower-case hex, over lines of UTF-8, each ended by LF and with its
 * words separated by one space:
 *
 * <pre>
 * efface plan 1
 * account NUMBER NAME PROVIDER SETTINGS PLACE          each account, by number
 * hold HASH                                            each held id, by hash
 * row ID LINE ACCOUNT WHAT OPERATION SUBJECT PERSON    each row, by id
 * face ROW NUMBER TARGET HASH                          each face that is still to be worked on, by row and number
 * </pre>
 *
 * <p>{@code WHAT} is {@code target}, {@code duplicate:ID} of the row that stands for it, or {@code refused:CODE}. {@code SETTINGS} is a
 * JSON object of the settings that change what is deleted, its keys in order. {@code HASH}, {@code SUBJECT} and {@code PERSON} are the
 * keyed hashes in lower-case hex. Where there is nothing, there is {@code -}. Held targets are targets: the hold list tells them.
 *
 * <p>The rows' digest is the same without the lines that begin with {@code hold}, and the holds' digest is over {@code HASH} alone, each
 * ended by LF: since the hold list may change, these are what the ledger can be compared with at any time.
 *
 * <p>All of it but the hold list stays in the ledger as it was, also when the job is through and its ids are destroyed, so that the
 * digest can be computed again with an SQLite shell and {@code sha256sum}. It covers keyed hashes in place of ids, because whoever can
 * guess an id could check the guess against a digest of it.
 */
public final class PlanDigest {
    private static final HexFormat HEX = HexFormat.of();

    private final MessageDigest sha256 = Digests.sha256();
    private final MessageDigest sha256OfRows = Digests.sha256();
    private final MessageDigest sha256OfHolds = Digests.sha256();
    private final Map<Integer, Counts> accounts = new TreeMap<>();
    private long rows;
    private @Nullable String hex;
    private @Nullable String hexOfRows;
    private @Nullable String hexOfHolds;

    /** Rows of one account, or of none, by what they are. */
    public static final class Counts {
        public long persons;
        public long faceTargets;
        public long duplicates;
        public long refused;
        public long held;

        public long planned() {
            return persons + faceTargets;
        }
    }

    /**
     * Reads a job once, in order.
     *
     * @param progress receives the number of rows so far, every 100,000 rows
     */
    public void read(Transaction tx, int job, LongConsumer progress) {
        begin(tx.accounts(job).all());
        tx.holds(job).hashes().forEach(this::hold);
        StoredRows stored = tx.rows(job);
        try (Cursor<PlannedRow> planned = stored.planned()) {
            for (PlannedRow row = planned.next(); row != null; row = planned.next()) {
                Long account = row.account();
                count(
                        accounts.computeIfAbsent(account == null ? 0 : account.intValue(), number -> new Counts()),
                        row.knownState(),
                        row.operation());
                row(row);
                if (rows % 100_000 == 0) {
                    progress.accept(rows);
                }
            }
        }
        faces(stored);
        end();
    }

    /** Takes what comes before the rows, but for the holds. */
    public void begin(List<JobAccount> named) {
        write("efface plan 1");
        for (JobAccount account : named) {
            write("account " + account.number() + ' ' + account.name() + ' ' + account.provider() + ' '
                    + account.settings() + ' ' + account.place());
        }
    }

    /** Takes a hash of the hold list. */
    public void hold(byte[] hash) {
        String hashInHex = HEX.formatHex(hash);
        write(sha256, "hold " + hashInHex);
        write(sha256OfHolds, hashInHex);
    }

    /** Takes a row. */
    public void row(PlannedRow row) {
        rows++;
        String what = what(row);
        // A row that cannot have been planned has a line that no planned row has.
        write(
                what == null
                        ? "row"
                        : "row " + row.id() + ' ' + row.line() + ' '
                                + (row.account() == null ? "-" : row.account().toString()) + ' ' + what + ' '
                                + row.operation() + ' ' + hex(row.subjectHash()) + ' ' + hex(row.personHash()));
    }

    private static @Nullable String what(PlannedRow row) {
        String problem = row.problem() == null ? "" : ":" + row.problem();
        if (row.state() == TargetState.DUPLICATE) {
            return row.duplicateOf() == null ? null : "duplicate:" + row.duplicateOf() + problem;
        }
        if (row.state() == TargetState.REFUSED) {
            return problem.isEmpty() ? null : "refused" + problem;
        }
        return "target" + problem;
    }

    private static String hex(byte @Nullable [] hash) {
        return hash == null ? "-" : HEX.formatHex(hash);
    }

    /** Takes the faces of a job. */
    public void faces(StoredRows stored) {
        try (Cursor<PlannedFace> faces = stored.plannedFaces()) {
            for (PlannedFace face = faces.next(); face != null; face = faces.next()) {
                write("face " + face.row() + ' ' + face.number() + ' ' + face.target() + ' '
                        + HEX.formatHex(face.hash()));
            }
        }
    }

    /** Ends it, when all was taken. */
    public void end() {
        hex = HEX.formatHex(sha256.digest());
        hexOfRows = HEX.formatHex(sha256OfRows.digest());
        hexOfHolds = HEX.formatHex(sha256OfHolds.digest());
    }

    private static void count(Counts counts, TargetState state, String operation) {
        switch (state) {
            case DUPLICATE -> counts.duplicates++;
            case REFUSED -> counts.refused++;
            case HELD -> counts.held++;
            default -> {
                if (operation.equals(Operation.DELETE_PERSON.name())) {
                    counts.persons++;
                } else {
                    counts.faceTargets++;
                }
            }
        }
    }

    private void write(String text) {
        byte[] line = bytes(text);
        sha256.update(line);
        sha256OfRows.update(line);
    }

    private static void write(MessageDigest digest, String text) {
        digest.update(bytes(text));
    }

    private static byte[] bytes(String text) {
        return (text + '\n').getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Checks that no row was lost.
     *
     * @throws ErasureException of reason {@code LEDGER_FAILED} if the ledger does not hold what was put into it
     */
    public void check(long stored, long refused) {
        Counts sum = sum();
        if (rows != stored
                || sum.refused != refused
                || rows != sum.planned() + sum.duplicates + sum.refused + sum.held) {
            throw new ErasureException(
                    Reason.LEDGER_FAILED,
                    "the plan does not add up: " + stored + " rows were stored, and the ledger holds " + rows
                            + " (planned "
                            + sum.planned() + ", duplicates " + sum.duplicates + ", refused " + sum.refused + ", held "
                            + sum.held + "); nothing was planned");
        }
    }

    public Counts sum() {
        Counts sum = new Counts();
        for (Counts counts : accounts.values()) {
            sum.persons += counts.persons;
            sum.faceTargets += counts.faceTargets;
            sum.duplicates += counts.duplicates;
            sum.refused += counts.refused;
            sum.held += counts.held;
        }
        return sum;
    }

    public Counts of(int account) {
        return accounts.getOrDefault(account, new Counts());
    }

    public long rows() {
        return rows;
    }

    public String hex() {
        return ended(hex);
    }

    /** Returns the digest without the hold list. */
    public String hexOfRows() {
        return ended(hexOfRows);
    }

    /** Returns the digest of the hold list alone. */
    public String hexOfHolds() {
        return ended(hexOfHolds);
    }

    private static String ended(@Nullable String digest) {
        if (digest == null) {
            throw new IllegalStateException("nothing was read");
        }
        return digest;
    }
}
