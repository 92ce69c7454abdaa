package io.efface.erasure;

import io.efface.Operation;
import io.efface.erasure.ErasureException.Reason;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
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
 * <p>All of it but the hold list stays in the ledger as it was, also when the job is through and its ids are destroyed, so that the
 * digest can be computed again with an SQLite shell and {@code sha256sum}. It covers keyed hashes in place of ids, because whoever can
 * guess an id could check the guess against a digest of it.
 */
final class PlanDigest {
    private static final HexFormat HEX = HexFormat.of();

    private final MessageDigest sha256;
    private final Map<Integer, Counts> accounts = new TreeMap<>();
    private final StringBuilder line = new StringBuilder();
    private long rows;
    private @Nullable String hex;

    PlanDigest() {
        try {
            this.sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is part of every Java platform", e);
        }
    }

    /** Rows of one account, or of none, by what they are. */
    static final class Counts {
        long persons;
        long faceTargets;
        long duplicates;
        long refused;
        long held;

        long planned() {
            return persons + faceTargets;
        }
    }

    /** Reads a job's tables once, in order. */
    void read(Connection view, JobTables job, PlanProgress progress) throws SQLException {
        write("efface plan 1");
        for (JobAccount account : JobAccount.all(view, job)) {
            write("account " + account.number() + ' ' + account.name() + ' ' + account.provider() + ' '
                    + account.settings() + ' ' + account.place());
        }
        try (Statement statement = view.createStatement();
                ResultSet row = statement.executeQuery("SELECT hash FROM " + job.holds() + " ORDER BY hash")) {
            while (row.next()) {
                write("hold " + HEX.formatHex(row.getBytes(1)));
            }
        }
        try (Statement statement = view.createStatement();
                ResultSet row =
                        statement.executeQuery("SELECT id, line, account, state, problem, duplicate_of, operation,"
                                + " subject_hash, person_hash FROM " + job.rows() + " ORDER BY id")) {
            while (row.next()) {
                row(row);
                if (rows % 100_000 == 0) {
                    progress.at(PlanProgress.Step.DIGESTING, rows);
                    PlanLoader.checkInterrupt();
                }
            }
        }
        try (Statement statement = view.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT row, number, target, hash FROM " + job.faces() + " ORDER BY row, number")) {
            while (row.next()) {
                write("face " + row.getLong(1) + ' ' + row.getInt(2) + ' ' + row.getLong(3) + ' '
                        + HEX.formatHex(row.getBytes(4)));
            }
        }
        hex = HEX.formatHex(sha256.digest());
    }

    private void row(ResultSet row) throws SQLException {
        rows++;
        long id = row.getLong(1);
        int account = row.getInt(3);
        boolean accountKnown = !row.wasNull();
        TargetState state = TargetState.of(row.getInt(4));
        String operation = row.getString(7);
        count(accounts.computeIfAbsent(accountKnown ? account : 0, number -> new Counts()), state, operation);
        line.setLength(0);
        line.append("row ").append(id).append(' ').append(row.getLong(2)).append(' ');
        line.append(accountKnown ? String.valueOf(account) : "-").append(' ');
        if (state == TargetState.DUPLICATE) {
            line.append("duplicate:").append(row.getLong(6));
        } else if (state == TargetState.REFUSED) {
            line.append("refused:").append(row.getString(5));
        } else {
            line.append("target");
        }
        line.append(' ').append(operation);
        append(row.getBytes(8));
        append(row.getBytes(9));
        write(line);
    }

    private void append(byte @Nullable [] hash) {
        line.append(' ').append(hash == null ? "-" : HEX.formatHex(hash));
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

    private void write(CharSequence text) {
        sha256.update(text.toString().getBytes(StandardCharsets.UTF_8));
        sha256.update((byte) '\n');
    }

    /**
     * Checks that no row was lost.
     *
     * @throws ErasureException of reason {@code LEDGER_FAILED} if the ledger does not hold what was put into it
     */
    void check(long stored, long refused) {
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

    Counts sum() {
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

    Counts of(int account) {
        return accounts.getOrDefault(account, new Counts());
    }

    long rows() {
        return rows;
    }

    String hex() {
        if (hex == null) {
            throw new IllegalStateException("nothing was read");
        }
        return hex;
    }

    /** Computes the digest of a job's tables as they are now. */
    static String of(Connection view, JobTables job) throws SQLException {
        PlanDigest digest = new PlanDigest();
        digest.read(view, job, (step, done) -> {});
        return digest.hex();
    }
}
