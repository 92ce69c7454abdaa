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
 * Computes the digest of a plan, and counts the planned rows. The digest is the SHA-256, in lower-case hex, of these lines in UTF-8. Each
 * line ends with a line feed, and one space separates the words of a line:
 *
 * <pre>
 * efface plan 1
 * account NUMBER NAME PROVIDER SETTINGS PLACE          one line for each account, sorted by number
 * hold HASH                                            one line for each entry of the hold list, sorted by hash
 * row ID LINE ACCOUNT WHAT OPERATION SUBJECT PERSON    one line for each row, sorted by id
 * face ROW NUMBER TARGET HASH                          one line for each planned face, sorted by row and number
 * </pre>
 *
 * <p>{@code WHAT} is {@code target} for a target, {@code duplicate:ID} for a duplicate of the row {@code ID}, and {@code refused:CODE} for
 * a refused row. A held target is also a {@code target}, because the lines of the hold list show that it is held. {@code SETTINGS} is a
 * JSON object of the settings that affect which persons and faces are deleted, with sorted keys. {@code HASH}, {@code SUBJECT} and {@code
 * PERSON} are keyed hashes in lower-case hex. A missing value is written as {@code -}.
 *
 * <p>The digest of the rows ({@link #hexOfRows}) leaves out the lines that begin with {@code hold}. The digest of the hold list ({@link
 * #hexOfHolds}) covers one line with {@code HASH} for each entry. Checks compare the ledger with these two digests, because the hold list
 * may change after planning.
 *
 * <p>Among these values, only the hold list may change after planning. The ledger keeps all other values, even after the job's ids are
 * destroyed. Therefore the digest can be computed again with an SQLite shell and {@code sha256sum}, as long as the hold list has not
 * changed. The digest covers keyed hashes instead of ids, because a digest of ids would let anyone check a guessed id.
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

    /** The numbers of rows of one account by kind of row. */
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
     * Reads a job, and adds its accounts, hold list, rows and faces to this digest.
     *
     * @param progress the function that receives the number of rows read so far, after every 100,000 rows
     */
    public void read(Transaction tx, int job, LongConsumer progress) {
        addAccounts(tx.accounts(job).all());
        tx.holds(job).hashes().forEach(this::addHold);
        StoredRows stored = tx.rows(job);
        try (Cursor<PlannedRow> planned = stored.planned()) {
            for (PlannedRow row = planned.next(); row != null; row = planned.next()) {
                Long account = row.account();
                count(
                        accounts.computeIfAbsent(account == null ? 0 : account.intValue(), number -> new Counts()),
                        row.knownState(),
                        row.operation());
                addRow(row);
                if (rows % 100_000 == 0) {
                    progress.accept(rows);
                }
            }
        }
        addFaces(stored);
        finish();
    }

    /** Adds the first line and the lines of the accounts. */
    public void addAccounts(List<JobAccount> accountsByNumber) {
        write("efface plan 1");
        for (JobAccount account : accountsByNumber) {
            write("account " + account.number() + ' ' + account.name() + ' ' + account.provider() + ' '
                    + account.settings() + ' ' + account.place());
        }
    }

    /** Adds an entry of the hold list. */
    public void addHold(byte[] hash) {
        String hashInHex = HEX.formatHex(hash);
        write(sha256, "hold " + hashInHex);
        write(sha256OfHolds, hashInHex);
    }

    /** Adds a row. */
    public void addRow(PlannedRow row) {
        rows++;
        String what = what(row);
        // A damaged row that planning cannot have created gets the line "row", which no valid row has.
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

    /** Adds the faces of a job. */
    public void addFaces(StoredRows stored) {
        try (Cursor<PlannedFace> faces = stored.plannedFaces()) {
            for (PlannedFace face = faces.next(); face != null; face = faces.next()) {
                write("face " + face.row() + ' ' + face.number() + ' ' + face.target() + ' '
                        + HEX.formatHex(face.hash()));
            }
        }
    }

    /** Computes the digests. Nothing can be added afterwards. */
    public void finish() {
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
     * Checks that no row was lost during planning.
     *
     * @param stored the number of rows that planning stored
     * @param refused the number of rows that planning refused
     * @throws ErasureException of reason {@code LEDGER_FAILED} if the rows in the ledger do not add up to these numbers
     */
    public void check(long stored, long refused) {
        Counts sum = sum();
        if (rows != stored
                || sum.refused != refused
                || rows != sum.planned() + sum.duplicates + sum.refused + sum.held) {
            throw new ErasureException(
                    Reason.LEDGER_FAILED,
                    "the plan does not add up: " + stored + " rows were stored, and the ledger contains " + rows
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

    /** Returns the digest of the plan. Call {@link #finish} first. */
    public String hex() {
        return requireFinished(hex);
    }

    /** Returns the digest of the plan without the hold list. Call {@link #finish} first. */
    public String hexOfRows() {
        return requireFinished(hexOfRows);
    }

    /** Returns the digest of the hold list alone. Call {@link #finish} first. */
    public String hexOfHolds() {
        return requireFinished(hexOfHolds);
    }

    private static String requireFinished(@Nullable String digest) {
        if (digest == null) {
            throw new IllegalStateException("the digest is not finished");
        }
        return digest;
    }
}
