package io.efface.erasure.internal.ledger.sqlite;

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

/** The table of a job's rows, for runs and verifications. For one thread. */
public final class SqliteTargets implements Targets {
    /** SQL expression: the column of the first cell of a target that has the correct type but an unusable value, or NULL. */
    private static final String UNUSABLE_ROW = "CASE WHEN operation NOT IN (" + names(Operation.values())
            + ") THEN 'operation' WHEN person_hash IS NULL THEN 'person_hash' WHEN person IS NULL THEN 'person' END";

    /** SQL expression: the column of the first cell of a face that has the correct type but an unusable value, or NULL. */
    private static final String UNUSABLE_FACE = "CASE WHEN outcome NOT IN (" + names(FaceOutcome.values())
            + ") THEN 'outcome' WHEN face IS NULL THEN 'face' END";

    private static final String SELECT_RECORD = "SELECT id, state, attempt, operation, operation_id, epoch, since,"
            + " not_before, outcome, evidence, verified_at, maybe_earlier, kind, effect, permanent, vendor_code,"
            + " request_id, outcome_at, read_at FROM ";

    private final SqliteTransaction tx;
    private final int job;
    private final JobTables tables;
    private final String rows;
    private final String selectRecord;
    private final String updateRecord;

    public SqliteTargets(SqliteTransaction tx, int job) {
        this.tx = tx;
        this.job = job;
        this.tables = new JobTables(job);
        this.rows = tables.rows();
        this.selectRecord = SELECT_RECORD + rows + " WHERE id = :id";
        this.updateRecord = "UPDATE " + rows
                + " SET state = :state, attempt = :attempt, operation_id = :operation, epoch = :epoch,"
                + " since = :since, not_before = :until, outcome = :outcome, evidence = :evidence,"
                + " verified_at = :verified, maybe_earlier = :earlier, kind = :kind, effect = :effect,"
                + " permanent = :permanent, vendor_code = :code, request_id = :request,"
                + " outcome_at = :outcome_at, read_at = :read WHERE id = :id";
    }

    private static String names(Enum<?>[] constants) {
        return Arrays.stream(constants)
                .map(constant -> "'" + constant.name() + "'")
                .collect(Collectors.joining(", "));
    }

    @Override
    public Optional<TargetRecord> find(long id) {
        return tx.sql(selectRecord).set("id", id).first(SqliteTargets::record);
    }

    @Override
    public boolean hasPerson(int account, String personHash) {
        return tx.sql("SELECT 1 FROM " + rows + " WHERE account = :account AND person_hash = :person LIMIT 1")
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
        tx.sql(updateRecord)
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
                .set("id", id)
                .update();
    }

    @Override
    public List<Target> page(int account, TargetSelection selection, long after, int limit, Instant now) {
        DetachedFaces detached = tx.detached(job);
        boolean anyDetached = detached.hasAny();
        return select(
                        "SELECT id, line, attempt, operation, person_hash, person, maybe_earlier, kind, not_before,"
                                + " outcome_at, since, coalesce(" + CellTypes.ROWS.wrong(rows) + ", " + UNUSABLE_ROW
                                + ") AS wrong",
                        selection,
                        " AND id > :after ORDER BY id LIMIT :limit")
                .set("account", account)
                .set("after", after)
                .set("limit", limit)
                .list(row -> {
                    long id = row.number("id");
                    CellTypes.ROWS.check(row.textOrNull("wrong"), id, row.number("line"));
                    return target(row, selection, now, anyDetached ? detached : null);
                });
    }

    @Override
    public long count(int account, TargetSelection selection) {
        return select("SELECT count(*)", selection, "").set("account", account).number();
    }

    private Query select(String columns, TargetSelection selection, String conditionsAndOrder) {
        StringBuilder where = new StringBuilder(" FROM " + rows + " WHERE account = :account AND state = "
                + selection.state().code());
        if (selection.beforeEpoch() != null) {
            where.append(" AND (epoch IS NULL OR epoch < :epoch)");
        }
        if (selection.withoutStopped()) {
            where.append(" AND NOT (attempt > 0 AND ")
                    .append(HoldSql.isHeld(tables, rows + ".id"))
                    .append(')');
        }
        String isNotPermanent = selection.withoutPermanent() ? " AND coalesce(permanent, 0) = 0" : "";
        FaceKind requiredFaces = selection.withFaces();
        if (requiredFaces == null) {
            where.append(isNotPermanent);
        } else {
            where.append(" AND (").append(SqlConditions.hasOpenFaces(tables, rows));
            if (requiredFaces == FaceKind.OPEN_OR_FAILED) {
                where.append(" OR (")
                        .append(SqlConditions.hasFailedFaces(tables, rows))
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
                    "the ledger is damaged: the table " + tables.faces()
                            + ", or its index, has no face to delete for row "
                            + id + ", line " + row.number("line")
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
            String open = SqlConditions.isOpen("outcome");
            String failed = kind == FaceKind.OPEN ? "" : " OR outcome = '" + FaceOutcome.FAILED + "'";
            condition = " AND (" + open + failed + ")";
        }
        String table = tables.faces();
        return tx.sql("SELECT row, number, hash, face, outcome, maybe_earlier, kind, coalesce("
                        + CellTypes.FACES.wrong(table) + ", " + UNUSABLE_FACE + ") AS wrong FROM " + table
                        + " WHERE target = :target" + condition + " ORDER BY row, number")
                .set("target", target)
                .list(row -> {
                    long namingRow = row.number("row");
                    CellTypes.FACES.check(row.textOrNull("wrong"), namingRow, 0);
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

    @Override
    public SortedMap<Long, TargetRecord> inFlight(int account) {
        SortedMap<Long, TargetRecord> records = new TreeMap<>();
        tx.sql(SELECT_RECORD + rows + " WHERE account = :account AND state = " + TargetState.IN_FLIGHT.code())
                .set("account", account)
                .list(row -> Map.entry(row.number("id"), record(row)))
                .forEach(target -> records.put(target.getKey(), target.getValue()));
        return records;
    }

    @Override
    public List<StateCount> counts() {
        return counts("");
    }

    @Override
    public List<StateCount> recount() {
        return counts(" NOT INDEXED");
    }

    private List<StateCount> counts(String indexHint) {
        return tx.sql("SELECT coalesce(account, 0) AS account, state, count(*) AS count FROM " + rows + indexHint
                        + " GROUP BY account, state")
                .list(row -> new StateCount(
                        (int) row.number("account"), TargetState.of(row.whole("state")), row.number("count")));
    }

    @Override
    public JobCounts summary() {
        new SqliteTargetIndex(tx, job).requireAgreement();
        return new SqliteRowCounts(tx, job).read();
    }

    @Override
    public void requireWhole(Collection<Integer> accounts) {
        new SqliteTargetIndex(tx, job).requireWhole(accounts);
    }

    @Override
    public List<UnresolvedTarget> unresolved(int limit) {
        return tx.sql("SELECT line, (SELECT name FROM " + tables.accounts()
                        + " AS a WHERE a.number = r.account) AS account, state, kind, vendor_code FROM " + rows
                        + " AS r WHERE state = " + TargetState.UNKNOWN.code()
                        + " OR (state = " + TargetState.PARTIAL.code() + " AND kind IS NOT NULL)"
                        + " OR (state = " + TargetState.FAILED.code() + " AND coalesce(permanent, 0) = 0)"
                        + " ORDER BY line, id LIMIT :limit")
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
        return tx.sql("SELECT coalesce(max(id), 0) FROM " + rows).number();
    }

    @Override
    public long unproven() {
        return tx.sql("SELECT count(*) FROM " + rows + " WHERE state NOT IN (" + TargetState.HELD.code() + ", "
                        + TargetState.REFUSED.code() + ", " + TargetState.DUPLICATE.code() + ") AND (state <> "
                        + TargetState.DONE.code() + " OR evidence IS NOT 'VERIFIED_ABSENT')")
                .number();
    }
}
