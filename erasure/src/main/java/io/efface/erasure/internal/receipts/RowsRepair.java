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
    /**
     * The longest time for which a request is assumed to be on its way to the vendor. If a row cannot be trusted, the time of the last
     * request for its target is unknown. So after the repair, a run waits for this time before it sends the next request for the target.
     */
    private static final Duration REQUEST_LIFETIME = Duration.ofMinutes(2);

    private static final int STATE_BITS = 4;
    private static final int STATE_MASK = (1 << STATE_BITS) - 1;

    private final Transaction tx;
    private final Job job;
    private final RowEdits edits;
    private final Instant now;
    private final EventReader reader = new EventReader();
    /** The rows that differ: the row's number in the high bits, and in the low {@link #STATE_BITS} bits the code of the correct state. */
    private long[] differentRows = new long[16];

    private int differentCount;

    private RowsRepair(Transaction tx, Job job, Instant now) {
        this.tx = tx;
        this.job = job;
        this.edits = tx.edits(job.number());
        this.now = now;
    }

    /** Implements {@link Receipts#repair}. */
    public static RepairSummary repair(LedgerStore ledger, KeyFolder keys, Clock clock, String job) {
        Job found = ledger.writer().write(tx -> tx.jobs().findForRepair(job)).orElseGet(() -> ledger.job(job));
        SealSigner signer = keys.signer(found.keys());
        LedgerStore.Occupation occupation = ledger.occupy(found);
        try (occupation) {
            RepairSummary summary = ledger.writer().write(tx -> {
                int cells = tx.edits(found.number()).makeReadable();
                new JobReceipts(ledger, keys, clock).open(tx, tx.jobs().get(job), false);
                MacKey mac = MacKey.read(keys.folder()).orElse(null);
                return apply(tx, tx.jobs().get(job), cells, signer.publicKey(), mac, clock);
            });
            new Sealer(ledger.writer(), ledger.id(), found, signer, clock).sealAll();
            return summary;
        }
    }

    /**
     * Restores the values that the events record. Call {@link RowEdits#makeReadable} first.
     *
     * @param cells the number of values that {@link RowEdits#makeReadable} removed, which the event about the repair records
     * @throws ErasureException of reason {@code ROWS_DIFFER}, without any change, if the receipts are broken, or if the hold list does not
     *     have the recorded digest
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
        try (EventFold fold = RowsVerifier.startFold(tx, job.number(), true)) {
            before = compare(job, fold, key, mac, this::addDifferentRow);
            Object holdsDigest = fold.job().holdsDigest();
            if (holdsDigest != null && !tx.holds(job.number()).sha256().equals(holdsDigest)) {
                throw new ErasureException(
                        Reason.ROWS_DIFFER,
                        "the hold list differs from the recorded hold list, and the receipts contain only its digest; nothing was"
                                + " restored: correct the list with 'efface hold add' and 'efface hold remove', which record each"
                                + " change, then repeat the repair");
            }
            if (before.agrees() && cells == 0) {
                return new RepairSummary(job.name(), 0, 0, 0, before);
            }
            restoreJob(fold.job());
            EventsByTarget.Reader eventsByTarget = fold.eventsByTarget().read();
            for (int i = 0; i < differentCount; i++) {
                TargetState state = TargetState.of(differentRows[i] & STATE_MASK);
                restore(fold, eventsByTarget, differentRows[i] >> STATE_BITS, state);
            }
        }
        RowsCheck after;
        try (EventFold fold = RowsVerifier.startFold(tx, job.number(), false)) {
            after = compare(tx.jobs().get(job.name()), fold, key, mac, (row, state) -> {});
        }
        tx.events(job.number())
                .add(Event.of(EventType.OVERRIDDEN, now)
                        .with("check", "rows")
                        .with("differences", before.differences())
                        .with("restored", differentCount)
                        .with("cells", cells == 0 ? null : cells)
                        .with("left", after.differences()));
        return new RepairSummary(job.name(), before.differences(), differentCount, cells, after);
    }

    private RowsCheck compare(
            Job job, EventFold fold, SealKey key, @Nullable MacKey mac, RowsVerifier.DifferentRows differentRows)
            throws IOException {
        ReceiptsCheck receipts = RowsVerifier.checkReceipts(key, mac, tx, job, fold);
        if (receipts.verdict() == Verdict.BROKEN) {
            throw new ErasureException(
                    Reason.ROWS_DIFFER,
                    "the receipts of the job '" + job.name() + "' are " + receipts.sentence()
                            + "; rows cannot be restored from them: use a copy of the ledger with intact receipts");
        }
        RowsVerifier verifier = new RowsVerifier(tx, job, fold, differentRows);
        verifier.compare(receipts);
        return verifier.result();
    }

    private void addDifferentRow(long row, TargetState state) {
        if (differentCount == differentRows.length) {
            differentRows = Arrays.copyOf(differentRows, differentCount * 2);
        }
        differentRows[differentCount] = row << STATE_BITS | state.code();
        differentCount++;
    }

    private void restoreJob(JobFold recorded) {
        JobState state = recorded.expectedState(job);
        if (state != job.state()) {
            tx.jobs().setState(job.number(), state);
        }
        Map<?, ?> plan = recorded.plan();
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

    private void restore(EventFold fold, EventsByTarget.Reader eventsByTarget, long row, TargetState state)
            throws IOException {
        boolean hasEvents = fold.targets().has(PackedTargets.SEEN, row);
        TargetProgress progress = TargetProgress.NEW;
        Map<String, FaceRecord> faces = new HashMap<>();
        boolean namesAllFaces = true;
        boolean hasFaces = fold.targets().has(PackedTargets.HAS_FACES, row) || edits.hasFaces(row);
        if (hasFaces) {
            edits.faces(row).forEach(hash -> faces.put(HexFormat.of().formatHex(hash), FaceRecord.NEW));
        }
        for (long seq : eventsByTarget.of(row)) {
            byte[] bytes = tx.events(job.number()).bytes(seq);
            TargetEvent event = reader.read(bytes) == null ? null : reader.event();
            if (event != null) {
                progress = progress.apply(event);
                FaceFold.apply(event, faces);
                namesAllFaces &= !(event instanceof TargetEvent.ReadBack read) || read.isComplete();
            }
        }
        // Receipts without PLANNED are from an older version of Efface, which did not record all values of failures and
        // of the vendor's responses.
        boolean eventsAreComplete = fold.job().plan() != null;
        Instant notBefore = state == TargetState.DONE || !hasEvents ? null : now.plus(REQUEST_LIFETIME);
        edits.restore(row, progress.withState(state), notBefore, eventsAreComplete, hasEvents);
        if (hasFaces && (namesAllFaces || eventsAreComplete)) {
            faces.forEach((hash, face) -> edits.restoreFace(row, HexFormat.of().parseHex(hash), face));
        }
    }
}
