package io.efface.erasure.internal.report;

import io.efface.erasure.ErasureException;
import io.efface.erasure.TargetState;
import io.efface.erasure.internal.ledger.CellTypes;
import io.efface.erasure.internal.ledger.Cells;
import io.efface.erasure.internal.ledger.JobAccount;
import io.efface.erasure.internal.ledger.JobTables;
import io.efface.erasure.internal.ledger.Transaction;
import io.efface.erasure.internal.ledger.sqlite.HoldSql;
import io.efface.erasure.keys.JobCipher;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a job's rows in the order of the list, one at a time. For one thread. */
final class ReportRows implements AutoCloseable {
    private final @Nullable JobCipher cipher;
    private final Map<Integer, AccountName> accounts = new HashMap<>();
    private final ResultSet rows;
    private final ResultSet allFaces;
    private boolean moreFaces;

    /** An account as a row names it. */
    private record AccountName(String name, @Nullable String library) {}

    /**
     * Begins to read.
     *
     * @param cipher to tell ids with, or null to tell none
     * @param all whether to read the rows whose target is done, too
     */
    ReportRows(Transaction tx, JobTables job, @Nullable JobCipher cipher, boolean all) throws SQLException {
        this.cipher = cipher;
        try (ResultSet row = tx.prepare("SELECT number, name, settings, " + CellTypes.ACCOUNTS.wrong("a") + " FROM "
                        + job.accounts() + " a NOT INDEXED")
                .executeQuery()) {
            while (row.next()) {
                CellTypes.ACCOUNTS.check(row.getString(4), row.getLong(1), 0);
                String library =
                        JobAccount.libraryOf(Cells.text(row, "settings")).orElse(null);
                accounts.put(row.getInt(1), new AccountName(Cells.text(row, "name"), library));
            }
        }
        boolean holds = tx.number("SELECT EXISTS(SELECT 1 FROM " + job.holds() + ")") > 0;
        String held =
                "t.state = " + TargetState.HELD.code() + (holds ? " OR t.id IN (" + HoldSql.onHold(job) + ")" : "");
        this.rows = tx.prepare("SELECT r.id, r.line, r.account, r.state, r.problem, r.problem_column, r.operation,"
                        + " r.subject_hash, r.subject, r.person_hash, r.person, t.id AS target, t.state AS target_state,"
                        + " t.line AS target_line, t.attempt, t.outcome, t.evidence, t.verified_at, t.maybe_earlier,"
                        + " t.kind, t.effect, t.permanent, t.vendor_code, t.request_id, t.outcome_at, t.read_at, ("
                        + held + ") AS held, "
                        + CellTypes.ROWS.wrong("r") + " AS wrong, " + CellTypes.ROWS.wrong("t")
                        + " AS target_wrong FROM "
                        + job.rows() + " r NOT INDEXED LEFT JOIN " + job.rows()
                        + " t ON t.id = coalesce(r.duplicate_of, r.id)"
                        + (all ? "" : " WHERE t.state IS NOT " + TargetState.DONE.code()) + " ORDER BY r.id")
                .executeQuery();
        this.allFaces = tx.prepare(
                        "SELECT row, number, hash, face, outcome, evidence, verified_at, maybe_earlier, kind,"
                                + " target, " + CellTypes.FACES.wrong("f") + " AS wrong FROM " + job.faces()
                                + " f NOT INDEXED ORDER BY target, row, number")
                .executeQuery();
        this.moreFaces = allFaces.next();
    }

    /** Returns the next row, or null after the last. */
    @Nullable ReportRow next() throws SQLException {
        if (!rows.next()) {
            return null;
        }
        long id = rows.getLong("id");
        CellTypes.ROWS.check(rows.getString("wrong"), id, rows.getLong("line"));
        long target = rows.getLong("target");
        checkFound(!rows.wasNull());
        CellTypes.ROWS.check(rows.getString("target_wrong"), target, rows.getLong("target_line"));
        TargetState state = TargetState.of(rows.getLong("state"));
        boolean erased = rows.getLong("target_state") == TargetState.DONE.code();
        boolean held = rows.getBoolean("held") && !erased;
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("line", rows.getLong("line"));
        int number = rows.getInt("account");
        AccountName account = rows.wasNull() ? null : accounts.get(number);
        fields.put("account", account == null ? null : account.name());
        fields.put("library", account == null ? null : account.library());
        fields.put("state", state.name());
        fields.put("operation", state == TargetState.REFUSED ? null : rows.getString("operation"));
        fields.put("subject", hex(rows.getBytes("subject_hash")));
        fields.put("person", hex(rows.getBytes("person_hash")));
        fields.put("subjectId", ReportRow.id(cipher, rows.getBytes("subject"), id, JobCipher.SUBJECT));
        fields.put("personId", ReportRow.id(cipher, rows.getBytes("person"), id, JobCipher.PERSON));
        fields.put("erased", erased);
        fields.put("held", held ? true : null);
        fields.put("outcome", rows.getString("outcome"));
        fields.put("evidence", rows.getString("evidence"));
        fields.put("verifiedAt", Cells.time(rows, "verified_at"));
        fields.put("maybeByEarlierAttempt", rows.getBoolean("maybe_earlier") ? true : null);
        fields.put("attempts", rows.getLong("attempt"));
        fields.put("kind", rows.getString("kind"));
        boolean permanent = rows.getBoolean("permanent");
        fields.put("permanent", rows.wasNull() ? null : permanent);
        fields.put("effect", rows.getString("effect"));
        fields.put("vendorCode", rows.getString("vendor_code"));
        fields.put("requestId", rows.getString("request_id"));
        fields.put("outcomeAt", Cells.time(rows, "outcome_at"));
        fields.put("readAt", Cells.time(rows, "read_at"));
        fields.put("duplicateOfLine", target == id ? null : rows.getLong("target_line"));
        fields.put("problem", rows.getString("problem"));
        long column = rows.getLong("problem_column");
        fields.put("problemColumn", rows.wasNull() ? null : column);
        boolean hasFaces =
                target == id && state != TargetState.REFUSED && "DELETE_FACES".equals(rows.getString("operation"));
        return new ReportRow(fields, hasFaces ? faces(target) : List.of(), erased, held);
    }

    private List<Map<String, @Nullable Object>> faces(long target) throws SQLException {
        List<Map<String, @Nullable Object>> faces = new ArrayList<>();
        while (moreFaces && allFaces.getLong("target") <= target) {
            CellTypes.FACES.check(allFaces.getString("wrong"), allFaces.getLong("row"), 0);
            if (allFaces.getLong("target") == target) {
                faces.add(face(allFaces));
            }
            moreFaces = allFaces.next();
        }
        return faces;
    }

    private Map<String, @Nullable Object> face(ResultSet row) throws SQLException {
        Map<String, @Nullable Object> face = new LinkedHashMap<>();
        face.put("face", hex(row.getBytes("hash")));
        face.put("faceId", ReportRow.id(cipher, row.getBytes("face"), row.getLong("row"), row.getInt("number")));
        face.put("outcome", row.getString("outcome"));
        face.put("evidence", row.getString("evidence"));
        Instant verified = Cells.time(row, "verified_at");
        face.put("verifiedAt", verified);
        face.put("maybeByEarlierAttempt", row.getBoolean("maybe_earlier") ? true : null);
        face.put("kind", row.getString("kind"));
        return face;
    }

    /**
     * Checks that a row was found by its number.
     *
     * @throws ErasureException of reason {@code LEDGER_UNREADABLE} if it was not
     */
    static void checkFound(boolean found) {
        if (!found) {
            throw new ErasureException(
                    ErasureException.Reason.LEDGER_UNREADABLE,
                    "the ledger is damaged: a row that another row names is missing; 'efface receipts verify' shows which");
        }
    }

    private static @Nullable String hex(byte @Nullable [] hash) {
        return hash == null ? null : HexFormat.of().formatHex(hash);
    }

    @Override
    public void close() throws SQLException {
        allFaces.close();
        rows.close();
    }
}
