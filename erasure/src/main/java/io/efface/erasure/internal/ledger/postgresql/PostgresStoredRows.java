package io.efface.erasure.internal.ledger.postgresql;

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
import io.efface.erasure.internal.ledger.jdbc.Query;
import io.efface.erasure.internal.ledger.jdbc.Row;
import io.efface.erasure.internal.ledger.record.PlannedFace;
import io.efface.erasure.internal.ledger.record.PlannedRow;
import io.efface.erasure.internal.ledger.record.ReportedRow;
import io.efface.erasure.internal.ledger.record.RowResult;
import io.efface.erasure.internal.ledger.record.StoredFace;
import io.efface.erasure.internal.ledger.record.StoredFaceResult;
import io.efface.erasure.internal.ledger.record.StoredRow;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The rows and faces of a job, for checks and reports. For one thread. */
final class PostgresStoredRows implements StoredRows {
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

    private final PostgresTransaction tx;
    private final int job;

    PostgresStoredRows(PostgresTransaction tx, int job) {
        this.tx = tx;
        this.job = job;
    }

    private String rows() {
        return tx.tables(job).rows();
    }

    private String faces() {
        return tx.tables(job).faces();
    }

    private <T> Cursor<T> open(String sql, Query.Reader<T> reader) {
        return tx.open(tx.sql(sql), reader);
    }

    @Override
    public Cursor<PlannedRow> planned() {
        return open(
                "SELECT " + columns("r", PLAN_COLUMNS) + " FROM " + rows() + " r WHERE r.job = " + job
                        + " ORDER BY r.id",
                PostgresStoredRows::plan);
    }

    @Override
    public Cursor<PlannedFace> plannedFaces() {
        return open(
                "SELECT row_id, number, target, hash FROM " + faces() + " WHERE job = " + job
                        + " ORDER BY row_id, number",
                row -> new PlannedFace(
                        row.number("row_id"), row.number("number"), row.number("target"), row.bytes("hash")));
    }

    @Override
    public Cursor<StoredRow> all() {
        return open(
                "SELECT " + columns("r", PLAN_COLUMNS) + ", " + resultColumns("r")
                        + ", CAST(r.subject IS NOT NULL OR r.person IS NOT NULL AS integer) AS has_id FROM " + rows()
                        + " r WHERE r.job = " + job + " ORDER BY r.id",
                row -> new StoredRow(plan(row), result(row), row.flag("has_id")));
    }

    /** Returns the SQL list of the columns that {@link #result} reads. */
    private static String resultColumns(String table) {
        // Most targets have no failure, so one column shows whether the columns of a failure have to be read.
        return columns(table, RESULT_COLUMNS) + ", CAST(num_nonnulls(" + columns(table, FAILURE_COLUMNS)
                + ") > 0 AS integer) AS has_failure";
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
                failed ? row.textOrNull("vendor_code") : null,
                row.textOrNull("request_id"),
                row.time("outcome_at"));
    }

    @Override
    public Cursor<StoredFace> faces(boolean withIds) {
        return open(
                "SELECT row_id, number, target, hash, " + (withIds ? "face" : "CAST(NULL AS bytea) AS face")
                        + ", outcome, evidence, verified_at, maybe_earlier, kind FROM " + faces() + " WHERE job = "
                        + job + " ORDER BY target, row_id, number",
                row -> new StoredFace(
                        row.number("row_id"),
                        (int) row.number("number"),
                        row.number("target"),
                        row.bytes("hash"),
                        row.bytesOrNull("face"),
                        new StoredFaceResult(
                                row.textOrNull("outcome"),
                                row.textOrNull("evidence"),
                                row.time("verified_at"),
                                row.flag("maybe_earlier"),
                                row.textOrNull("kind"))));
    }

    @Override
    public Cursor<CountedRow> counted() {
        return open(
                "SELECT id, state, maybe_earlier, " + indexOf("outcome", OUTCOMES) + " * 10 + "
                        + indexOf("evidence", EVIDENCE) + " AS result_code, CAST(operation = '"
                        + Operation.DELETE_FACES + "' AS integer) AS has_faces FROM " + rows() + " WHERE job = " + job
                        + " ORDER BY id",
                row -> {
                    int resultCode = (int) row.number("result_code");
                    return new CountedRow(
                            row.number("id"),
                            TargetState.of(row.number("state")),
                            row.flag("maybe_earlier"),
                            constant(OUTCOMES, resultCode / 10),
                            constant(EVIDENCE, resultCode % 10),
                            row.flag("has_faces"));
                });
    }

    @Override
    public Cursor<CountedFace> countedFaces() {
        return open(
                "SELECT target, " + indexOf("outcome", FACES) + " AS outcome_code FROM " + faces() + " WHERE job = "
                        + job,
                row -> new CountedFace(row.number("target"), constant(FACES, (int) row.number("outcome_code"))));
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
        return open(
                "SELECT " + columns("r", PLAN_COLUMNS)
                        + ", r.problem_column, r.subject, r.person, t.id AS target, t.line AS target_line,"
                        + " t.state AS target_state, CAST(" + isHeld() + " AS integer) AS held, "
                        + resultColumns("t") + " FROM " + withTargets()
                        + (open ? " AND t.state IS DISTINCT FROM " + TargetState.DONE.code() : "") + " ORDER BY r.id",
                PostgresStoredRows::reported);
    }

    private static ReportedRow reported(Row row) throws SQLException {
        Long target = row.numberOrNull("target");
        if (target == null) {
            throw targetLost();
        }
        boolean erased = row.number("target_state") == TargetState.DONE.code();
        return new ReportedRow(
                plan(row),
                row.numberOrNull("problem_column"),
                row.bytesOrNull("subject"),
                row.bytesOrNull("person"),
                target,
                row.number("target_line"),
                erased,
                row.flag("held") && !erased,
                result(row));
    }

    /** Returns an SQL join of each row {@code r} and the row {@code t} of its target, with a condition for the rows of the job. */
    private String withTargets() {
        return rows() + " r LEFT JOIN " + rows() + " t ON t.job = " + job
                + " AND t.id = coalesce(r.duplicate_of, r.id) WHERE r.job = " + job;
    }

    /** Returns an SQL condition: whether a target {@code t} is held. */
    private String isHeld() {
        return "coalesce(t.state = " + TargetState.HELD.code()
                + (hasHolds() ? " OR t.id IN (" + PostgresHoldList.heldTargets(tx.tables(job), job) + ")" : "")
                + ", false)";
    }

    /** Returns whether the hold list has an entry. If it has none, the rows need not be searched. */
    private boolean hasHolds() {
        return tx.sql("SELECT 1 FROM " + tx.tables().holds() + " WHERE job = :job LIMIT 1")
                        .set("job", job)
                        .number()
                > 0;
    }

    private static ErasureException targetLost() {
        return new ErasureException(
                Reason.LEDGER_UNREADABLE,
                "the ledger is damaged: a row that another row names is missing; 'efface receipts verify' shows the row");
    }

    @Override
    public Cursor<Long> onHold() {
        return open(PostgresHoldList.heldTargets(tx.tables(job), job), row -> row.number(1));
    }

    @Override
    public Subjects subjects() {
        String each = "SELECT bool_and(t.state IS NOT DISTINCT FROM " + TargetState.DONE.code()
                + ") AS erased, bool_or(" + isHeld() + ") AS held, bool_or(t.id IS NULL) AS lost FROM " + withTargets()
                + " AND r.subject_hash IS NOT NULL GROUP BY r.subject_hash";
        return tx.sql("SELECT count(*) AS total, count(*) FILTER (WHERE erased) AS erased,"
                        + " count(*) FILTER (WHERE held AND NOT erased) AS kept,"
                        + " count(*) FILTER (WHERE lost) AS lost FROM (" + each + ") AS s")
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
        return tx.sql("SELECT count(*) FROM " + rows() + " WHERE job = " + job + " AND state = "
                        + TargetState.REFUSED.code() + " AND subject_hash IS NULL")
                .number();
    }

    @Override
    public long countAgainstRule() {
        return tx.sql("SELECT count(*) FROM " + rows() + " WHERE job = " + job + " AND problem = '"
                        + ProblemCode.ID_AGAINST_RULE + "' AND state <> " + TargetState.REFUSED.code())
                .number();
    }

    @Override
    public long countHeldWithHistory() {
        if (!hasHolds()) {
            return 0;
        }
        return tx.sql("SELECT count(*) FROM " + rows() + " WHERE job = " + job + " AND id IN ("
                        + PostgresHoldList.heldTargets(tx.tables(job), job) + ") AND state NOT IN ("
                        + TargetState.HELD.code() + ", " + TargetState.DONE.code() + ", " + TargetState.REFUSED.code()
                        + ")")
                .number();
    }
}
