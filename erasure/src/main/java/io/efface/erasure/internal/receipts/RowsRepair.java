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
import io.efface.erasure.internal.ledger.LedgerStore;
import io.efface.erasure.internal.ledger.RowEdits;
import io.efface.erasure.internal.ledger.Transaction;
import io.efface.erasure.internal.ledger.record.Event;
import io.efface.erasure.internal.ledger.record.EventLine;
import io.efface.erasure.internal.ledger.record.EventType;
import io.efface.erasure.internal.ledger.record.FaceResult;
import io.efface.erasure.internal.ledger.record.Job;
import io.efface.erasure.internal.ledger.record.RowResult;
import io.efface.erasure.keys.KeyFolder;
import io.efface.erasure.keys.MacKey;
import io.efface.erasure.keys.SealKey;
import io.efface.erasure.keys.SealSigner;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Restores the rows and faces of a job from its events, in one transaction. For one repair and one thread. */
public final class RowsRepair {
    /** A request of a target whose row cannot be trusted may still arrive for this long. */
    private static final Duration LEFT_ALONE = Duration.ofMinutes(2);

    private final Transaction tx;
    private final Job job;
    private final RowEdits edits;
    private final Instant now;
    private final EventFold fold;
    private final FaceFold faces;
    private final EventLine line = new EventLine(false);
    private long[] answers = new long[1024];
    private long[] different = new long[48];
    private int size;

    private RowsRepair(Transaction tx, Job job, Instant now) {
        this.tx = tx;
        this.job = job;
        this.edits = tx.edits(job.number());
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
     * Rebuilds the indexes of rows and faces, and empties the cells of a wrong type that a repair restores, so that the job can be read.
     * Of those that are in no event, a pause and a lease end, the count of {@code --max-absent} begins again, and the epoch becomes the greatest of all rows.
     *
     * @return how many cells there were
     */
    static int clear(Transaction tx, Job job) {
        RowEdits edits = tx.edits(job.number());
        // An index may be damaged by itself, and what follows finds rows by it.
        edits.rebuildIndexes();
        return edits.clearWrongCells()
                + tx.accounts(job.number()).clearWrongCells()
                + tx.jobs().clearWrongCells(job.number());
    }

    /**
     * Restores what the events say, after {@link #clear}.
     *
     * @param cells how many cells {@link #clear} emptied, for the record
     * @throws ErasureException of reason {@code ROWS_DIFFER} if the receipts are broken, or the hold list is not the one that was
     *     recorded; nothing is changed then
     */
    static RepairSummary apply(Transaction tx, Job job, int cells, SealKey key, @Nullable MacKey mac, Clock clock) {
        try {
            return new RowsRepair(tx, job, clock.instant()).apply(cells, key, mac);
        } catch (IOException e) {
            throw new ErasureException(Reason.LEDGER_UNREADABLE, "the receipts cannot be read", e);
        }
    }

    private RepairSummary apply(int cells, SealKey key, @Nullable MacKey mac) throws IOException {
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
        tx.events(job.number())
                .add(Event.of(EventType.OVERRIDDEN, now)
                        .with("check", "rows")
                        .with("differences", before.differences())
                        .with("restored", size / 3)
                        .with("cells", cells == 0 ? null : cells)
                        .with("left", after.differences()));
        return new RepairSummary(job.name(), before.differences(), size / 3, cells, after);
    }

    private RowsCheck checked(SealKey key, @Nullable MacKey mac) throws IOException {
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

    private void restoreJob() {
        JobState least = fold.jobState();
        boolean sent = job.state() != JobState.PLANNED && job.state() != JobState.PLANNING;
        boolean wrong = (least == JobState.SCRUBBED) != (job.state() == JobState.SCRUBBED)
                || (fold.isStarted() && !sent)
                || (isPlanned() && job.state() == JobState.PLANNING);
        if (wrong) {
            tx.jobs().setState(job.number(), least);
        }
        Map<?, ?> plan = fold.plan();
        if (plan != null) {
            tx.jobs()
                    .restorePlan(
                            job.number(),
                            Objects.toString(plan.get("plan"), null),
                            fold.plannedAt(),
                            plan.get("dueAt") instanceof String due ? Instant.parse(due) : null,
                            Objects.toString(plan.get("fromJob"), null));
        }
    }

    private boolean isPlanned() {
        return fold.plan() != null || job.digest() != null;
    }

    private void restore(long row, long shall, long is) throws IOException {
        boolean named = (shall & RowCode.SEEN) != 0;
        TargetState state = RowCode.state(shall);
        if (!named && (is & RowCode.HAS_PROBLEM) != 0) {
            state = TargetState.REFUSED;
        } else if (!named && (is & RowCode.HAS_TARGET) != 0) {
            state = TargetState.DUPLICATE;
        }
        RowResult result = result(row, shall);
        edits.restore(row, state, result, state == TargetState.DONE || !named ? null : now.plus(LEFT_ALONE), named);
        if (fold.plan() != null) {
            // Only receipts with PLANNED say in full why a target failed and what the vendor answered.
            edits.restoreAnswer(row, result);
        }
        if ((shall & RowCode.HAS_FACES) != 0 || edits.hasFaces(row)) {
            restoreFaces(row);
        }
    }

    /** Returns what the events say of a row. */
    private RowResult result(long row, long shall) {
        boolean answered = fold.plan() != null
                && row < answers.length
                && answers[(int) row] != 0
                && line.read(tx.events(job.number()).bytes(answers[(int) row]))
                && line.type == EventType.OUTCOME
                && !line.returned;
        boolean readable = answered && !line.orphaned;
        return new RowResult(
                RowCode.attempts(shall),
                RowResult.name(RowCode.outcome(shall)),
                RowResult.name(RowCode.evidence(shall)),
                (shall & RowCode.VERIFIED) == 0
                        ? null
                        : Instant.ofEpochMilli(fold.pages().verifiedAt(row)),
                (shall & RowCode.READ) == 0
                        ? null
                        : Instant.ofEpochMilli(fold.pages().readAt(row)),
                (shall & RowCode.MAYBE_EARLIER) != 0,
                RowResult.name(RowCode.kind(shall)),
                RowResult.name(RowCode.effect(shall)),
                RowCode.permanent(shall),
                readable ? line.code : null,
                readable ? line.requestId : null,
                answered ? line.at : null);
    }

    private void restoreFaces(long target) throws IOException {
        Map<String, FaceResult> results = new HashMap<>();
        for (byte[] hash : edits.faces(target)) {
            results.put(HexFormat.of().formatHex(hash), FaceResult.NOTHING);
        }
        faces.apply(target, results);
        results.forEach(
                (hash, result) -> edits.restoreFace(target, HexFormat.of().parseHex(hash), result));
    }
}
