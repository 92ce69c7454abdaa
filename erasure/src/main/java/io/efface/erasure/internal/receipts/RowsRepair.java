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
import io.efface.erasure.internal.ledger.record.EventReader;
import io.efface.erasure.internal.ledger.record.EventType;
import io.efface.erasure.internal.ledger.record.FaceRecord;
import io.efface.erasure.internal.ledger.record.Job;
import io.efface.erasure.internal.ledger.record.TargetEvent;
import io.efface.erasure.internal.ledger.record.TargetProgress;
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

    private static final int STATE_BITS = 4;

    private final Transaction tx;
    private final Job job;
    private final RowEdits edits;
    private final Instant now;
    private final EventReader reader = new EventReader();
    /** The rows that differ, each with the code of the state that it must have. */
    private long[] different = new long[16];

    private int size;

    private RowsRepair(Transaction tx, Job job, Instant now) {
        this.tx = tx;
        this.job = job;
        this.edits = tx.edits(job.number());
        this.now = now;
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
     * Restores what the events record, after {@link #clear}.
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
        RowsCheck before;
        try (EventFold fold = RowsVerifier.fold(tx, job.number(), true)) {
            before = compare(job, fold, key, mac, this::add);
            if (fold.job().holds() != null
                    && !tx.holds(job.number()).sha256().equals(fold.job().holds())) {
                throw new ErasureException(
                        Reason.ROWS_DIFFER,
                        "the hold list is not the one that was recorded, and the receipts hold only its digest; nothing was"
                                + " restored: bring it back with 'efface hold add' and 'efface hold remove', which record it,"
                                + " then repeat the repair");
            }
            if (before.agrees() && cells == 0) {
                return new RepairSummary(job.name(), 0, 0, 0, before);
            }
            restoreJob(fold.job());
            try (EventsByTarget.Reader order = fold.order().read()) {
                for (int i = 0; i < size; i++) {
                    restore(fold, order, different[i] >> STATE_BITS, TargetState.of(different[i] & 15));
                }
            }
        }
        RowsCheck after;
        try (EventFold again = RowsVerifier.fold(tx, job.number(), false)) {
            after = compare(tx.jobs().get(job.name()), again, key, mac, (row, state) -> {});
        }
        tx.events(job.number())
                .add(Event.of(EventType.OVERRIDDEN, now)
                        .with("check", "rows")
                        .with("differences", before.differences())
                        .with("restored", size)
                        .with("cells", cells == 0 ? null : cells)
                        .with("left", after.differences()));
        return new RepairSummary(job.name(), before.differences(), size, cells, after);
    }

    private RowsCheck compare(
            Job with, EventFold fold, SealKey key, @Nullable MacKey mac, RowsVerifier.DifferentRows rows)
            throws IOException {
        ReceiptsCheck receipts = RowsVerifier.receipts(key, mac, tx, with, fold);
        if (receipts.verdict() == Verdict.BROKEN) {
            throw new ErasureException(
                    Reason.ROWS_DIFFER,
                    "the receipts of the job '" + job.name() + "' are " + receipts.sentence()
                            + "; rows cannot be restored from them: go on with a copy of the ledger that verifies");
        }
        RowsVerifier verifier = new RowsVerifier(tx, with, fold, rows);
        verifier.compare(receipts);
        return verifier.found();
    }

    private void add(long row, TargetState state) {
        if (size == different.length) {
            different = Arrays.copyOf(different, size * 2);
        }
        different[size] = row << STATE_BITS | state.code();
        size++;
    }

    private void restoreJob(JobFold recorded) {
        JobState least = recorded.state();
        boolean sent = job.state() != JobState.PLANNED && job.state() != JobState.PLANNING;
        Map<?, ?> plan = recorded.plan();
        boolean isPlanned = plan != null || job.digest() != null;
        boolean wrong = (least == JobState.SCRUBBED) != (job.state() == JobState.SCRUBBED)
                || (recorded.isStarted() && !sent)
                || (isPlanned && job.state() == JobState.PLANNING);
        if (wrong) {
            tx.jobs().setState(job.number(), least);
        }
        if (plan != null) {
            tx.jobs()
                    .restorePlan(
                            job.number(),
                            Objects.toString(plan.get("plan"), null),
                            recorded.plannedAt(),
                            plan.get("dueAt") instanceof String due ? Instant.parse(due) : null,
                            Objects.toString(plan.get("fromJob"), null));
        }
    }

    private void restore(EventFold fold, EventsByTarget.Reader order, long row, TargetState state) throws IOException {
        boolean named = fold.targets().has(PackedTargets.SEEN, row);
        TargetProgress progress = TargetProgress.NEW;
        Map<String, FaceRecord> faces = new HashMap<>();
        boolean hasFaces = fold.targets().has(PackedTargets.HAS_FACES, row) || edits.hasFaces(row);
        if (hasFaces) {
            edits.faces(row).forEach(hash -> faces.put(HexFormat.of().formatHex(hash), FaceRecord.NEW));
        }
        for (long seq : order.of(row)) {
            byte[] bytes = tx.events(job.number()).bytes(seq);
            TargetEvent event = reader.read(bytes) == null ? null : reader.event();
            if (event != null) {
                progress = progress.apply(event);
                FaceFold.apply(event, faces);
            }
        }
        // Only receipts with PLANNED record in full why a target failed and what the vendor answered.
        boolean inFull = fold.job().plan() != null;
        Instant notBefore = state == TargetState.DONE || !named ? null : now.plus(LEFT_ALONE);
        edits.restore(row, progress.in(state), notBefore, inFull, named);
        if (hasFaces) {
            faces.forEach((hash, face) -> edits.restoreFace(row, HexFormat.of().parseHex(hash), face));
        }
    }
}
