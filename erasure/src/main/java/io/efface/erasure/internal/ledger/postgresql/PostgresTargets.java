package io.efface.erasure.internal.ledger.postgresql;

import io.efface.Effect;
import io.efface.ErrorKind;
import io.efface.Evidence;
import io.efface.FaceOutcome;
import io.efface.Operation;
import io.efface.PersonOutcome;
import io.efface.erasure.ErasureException;
import io.efface.erasure.ErasureException.Reason;
import io.efface.erasure.JobCounts;
import io.efface.erasure.TargetState;
import io.efface.erasure.UnresolvedTarget;
import io.efface.erasure.internal.ledger.DetachedFaces;
import io.efface.erasure.internal.ledger.Targets;
import io.efface.erasure.internal.ledger.jdbc.Query;
import io.efface.erasure.internal.ledger.jdbc.Row;
import io.efface.erasure.internal.ledger.record.Answer;
import io.efface.erasure.internal.ledger.record.HiddenId;
import io.efface.erasure.internal.ledger.record.OpenFace;
import io.efface.erasure.internal.ledger.record.Target;
import io.efface.erasure.internal.ledger.record.TargetProgress;
import io.efface.erasure.internal.ledger.record.TargetRecord;
import io.efface.erasure.internal.ledger.record.TargetSelection;
import io.efface.erasure.internal.ledger.record.TargetSelection.FaceKind;
import io.efface.erasure.keys.JobCipher;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The rows of a job, for runs and verifications. For one thread. */
final class PostgresTargets implements Targets {
    /** SQL expression: the column of the first cell of a target that has the correct type but an unusable value, or NULL. */
    private static final String UNUSABLE_ROW = "CASE WHEN operation NOT IN (" + names(Operation.values())
            + ") THEN 'operation' WHEN person_hash IS NULL THEN 'person_hash' WHEN person IS NULL THEN 'person' END";

    /** SQL expression: the column of the first cell of a face that has the correct type but an unusable value, or NULL. */
    private static final String UNUSABLE_FACE = "CASE WHEN outcome NOT IN (" + names(FaceOutcome.values())
            + ") THEN 'outcome' WHEN face IS NULL THEN 'face' END";

    private static final String SELECT_RECORD = "SELECT id, state, attempt, operation, operation_id, epoch, since,"
            + " not_before, outcome, evidence, verified_at, maybe_earlier, kind, effect, permanent, vendor_code,"
            + " request_id, outcome_at, read_at FROM ";

    private final PostgresTransaction tx;
    private final int job;

    PostgresTargets(PostgresTransaction tx, int job) {
        this.tx = tx;
        this.job = job;
    }

    private String rows() {
        return tx.tables(job).rows();
    }

    private String faces() {
        return tx.tables(job).faces();
    }

    private static String names(Enum<?>[] constants) {
        return Arrays.stream(constants)
                .map(constant -> "'" + constant.name() + "'")
                .collect(Collectors.joining(", "));
    }

    @Override
    public Optional<TargetRecord> find(long id) {
        // A change that reads the target also stores it. The lock keeps other transactions from changing it meanwhile.
        String lock = tx.isWriting() ? " FOR UPDATE" : "";
        tx.locks().share(job);
        return tx.sql(SELECT_RECORD + rows() + " WHERE job = " + job + " AND id = :id" + lock)
                .set("id", id)
                .first(PostgresTargets::record);
    }

    @Override
    public boolean hasPerson(int account, String personHash) {
        return tx.sql("SELECT 1 FROM " + rows() + " WHERE job = " + job
                                + " AND account = :account AND person_hash = :person LIMIT 1")
                        .set("account", account)
                        .set("person", HexFormat.of().parseHex(personHash))
                        .number()
                != 0;
    }

    private static TargetRecord record(Row row) throws SQLException {
        return new TargetRecord(
                progress(row),
                row.constant(Operation.class, "operation"),
                row.textOrNull("operation_id"),
                row.numberOrNull("epoch"),
                row.time("since"),
                row.time("not_before"));
    }

    private static TargetProgress progress(Row row) throws SQLException {
        return new TargetProgress(
                TargetState.of(row.number("state")),
                (int) row.number("attempt"),
                row.constantOrNull(PersonOutcome.class, "outcome"),
                row.constantOrNull(Evidence.class, "evidence"),
                row.time("verified_at"),
                row.time("read_at"),
                row.flag("maybe_earlier"),
                row.constantOrNull(ErrorKind.class, "kind"),
                row.constantOrNull(Effect.class, "effect"),
                row.flagOrNull("permanent"),
                Answer.of(row.time("outcome_at"), row.textOrNull("vendor_code"), row.textOrNull("request_id")));
    }

    @Override
    public void store(long id, TargetRecord record) {
        TargetProgress progress = record.progress();
        tx.locks().share(job);
        tx.sql("UPDATE " + rows()
                        + " SET state = :state, attempt = :attempt, operation_id = :operation, epoch = :epoch,"
                        + " since = :since, not_before = :until, outcome = :outcome, evidence = :evidence,"
                        + " verified_at = :verified, maybe_earlier = :earlier, kind = :kind, effect = :effect,"
                        + " permanent = :permanent, vendor_code = :code, request_id = :request,"
                        + " outcome_at = :outcome_at, read_at = :read WHERE job = :job AND id = :id")
                .set("state", progress.state().code())
                .set("attempt", progress.attempts())
                .set("operation", record.operationId())
                .set("epoch", record.epoch())
                .set("since", record.claimedAt())
                .set("until", record.notBefore())
                .set("outcome", progress.outcome())
                .set("evidence", progress.evidence())
                .set("verified", progress.verifiedAt())
                .set("earlier", progress.maybeEarlier())
                .set("kind", progress.kind())
                .set("effect", progress.effect())
                .set("permanent", progress.permanent())
                .set("code", progress.answer().code())
                .set("request", progress.answer().requestId())
                .set("outcome_at", progress.answer().at())
                .set("read", progress.readAt())
                .set("job", job)
                .set("id", id)
                .update();
    }

    @Override
    public List<Target> page(int account, TargetSelection selection, long after, int limit, Instant now) {
        DetachedFaces detached = tx.detached(job);
        boolean anyDetached = detached.hasAny();
        return select(
                        "SELECT id, line, attempt, operation, person_hash, person, maybe_earlier, kind, not_before,"
                                + " outcome_at, since, " + UNUSABLE_ROW + " AS unusable",
                        selection,
                        " AND id > :after ORDER BY id LIMIT :limit")
                .set("account", account)
                .set("after", after)
                .set("limit", limit)
                .list(row -> {
                    checkUsable(row, "row " + row.number("id") + ", line " + row.number("line") + " of the list,");
                    return target(row, selection, now, anyDetached ? detached : null);
                });
    }

    @Override
    public long count(int account, TargetSelection selection) {
        return select("SELECT count(*)", selection, "").set("account", account).number();
    }

    private Query select(String columns, TargetSelection selection, String conditionsAndOrder) {
        PostgresTables tables = tx.tables(job);
        StringBuilder where = new StringBuilder(" FROM " + tables.rows() + " AS r WHERE r.job = " + job
                + " AND r.account = :account AND r.state = " + selection.state().code());
        if (selection.beforeEpoch() != null) {
            where.append(" AND (epoch IS NULL OR epoch < :epoch)");
        }
        if (selection.withoutStopped()) {
            where.append(" AND NOT (attempt > 0 AND ")
                    .append(PostgresHoldList.isHeld(tables, job, "r.id"))
                    .append(')');
        }
        String isNotPermanent = selection.withoutPermanent() ? " AND coalesce(permanent, 0) = 0" : "";
        FaceKind requiredFaces = selection.withFaces();
        if (requiredFaces == null) {
            where.append(isNotPermanent);
        } else {
            where.append(" AND (").append(hasOpenFaces("r"));
            if (requiredFaces == FaceKind.OPEN_OR_FAILED) {
                where.append(" OR (")
                        .append(hasFailedFaces("r"))
                        .append(isNotPermanent)
                        .append(')');
            }
            where.append(')');
        }
        Query query = tx.sql(columns + where + conditionsAndOrder);
        return selection.beforeEpoch() == null ? query : query.set("epoch", selection.beforeEpoch());
    }

    private Target target(Row row, TargetSelection selection, Instant now, @Nullable DetachedFaces detached)
            throws SQLException {
        long id = row.number("id");
        Operation operation = row.constant(Operation.class, "operation");
        boolean ofFaces = operation == Operation.DELETE_FACES;
        List<OpenFace> faces = ofFaces ? faces(selection.faces(), id) : List.of();
        if (ofFaces && faces.isEmpty()) {
            throw new ErasureException(
                    Reason.LEDGER_UNREADABLE,
                    "the ledger is damaged: the table " + faces() + " has no face to delete for row " + id + ", line "
                            + row.number("line")
                            + " of the list; 'efface receipts repair' restores the faces from the receipts");
        }
        return new Target(
                id,
                (int) row.number("attempt"),
                selection.state(),
                operation,
                HexFormat.of().formatHex(row.bytes("person_hash")),
                new HiddenId(row.bytes("person"), id, JobCipher.PERSON),
                faces,
                row.flag("maybe_earlier"),
                notBefore(row, now),
                row.time("outcome_at"),
                0,
                !ofFaces && isRefuted(row),
                detached == null ? List.of() : detached.of(id));
    }

    /** Returns {@code notBefore} of a target. The value is reduced if the clock was set back after the value was stored. */
    private static @Nullable Instant notBefore(Row row, Instant now) throws SQLException {
        Instant notBefore = row.time("not_before");
        Instant claimedAt = row.time("since");
        Instant outcomeAt = row.time("outcome_at");
        Instant storedAt =
                claimedAt == null || (outcomeAt != null && outcomeAt.isAfter(claimedAt)) ? outcomeAt : claimedAt;
        if (notBefore == null || storedAt == null) {
            return notBefore;
        }
        Instant latest = now.plus(Duration.between(storedAt, notBefore));
        return notBefore.isAfter(latest) ? latest : notBefore;
    }

    private static boolean isRefuted(Row row) throws SQLException {
        return ErrorKind.STILL_PRESENT.name().equals(row.textOrNull("kind"));
    }

    private List<OpenFace> faces(@Nullable FaceKind kind, long target) {
        String condition = "";
        if (kind != null) {
            String open = isOpen("outcome");
            String failed = kind == FaceKind.OPEN ? "" : " OR outcome = '" + FaceOutcome.FAILED + "'";
            condition = " AND (" + open + failed + ")";
        }
        return tx.sql("SELECT row_id, number, hash, face, outcome, maybe_earlier, kind, " + UNUSABLE_FACE
                        + " AS unusable FROM " + faces() + " WHERE job = " + job + " AND target = :target" + condition
                        + " ORDER BY row_id, number")
                .set("target", target)
                .list(row -> {
                    long namingRow = row.number("row_id");
                    checkUsable(row, "a face of row " + namingRow);
                    int number = (int) row.number("number");
                    return new OpenFace(
                            namingRow,
                            number,
                            HexFormat.of().formatHex(row.bytes("hash")),
                            new HiddenId(row.bytes("face"), namingRow, number),
                            row.constantOrNull(FaceOutcome.class, "outcome"),
                            row.flag("maybe_earlier"),
                            isRefuted(row));
                });
    }

    private static void checkUsable(Row row, String place) throws SQLException {
        String column = row.textOrNull("unusable");
        if (column != null) {
            throw new ErasureException(
                    Reason.LEDGER_UNREADABLE,
                    "the ledger is damaged: the column " + column + " of " + place
                            + " holds a value that it cannot have; use a copy of the database from before the damage");
        }
    }

    /**
     * Returns an SQL condition: whether a target has a face that is neither gone nor retained nor failed.
     *
     * @param row the alias of the target's row in the query
     */
    private String hasOpenFaces(String row) {
        return hasFaces(row, isOpen("f.outcome"));
    }

    /** Returns an SQL condition: whether a target has a face that certainly was not deleted. */
    private String hasFailedFaces(String row) {
        return hasFaces(row, "f.outcome = '" + FaceOutcome.FAILED + "'");
    }

    private String hasFaces(String row, String condition) {
        return "EXISTS(SELECT 1 FROM " + faces() + " AS f WHERE f.job = " + job + " AND f.target = " + row + ".id AND "
                + condition + ")";
    }

    /**
     * Returns an SQL condition: whether the outcome of a face is open, so that another attempt has to delete the face.
     *
     * @param outcome the SQL expression for the outcome
     */
    private static String isOpen(String outcome) {
        return "(" + outcome + " IS NULL OR " + outcome + " IN ('" + FaceOutcome.UNKNOWN + "', '"
                + FaceOutcome.UNCONFIRMED + "', '" + FaceOutcome.NOT_ATTEMPTED + "'))";
    }

    @Override
    public SortedMap<Long, TargetRecord> inFlight(int account) {
        SortedMap<Long, TargetRecord> records = new TreeMap<>();
        tx.locks().share(job);
        tx.sql(SELECT_RECORD + rows() + " WHERE job = " + job + " AND account = :account AND state = "
                        + TargetState.IN_FLIGHT.code() + " ORDER BY id" + (tx.isWriting() ? " FOR UPDATE" : ""))
                .set("account", account)
                .list(row -> Map.entry(row.number("id"), record(row)))
                .forEach(target -> records.put(target.getKey(), target.getValue()));
        return records;
    }

    @Override
    public List<StateCount> counts() {
        return tx.sql("SELECT coalesce(account, 0) AS account, state, count(*) AS count FROM " + rows()
                        + " WHERE job = " + job + " GROUP BY 1, 2")
                .list(row -> new StateCount(
                        (int) row.number("account"), TargetState.of(row.whole("state")), row.number("count")));
    }

    @Override
    public List<StateCount> recount() {
        return counts();
    }

    @Override
    public JobCounts summary() {
        return new PostgresRowCounts(tx, job, hasOpenFaces("r")).read();
    }

    @Override
    public void requireWhole(Collection<Integer> accounts) {
        new PostgresRowCounts(tx, job, hasOpenFaces("r")).requireWhole(accounts);
    }

    @Override
    public List<UnresolvedTarget> unresolved(int limit) {
        return tx.sql("SELECT r.line, a.name AS account, r.state, r.kind, r.vendor_code FROM " + rows()
                        + " AS r LEFT JOIN " + tx.tables().accounts()
                        + " AS a ON a.job = r.job AND a.number = r.account WHERE r.job = " + job + " AND (r.state = "
                        + TargetState.UNKNOWN.code() + " OR (r.state = " + TargetState.PARTIAL.code()
                        + " AND r.kind IS NOT NULL) OR (r.state = " + TargetState.FAILED.code()
                        + " AND coalesce(r.permanent, 0) = 0)) ORDER BY r.line, r.id LIMIT :limit")
                .set("limit", limit)
                .list(row -> new UnresolvedTarget(
                        row.number("line"),
                        row.text("account"),
                        TargetState.of(row.number("state")),
                        Optional.ofNullable(row.constantOrNull(ErrorKind.class, "kind")),
                        Optional.ofNullable(row.textOrNull("vendor_code"))));
    }

    @Override
    public long lastRow() {
        return tx.sql("SELECT coalesce(max(id), 0) FROM " + rows() + " WHERE job = :job")
                .set("job", job)
                .number();
    }

    @Override
    public long unproven() {
        return tx.sql("SELECT count(*) FROM " + rows() + " WHERE job = " + job + " AND state NOT IN ("
                        + TargetState.HELD.code() + ", " + TargetState.REFUSED.code() + ", "
                        + TargetState.DUPLICATE.code() + ") AND (state <> " + TargetState.DONE.code()
                        + " OR evidence IS DISTINCT FROM 'VERIFIED_ABSENT')")
                .number();
    }
}
