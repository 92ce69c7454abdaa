package io.efface.erasure.internal.receipts;

import io.efface.erasure.ErasureException;
import io.efface.erasure.ErasureException.Reason;
import io.efface.erasure.JobState;
import io.efface.erasure.Receipts;
import io.efface.erasure.ReceiptsCheck;
import io.efface.erasure.ReceiptsCheck.Verdict;
import io.efface.erasure.RepairSummary;
import io.efface.erasure.RowsCheck;
import io.efface.erasure.TargetState;
import io.efface.erasure.input.ProblemCode;
import io.efface.erasure.internal.ledger.CellTypes;
import io.efface.erasure.internal.ledger.Cells;
import io.efface.erasure.internal.ledger.Event;
import io.efface.erasure.internal.ledger.EventLine;
import io.efface.erasure.internal.ledger.EventLog;
import io.efface.erasure.internal.ledger.EventType;
import io.efface.erasure.internal.ledger.Job;
import io.efface.erasure.internal.ledger.JobTables;
import io.efface.erasure.internal.ledger.LedgerStore;
import io.efface.erasure.internal.ledger.Transaction;
import io.efface.erasure.internal.ledger.FaceResult;
import io.efface.erasure.keys.KeyFolder;
import io.efface.erasure.keys.MacKey;
import io.efface.erasure.keys.SealKey;
import io.efface.erasure.keys.SealSigner;
import java.io.IOException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Restores the rows and faces of a job from its events, in one transaction. For one repair and one thread. */
public final class RowsRepair {
    /** A request of a target whose row cannot be trusted may still arrive for this long. */
    private static final Duration LEFT_ALONE = Duration.ofMinutes(2);

    private final Transaction tx;
    private final Job job;
    private final JobTables tables;
    private final Instant now;
    private final EventFold fold;
    private final FaceFold faces;
    private final EventLine line = new EventLine(false);
    private long[] answers = new long[1024];
    private long[] different = new long[48];
    private int size;

    private RowsRepair(Transaction tx, Job job, Instant now) throws SQLException {
        this.tx = tx;
        this.job = job;
        this.tables = job.tables();
        this.now = now;
        this.fold = RowsVerifier.fold(tx, job.number());
        this.faces = new FaceFold(fold.trails(), tx.events(job.number())::bytes);
    }

    /** Does what {@link Receipts#repair} says. */
    public static RepairSummary repair(LedgerStore ledger, KeyFolder keys, Clock clock, String job) {
        Job found = ledger.writer().write(tx -> tx.jobs().findDamaged(job)).orElseGet(() -> ledger.job(job));
        SealSigner signer = keys.signer(found.keys());
        LedgerStore.Occupation occupation = ledger.occupy(found);
        try (occupation) {
            RepairSummary summary = ledger.writer().write(tx -> {
                int cells = clear(tx, found);
                new JobReceipts(ledger, keys, clock).open(tx, tx.jobs().get(job), false);
                MacKey mac = MacKey.read(keys.folder()).orElse(null);
                return apply(tx, tx.jobs().get(job), cells, signer.publicKey(), mac, clock);
            });
            new Sealer(ledger.writer(), ledger.id(), found, signer, clock).sealAll();
            return summary;
        }
    }

    /**
     * Rebuilds the indexes of rows and faces, and empties the cells of a wrong type that a repair restores, so that the job can be read. Of those that are in no event, a pause and
     * a lease end, the count of {@code --max-absent} begins again, and the epoch becomes the greatest of all rows.
     *
     * @return how many cells there were
     */
    static int clear(Transaction tx, Job job) throws SQLException {
        JobTables tables = job.tables();
        // An index may be damaged by itself, and what follows finds rows by it.
        tx.execute("REINDEX " + tables.rows());
        tx.execute("REINDEX " + tables.faces());
        int cells = CellTypes.ROWS.clear(tx, tables.rows(), "1") + CellTypes.FACES.clear(tx, tables.faces(), "1");
        String counted = CellTypes.ACCOUNTS.wrong("a", List.of("sampled", "absent"));
        cells += tx.prepare("UPDATE " + tables.accounts() + " AS a SET sampled = 0, absent = 0 WHERE " + counted
                        + " IS NOT NULL")
                .executeUpdate();
        cells += CellTypes.ACCOUNTS.clear(tx, tables.accounts(), "1");
        String epoch = CellTypes.JOBS.wrong("job", List.of("epoch"));
        cells += tx.prepare("UPDATE job SET epoch = (SELECT coalesce(max(epoch), 0) FROM " + tables.rows()
                        + ") WHERE number = " + job.number() + " AND " + epoch + " IS NOT NULL")
                .executeUpdate();
        return cells + CellTypes.JOBS.clear(tx, "job", "number = " + job.number());
    }

    /**
     * Restores what the events say, after {@link #clear}.
     *
     * @param cells how many cells {@link #clear} emptied, for the record
     * @throws ErasureException of reason {@code ROWS_DIFFER} if the receipts are broken, or the hold list is not the one that was
     *     recorded; nothing is changed then
     */
    static RepairSummary apply(Transaction tx, Job job, int cells, SealKey key, @Nullable MacKey mac, Clock clock)
            throws SQLException {
        try {
            return new RowsRepair(tx, job, clock.instant()).apply(cells, key, mac);
        } catch (IOException e) {
            throw new ErasureException(Reason.LEDGER_UNREADABLE, "the receipts cannot be read", e);
        }
    }

    private RepairSummary apply(int cells, SealKey key, @Nullable MacKey mac) throws IOException, SQLException {
        ReceiptsCheck receipts;
        try (LedgerReceipts source = LedgerReceipts.open(tx, job.name())) {
            receipts = new ReceiptsVerifier(key, mac, source, this::take).check();
        }
        if (receipts.verdict() == Verdict.BROKEN) {
            throw new ErasureException(
                    Reason.ROWS_DIFFER,
                    "the receipts of the job '" + job.name() + "' are " + receipts.sentence()
                            + "; rows cannot be restored from them: go on with a copy of the ledger that verifies");
        }
        RowsVerifier verifier = new RowsVerifier(tx, job, fold, faces, this::add);
        verifier.compare(receipts);
        RowsCheck before = verifier.found();
        if (fold.holds() != null && !tx.holds(job.number()).sha256().equals(fold.holds())) {
            throw new ErasureException(
                    Reason.ROWS_DIFFER,
                    "the hold list is not the one that was recorded, and the receipts hold only its digest; nothing was"
                            + " restored: bring it back with 'efface hold add' and 'efface hold remove', which record it,"
                            + " then repeat the repair");
        }
        if (before.agrees() && cells == 0) {
            return new RepairSummary(job.name(), 0, 0, 0, before);
        }
        restoreJob();
        for (int i = 0; i < size; i += 3) {
            restore(different[i], different[i + 1], different[i + 2]);
        }
        RowsCheck after = checked(key, mac);
        EventLog.add(
                tx,
                tables,
                Event.of(EventType.OVERRIDDEN, now)
                        .with("check", "rows")
                        .with("differences", before.differences())
                        .with("restored", size / 3)
                        .with("cells", cells == 0 ? null : cells)
                        .with("left", after.differences()));
        return new RepairSummary(job.name(), before.differences(), size / 3, cells, after);
    }

    private RowsCheck checked(SealKey key, @Nullable MacKey mac) throws IOException, SQLException {
        Job restored = tx.jobs().get(job.name());
        EventFold again = RowsVerifier.fold(tx, job.number());
        FaceFold facesAgain = new FaceFold(again.trails(), tx.events(job.number())::bytes);
        ReceiptsCheck receipts;
        try (LedgerReceipts source = LedgerReceipts.open(tx, job.name())) {
            receipts = new ReceiptsVerifier(key, mac, source, again::add).check();
        }
        RowsVerifier verifier = new RowsVerifier(tx, restored, again, facesAgain, (row, shall, is) -> {});
        verifier.compare(receipts);
        return verifier.found();
    }

    /** Folds an event, and keeps which one says what the vendor answered last. */
    private void take(byte[] bytes, long seq, boolean sealed) {
        fold.add(bytes, seq, sealed);
        if (line.read(bytes)
                && (line.type == EventType.ATTEMPTED || line.type == EventType.OUTCOME)
                && line.target > 0
                && line.target <= fold.last()) {
            int target = (int) line.target;
            if (target >= answers.length) {
                answers = Arrays.copyOf(answers, Math.max(target + 1, answers.length + (answers.length >> 1)));
            }
            answers[target] = seq;
        }
    }

    private void add(long row, long shall, long is) {
        if (size + 3 > different.length) {
            different = Arrays.copyOf(different, different.length + (different.length / 6 * 3));
        }
        different[size] = row;
        different[size + 1] = shall;
        different[size + 2] = is;
        size += 3;
    }

    private void restoreJob() throws SQLException {
        JobState least = fold.jobState();
        boolean sent = job.state() != JobState.PLANNED && job.state() != JobState.PLANNING;
        boolean wrong = (least == JobState.SCRUBBED) != (job.state() == JobState.SCRUBBED)
                || (fold.isStarted() && !sent)
                || (isPlanned() && job.state() == JobState.PLANNING);
        if (wrong) {
            PreparedStatement state = tx.prepare("UPDATE job SET state = ? WHERE number = ?");
            state.setString(1, least.name());
            state.setInt(2, job.number());
            state.executeUpdate();
        }
        Map<?, ?> plan = fold.plan();
        if (plan != null) {
            PreparedStatement update =
                    tx.prepare("UPDATE job SET digest = ?, planned_at = ?, due_at = ?, from_job = ? WHERE number = ?");
            update.setString(1, Objects.toString(plan.get("plan"), null));
            Cells.setTime(update, 2, fold.plannedAt());
            Cells.setTime(update, 3, plan.get("dueAt") instanceof String due ? Instant.parse(due) : null);
            update.setString(4, Objects.toString(plan.get("fromJob"), null));
            update.setInt(5, job.number());
            update.executeUpdate();
        }
    }

    private boolean isPlanned() {
        return fold.plan() != null || job.digest() != null;
    }

    private void restore(long row, long shall, long is) throws IOException, SQLException {
        boolean named = (shall & RowCode.SEEN) != 0;
        TargetState state = RowCode.state(shall);
        if (!named && (is & RowCode.HAS_PROBLEM) != 0) {
            state = TargetState.REFUSED;
        } else if (!named && (is & RowCode.HAS_TARGET) != 0) {
            state = TargetState.DUPLICATE;
        }
        PreparedStatement update = tx.prepare("UPDATE " + tables.rows() + " SET state = ?, attempt = ?, outcome = ?,"
                + " evidence = ?, verified_at = ?, read_at = ?, maybe_earlier = ?, operation_id = NULL, epoch = NULL,"
                + " since = NULL, not_before = ?"
                + (named
                        ? ", duplicate_of = NULL, problem = CASE WHEN problem = '" + ProblemCode.ID_AGAINST_RULE
                                + "' THEN problem END"
                        : "")
                + " WHERE id = ?");
        update.setInt(1, state.code());
        update.setInt(2, RowCode.attempts(shall));
        update.setString(3, Cells.name(RowCode.outcome(shall)));
        update.setString(4, Cells.name(RowCode.evidence(shall)));
        setMillis(update, 5, (shall & RowCode.VERIFIED) != 0, fold.pages().verifiedAt(row));
        setMillis(update, 6, (shall & RowCode.READ) != 0, fold.pages().readAt(row));
        update.setBoolean(7, (shall & RowCode.MAYBE_EARLIER) != 0);
        Cells.setTime(update, 8, state == TargetState.DONE || !named ? null : now.plus(LEFT_ALONE));
        update.setLong(9, row);
        update.executeUpdate();
        if (fold.plan() != null) {
            restoreAnswer(row, shall);
        }
        if ((shall & RowCode.HAS_FACES) != 0 || hasFaces(row)) {
            restoreFaces(row);
        }
    }

    /** Restores why a target failed and what the vendor answered, which only receipts with {@code PLANNED} say in full. */
    private void restoreAnswer(long row, long shall) throws IOException, SQLException {
        boolean answered = row < answers.length
                && answers[(int) row] != 0
                && line.read(tx.events(job.number()).bytes(answers[(int) row]))
                && line.type == EventType.OUTCOME
                && !line.returned;
        PreparedStatement update = tx.prepare("UPDATE " + tables.rows() + " SET kind = ?, effect = ?, permanent = ?,"
                + " vendor_code = ?, request_id = ?, outcome_at = ? WHERE id = ?");
        update.setString(1, Cells.name(RowCode.kind(shall)));
        update.setString(2, Cells.name(RowCode.effect(shall)));
        Boolean permanent = RowCode.permanent(shall);
        if (permanent == null) {
            update.setNull(3, Types.INTEGER);
        } else {
            update.setBoolean(3, permanent);
        }
        update.setString(4, answered && !line.orphaned ? line.code : null);
        update.setString(5, answered && !line.orphaned ? line.requestId : null);
        Cells.setTime(update, 6, answered ? line.at : null);
        update.setLong(7, row);
        update.executeUpdate();
    }

    private boolean hasFaces(long row) throws SQLException {
        PreparedStatement select = tx.prepare(
                "SELECT EXISTS(SELECT 1 FROM " + tables.faces() + " NOT INDEXED WHERE row = ? AND target = ?)");
        select.setLong(1, row);
        select.setLong(2, row);
        try (ResultSet found = select.executeQuery()) {
            return found.next() && found.getBoolean(1);
        }
    }

    private void restoreFaces(long target) throws IOException, SQLException {
        Map<String, FaceResult> facts = new HashMap<>();
        PreparedStatement select = tx.prepare("SELECT hash FROM " + tables.faces() + " WHERE target = ?");
        select.setLong(1, target);
        try (ResultSet face = select.executeQuery()) {
            while (face.next()) {
                facts.put(HexFormat.of().formatHex(face.getBytes(1)), FaceResult.NOTHING);
            }
        }
        faces.apply(target, facts);
        PreparedStatement update = tx.prepare("UPDATE " + tables.faces()
                + " SET outcome = ?, evidence = ?, verified_at = ?, maybe_earlier = ?, kind = ?"
                + " WHERE target = ? AND hash = ?");
        for (Map.Entry<String, FaceResult> face : facts.entrySet()) {
            FaceResult fact = face.getValue();
            update.setString(1, fact.outcome());
            update.setString(2, fact.evidence());
            Cells.setTime(update, 3, fact.verifiedAt());
            update.setBoolean(4, fact.maybeEarlier());
            update.setString(5, fact.kind());
            update.setLong(6, target);
            update.setBytes(7, HexFormat.of().parseHex(face.getKey()));
            update.executeUpdate();
        }
    }

    private static void setMillis(PreparedStatement statement, int place, boolean isThere, long millis)
            throws SQLException {
        if (isThere) {
            statement.setLong(place, millis);
        } else {
            statement.setNull(place, Types.INTEGER);
        }
    }
}
