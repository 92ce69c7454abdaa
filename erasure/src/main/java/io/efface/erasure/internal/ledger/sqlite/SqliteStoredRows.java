package io.efface.erasure.internal.ledger.sqlite;

import io.efface.Evidence;
import io.efface.FaceOutcome;
import io.efface.Operation;
import io.efface.PersonOutcome;
import io.efface.erasure.ErasureException;
import io.efface.erasure.ErasureException.Reason;
import io.efface.erasure.TargetState;
import io.efface.erasure.input.ProblemCode;
import io.efface.erasure.internal.ledger.Cursor;
import io.efface.erasure.internal.ledger.StoredRows;
import io.efface.erasure.internal.ledger.jdbc.Row;
import io.efface.erasure.internal.ledger.record.PlannedFace;
import io.efface.erasure.internal.ledger.record.PlannedRow;
import io.efface.erasure.internal.ledger.record.ReportedRow;
import io.efface.erasure.internal.ledger.record.RowResult;
import io.efface.erasure.internal.ledger.record.StoredFace;
import io.efface.erasure.internal.ledger.record.StoredFaceResult;
import io.efface.erasure.internal.ledger.record.StoredRow;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The tables of a job's rows and faces, for checks and reports. For one thread. */
public final class SqliteStoredRows implements StoredRows {
    private static final TargetState[] STATES = TargetState.values();
    private static final PersonOutcome[] OUTCOMES = PersonOutcome.values();
    private static final Evidence[] EVIDENCE = Evidence.values();
    private static final FaceOutcome[] FACES = FaceOutcome.values();

    private static final List<String> PLAN_COLUMNS = List.of(
            "id", "line", "account", "state", "problem", "duplicate_of", "operation", "subject_hash", "person_hash");
    private static final List<String> RESULT_COLUMNS = List.of(
            "attempt",
            "outcome",
            "evidence",
            "verified_at",
            "read_at",
            "maybe_earlier",
            "kind",
            "effect",
            "permanent",
            "vendor_code",
            "request_id",
            "outcome_at");

    private static final List<String> FAILURE_COLUMNS = List.of("kind", "effect", "permanent", "vendor_code");

    private static final List<String> COUNTED_COLUMNS =
            List.of("id", "state", "maybe_earlier", "outcome", "evidence", "operation");
    private static final List<String> COUNTED_FACE_COLUMNS = List.of("row", "target", "outcome");

    private final SqliteTransaction tx;
    private final JobTables job;
    private final String rows;
    private final String faces;

    public SqliteStoredRows(SqliteTransaction tx, int job) {
        this.tx = tx;
        this.job = new JobTables(job);
        this.rows = this.job.rows();
        this.faces = this.job.faces();
    }

    @Override
    public Cursor<PlannedRow> planned() {
        return tx.sql("SELECT " + columns("r", PLAN_COLUMNS) + " FROM " + rows + " r ORDER BY id")
                .open(SqliteStoredRows::plan);
    }

    @Override
    public Cursor<PlannedFace> plannedFaces() {
        return tx.sql("SELECT row, number, target, hash FROM " + faces + " ORDER BY row, number")
                .open(row -> new PlannedFace(
                        row.number("row"), row.number("number"), row.number("target"), row.bytes("hash")));
    }

    @Override
    public Cursor<StoredRow> all() {
        return tx.sql("SELECT " + columns("r", PLAN_COLUMNS) + ", " + resultColumns("r")
                        + ", (subject IS NOT NULL OR person IS NOT NULL) AS has_id, " + CellTypes.ROWS.wrong("r")
                        + " AS wrong FROM " + rows + " r NOT INDEXED ORDER BY id")
                .open(row -> {
                    CellTypes.ROWS.check(row.textOrNull("wrong"), row.number("id"), row.number("line"));
                    return new StoredRow(plan(row), result(row), row.flag("has_id"));
                });
    }

    /** Returns the SQL list of the columns that {@link #result} reads. */
    private static String resultColumns(String table) {
        // Most targets have no failure, so one column shows whether the columns of a failure have to be read.
        return columns(table, RESULT_COLUMNS) + ", coalesce(" + columns(table, FAILURE_COLUMNS)
                + ") IS NOT NULL AS has_failure";
    }

    private static String columns(String table, List<String> names) {
        return names.stream().map(name -> table + "." + name).collect(Collectors.joining(", "));
    }

    private static PlannedRow plan(Row row) throws SQLException {
        return new PlannedRow(
                row.number("id"),
                row.number("line"),
                row.numberOrNull("account"),
                state(row.number("state")),
                row.textOrNull("problem"),
                row.numberOrNull("duplicate_of"),
                row.text("operation"),
                row.bytesOrNull("subject_hash"),
                row.bytesOrNull("person_hash"));
    }

    private static @Nullable TargetState state(long code) {
        return code < 0 || code >= STATES.length ? null : STATES[(int) code];
    }

    private static RowResult result(Row row) throws SQLException {
        boolean failed = row.flag("has_failure");
        return new RowResult(
                row.number("attempt"),
                row.textOrNull("outcome"),
                row.textOrNull("evidence"),
                row.time("verified_at"),
                row.time("read_at"),
                row.flag("maybe_earlier"),
                failed ? row.textOrNull("kind") : null,
                failed ? row.textOrNull("effect") : null,
                failed ? row.flagOrNull("permanent") : null,
                failed ? exactText(row, "vendor_code") : null,
                exactText(row, "request_id"),
                row.time("outcome_at"));
    }

    /**
     * Returns the text in a column. Somebody may have edited the ledger and stored bytes that are not UTF-8. In this case, the method
     * returns a text that no event contains, so that the check of the receipts reports a difference.
     */
    private static @Nullable String exactText(Row row, String column) throws SQLException {
        String text = row.textOrNull(column);
        if (text != null && text.indexOf('\uFFFD') >= 0) {
            byte[] bytes = row.bytesOrNull(column);
            return Arrays.equals(text.getBytes(StandardCharsets.UTF_8), bytes) ? text : text + " (not UTF-8)";
        }
        return text;
    }

    @Override
    public Cursor<StoredFace> faces(boolean withIds) {
        return tx.sql("SELECT row, number, target, hash, " + (withIds ? "face" : "NULL AS face")
                        + ", outcome, evidence, verified_at, maybe_earlier, kind, " + CellTypes.FACES.wrong("f")
                        + " AS wrong FROM " + faces + " f NOT INDEXED ORDER BY target, row, number")
                .open(row -> {
                    CellTypes.FACES.check(row.textOrNull("wrong"), row.number("row"), 0);
                    return new StoredFace(
                            row.number("row"),
                            (int) row.number("number"),
                            row.number("target"),
                            row.bytes("hash"),
                            row.bytesOrNull("face"),
                            new StoredFaceResult(
                                    row.textOrNull("outcome"),
                                    row.textOrNull("evidence"),
                                    row.time("verified_at"),
                                    row.flag("maybe_earlier"),
                                    row.textOrNull("kind")));
                });
    }

    @Override
    public Cursor<CountedRow> counted() {
        return tx.sql("SELECT id, state, maybe_earlier, " + indexOf("outcome", OUTCOMES) + " * 10 + "
                        + indexOf("evidence", EVIDENCE) + " AS result_code, operation = '" + Operation.DELETE_FACES
                        + "' AS has_faces, " + CellTypes.ROWS.wrong("r", COUNTED_COLUMNS) + " AS wrong FROM " + rows
                        + " r NOT INDEXED")
                .open(row -> {
                    long id = row.number("id");
                    CellTypes.ROWS.check(row.textOrNull("wrong"), id, 0);
                    int resultCode = (int) row.number("result_code");
                    return new CountedRow(
                            id,
                            TargetState.of(row.number("state")),
                            row.flag("maybe_earlier"),
                            constant(OUTCOMES, resultCode / 10),
                            constant(EVIDENCE, resultCode % 10),
                            row.flag("has_faces"));
                });
    }

    @Override
    public Cursor<CountedFace> countedFaces() {
        return tx.sql("SELECT row, target, " + indexOf("outcome", FACES) + " AS outcome_code, "
                        + CellTypes.FACES.wrong("f", COUNTED_FACE_COLUMNS) + " AS wrong FROM " + faces
                        + " f NOT INDEXED")
                .open(row -> {
                    CellTypes.FACES.check(row.textOrNull("wrong"), row.number("row"), 0);
                    return new CountedFace(row.number("target"), constant(FACES, (int) row.number("outcome_code")));
                });
    }

    /**
     * Returns an SQL expression: the index of the constant whose name is in a column, counted from 1, or 0 if there is no such constant.
     */
    private static String indexOf(String column, Enum<?>[] constants) {
        StringBuilder sql = new StringBuilder("CASE ").append(column);
        for (int i = 0; i < constants.length; i++) {
            sql.append(" WHEN '").append(constants[i].name()).append("' THEN ").append(i + 1);
        }
        return sql.append(" ELSE 0 END").toString();
    }

    private static <T> @Nullable T constant(T[] constants, int index) {
        return index == 0 ? null : constants[index - 1];
    }

    @Override
    public Cursor<ReportedRow> reported(boolean open) {
        return tx.sql("SELECT " + columns("r", PLAN_COLUMNS)
                        + ", r.problem_column, r.subject, r.person, t.id AS target, t.line AS target_line,"
                        + " t.state AS target_state, (" + isHeld() + ") AS held, "
                        + resultColumns("t") + ", "
                        + CellTypes.ROWS.wrong("r") + " AS wrong, " + CellTypes.ROWS.wrong("t")
                        + " AS target_wrong FROM " + withTargets()
                        + (open ? " WHERE t.state IS NOT " + TargetState.DONE.code() : "") + " ORDER BY r.id")
                .open(SqliteStoredRows::reported);
    }

    private static ReportedRow reported(Row row) throws SQLException {
        CellTypes.ROWS.check(row.textOrNull("wrong"), row.number("id"), row.number("line"));
        Long target = row.numberOrNull("target");
        if (target == null) {
            throw targetLost();
        }
        long targetLine = row.number("target_line");
        CellTypes.ROWS.check(row.textOrNull("target_wrong"), target, targetLine);
        boolean erased = row.number("target_state") == TargetState.DONE.code();
        return new ReportedRow(
                plan(row),
                row.numberOrNull("problem_column"),
                row.bytesOrNull("subject"),
                row.bytesOrNull("person"),
                target,
                targetLine,
                erased,
                row.flag("held") && !erased,
                result(row));
    }

    /** Returns an SQL join of each row {@code r} and the row {@code t} of its target. */
    private String withTargets() {
        return rows + " r NOT INDEXED LEFT JOIN " + rows + " t ON t.id = coalesce(r.duplicate_of, r.id)";
    }

    /** Returns an SQL condition: whether a target {@code t} is held. */
    private String isHeld() {
        return "t.state = " + TargetState.HELD.code()
                + (hasHolds() ? " OR t.id IN (" + HoldSql.heldTargets(job) + ")" : "");
    }

    /** Returns whether the hold list has an entry. If it has none, the rows need not be searched. */
    private boolean hasHolds() {
        return tx.sql("SELECT EXISTS(SELECT 1 FROM " + job.holds() + ")").number() > 0;
    }

    private static ErasureException targetLost() {
        return new ErasureException(
                Reason.LEDGER_UNREADABLE,
                "the ledger is damaged: a row that another row names is missing; 'efface receipts verify' shows the row");
    }

    @Override
    public Cursor<Long> onHold() {
        return tx.sql(HoldSql.heldTargets(job)).open(row -> row.number(1));
    }

    @Override
    public Subjects subjects() {
        String each = "SELECT min(t.state IS " + TargetState.DONE.code() + ") AS erased, max(" + isHeld()
                + ") AS held, max(t.id IS NULL) AS lost FROM " + withTargets()
                + " WHERE r.subject_hash IS NOT NULL GROUP BY r.subject_hash";
        return tx.sql("SELECT count(*) AS total, coalesce(sum(erased), 0) AS erased,"
                        + " coalesce(sum(held AND NOT erased), 0) AS kept, coalesce(max(lost), 0) AS lost FROM ("
                        + each + ")")
                .first(row -> {
                    if (row.flag("lost")) {
                        throw targetLost();
                    }
                    return new Subjects(row.number("total"), row.number("erased"), row.number("kept"));
                })
                .orElse(new Subjects(0, 0, 0));
    }

    @Override
    public long countRefusedWithoutSubject() {
        return tx.sql("SELECT count(*) FROM " + rows + " NOT INDEXED WHERE state = " + TargetState.REFUSED.code()
                        + " AND subject_hash IS NULL")
                .number();
    }

    @Override
    public long countAgainstRule() {
        return tx.sql("SELECT count(*) FROM " + rows + " NOT INDEXED WHERE problem = '" + ProblemCode.ID_AGAINST_RULE
                        + "' AND state <> " + TargetState.REFUSED.code())
                .number();
    }

    @Override
    public long countHeldWithHistory() {
        if (!hasHolds()) {
            return 0;
        }
        return tx.sql("SELECT count(*) FROM " + rows + " NOT INDEXED WHERE +id IN (" + HoldSql.heldTargets(job)
                        + ") AND state NOT IN (" + TargetState.HELD.code() + ", " + TargetState.DONE.code() + ", "
                        + TargetState.REFUSED.code() + ")")
                .number();
    }
}
