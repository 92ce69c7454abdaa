package io.efface.erasure.internal.receipts;

import io.efface.erasure.ErasureException;
import io.efface.erasure.ErasureException.Reason;
import io.efface.erasure.JobState;
import io.efface.erasure.ReceiptsCheck;
import io.efface.erasure.ReceiptsCheck.Verdict;
import io.efface.erasure.RowsCheck;
import io.efface.erasure.RowsCheck.Kind;
import io.efface.erasure.TargetState;
import io.efface.erasure.input.ProblemCode;
import io.efface.erasure.internal.ledger.Cursor;
import io.efface.erasure.internal.ledger.LedgerLocation;
import io.efface.erasure.internal.ledger.PlanDigest;
import io.efface.erasure.internal.ledger.StoredRows;
import io.efface.erasure.internal.ledger.Transaction;
import io.efface.erasure.internal.ledger.record.Answer;
import io.efface.erasure.internal.ledger.record.Job;
import io.efface.erasure.internal.ledger.record.PlannedRow;
import io.efface.erasure.internal.ledger.record.RowResult;
import io.efface.erasure.internal.ledger.record.StoredRow;
import io.efface.erasure.internal.ledger.record.TargetProgress;
import io.efface.erasure.keys.Digests;
import io.efface.erasure.keys.MacKey;
import io.efface.erasure.keys.SealKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Compares a job's rows with the progress that the job's events record. Reads every row once, in order. For one check and one thread. */
public final class RowsVerifier {
    private final Transaction tx;
    private final Job job;
    private final EventFold fold;
    private final Differences differences = new Differences();
    private final MessageDigest sha256 = Digests.sha256();
    private final PlanDigest digest = new PlanDigest();
    private final List<String> limits = new ArrayList<>();
    private final DifferentRows differentRows;
    private final BitSet heldTargets;
    private final boolean eventsAreComplete;
    private long rowCount;
    private long unsealedRowCount;
    private long unsealedDoneCount;
    private boolean hasUnknownState;

    /** Receives the rows that differ. */
    interface DifferentRows {
        /**
         * Receives a row that differs.
         *
         * @param row the row's number
         * @param state the correct state of the row, according to the events, the input list and the hold list
         */
        void add(long row, TargetState state);
    }

    RowsVerifier(Transaction tx, Job job, EventFold fold, DifferentRows differentRows) {
        this.differentRows = differentRows;
        this.tx = tx;
        this.job = job;
        this.fold = fold;
        this.eventsAreComplete = fold.job().plan() != null;
        this.heldTargets = readHeldTargets();
    }

    /**
     * Checks a job's receipts. If they are not broken, also checks the job's rows.
     *
     * @param mac the key for the HMACs of the events without a seal, or null to leave these HMACs unchecked
     * @param tx a snapshot of the ledger
     */
    public static ReceiptsCheck check(SealKey key, @Nullable MacKey mac, Transaction tx, Job job) throws IOException {
        try (EventFold fold = startFold(tx, job.number(), false)) {
            ReceiptsCheck receipts = checkReceipts(key, mac, tx, job, fold);
            boolean isBeingPlanned = job.state() == JobState.PLANNING
                    && fold.job().plan() == null
                    && !fold.job().isStarted();
            if (receipts.verdict() == Verdict.BROKEN || isBeingPlanned) {
                return receipts;
            }
            RowsVerifier verifier = new RowsVerifier(tx, job, fold, (row, state) -> {});
            verifier.compare(receipts);
            verifier.compareTotals(receipts);
            return receipts.with(verifier.result());
        }
    }

    /**
     * Checks a job in a snapshot of a ledger.
     *
     * @param mac the key for the HMACs of the events without a seal, or null to leave these HMACs unchecked
     * @throws ErasureException if the ledger cannot be read, or if it has no such job
     */
    public static ReceiptsCheck check(SealKey key, @Nullable MacKey mac, LedgerLocation ledger, String job) {
        try {
            return ledger.read(
                    snapshot -> check(key, mac, snapshot, snapshot.jobs().get(job)));
        } catch (IOException e) {
            throw new ErasureException(Reason.INPUT, "the receipts cannot be read", e);
        }
    }

    /**
     * Computes a job's totals from all its events, including the events without a seal, and checks that the rows agree with the events.
     *
     * @param tx a snapshot of the ledger
     * @param consequence the end of the error message: what was not done because of the error
     * @throws ErasureException of reason {@code ROWS_DIFFER} if a row differs, or if the receipts are broken
     */
    static Totals requireTotals(SealKey key, Transaction tx, Job job, String consequence) {
        return require(key, tx, job, consequence, true);
    }

    /**
     * Checks that the rows agree with the events. The totals are not compared, so the job may have work left.
     *
     * @param tx a snapshot of the ledger
     * @param consequence the end of the error message: what was not done because of the error
     * @throws ErasureException of reason {@code ROWS_DIFFER} if a row differs, or if the receipts are broken
     */
    public static void requireAgreement(SealKey key, Transaction tx, Job job, String consequence) {
        require(key, tx, job, consequence, false);
    }

    private static Totals require(SealKey key, Transaction tx, Job job, String consequence, boolean withTotals) {
        try (EventFold fold = startFold(tx, job.number(), false)) {
            ReceiptsCheck receipts = checkReceipts(key, null, tx, job, fold);
            if (receipts.verdict() == Verdict.BROKEN) {
                throw new ErasureException(
                        Reason.ROWS_DIFFER,
                        "the receipts of the job '" + job.name() + "' are " + receipts.sentence() + "; " + consequence);
            }
            RowsVerifier verifier = new RowsVerifier(tx, job, fold, (row, state) -> {});
            verifier.compare(receipts);
            Totals rowTotals = Totals.read(tx.rows(job.number()));
            Totals eventTotals = Totals.of(fold, rowTotals.countOf(TargetState.HELD), tx.events(job.number())::bytes);
            if (withTotals && eventTotals != null && !eventTotals.equalSealed(rowTotals.toMap())) {
                verifier.differences.add(Kind.TOTALS);
            }
            RowsCheck result = verifier.result();
            if (!result.agrees()) {
                throw new ErasureException(
                        Reason.ROWS_DIFFER,
                        result.sentence() + "; " + consequence
                                + "; 'efface receipts verify' shows the differences, 'efface"
                                + " receipts repair' restores the rows");
            }
            return eventTotals == null ? rowTotals : eventTotals;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the events", e);
        }
    }

    /**
     * Creates an object that applies the events of a job.
     *
     * @param keepsAllTargets whether the object must keep the numbers of the events of all targets, which a repair needs
     */
    static EventFold startFold(Transaction tx, int job, boolean keepsAllTargets) {
        return new EventFold(tx.targets(job).lastRow(), keepsAllTargets);
    }

    /** Checks a job's receipts, and adds the job's events to a fold. */
    static ReceiptsCheck checkReceipts(SealKey key, @Nullable MacKey mac, Transaction tx, Job job, EventFold fold)
            throws IOException {
        try (LedgerReceipts source = LedgerReceipts.open(tx, job.name())) {
            EventTotals events = new EventTotals(fold, tx.events(job.number())::bytes);
            return new ReceiptsVerifier(key, mac, source, events).check();
        }
    }

    private BitSet readHeldTargets() {
        BitSet targets = new BitSet();
        try (Cursor<Long> onHold = tx.rows(job.number()).onHold()) {
            for (Long target = onHold.next(); target != null; target = onHold.next()) {
                if (target > 0 && target < Integer.MAX_VALUE) {
                    targets.set(target.intValue());
                }
            }
        }
        return targets;
    }

    RowsCheck result() {
        return new RowsCheck(
                rowCount,
                unsealedRowCount,
                unsealedDoneCount,
                differences.count(),
                differences.firstDifferences(),
                limits);
    }

    void compare(ReceiptsCheck receipts) throws IOException {
        digest.addAccounts(tx.accounts(job.number()).all());
        tx.holds(job.number()).hashes().forEach(digest::addHold);
        compareRows();
        digest.addFaces(tx.rows(job.number()));
        digest.finish();
        if (!fold.detachedSum().isSameAs(tx.detached(job.number()).sum())) {
            differences.add(Kind.DETACHED);
        }
        if (fold.repeatedTarget() > 0) {
            differences.add(Kind.REPEATED, fold.repeatedTarget(), 0);
        }
        Map<?, ?> plan = fold.job().plan();
        if (plan != null) {
            checkPlan(plan, receipts);
        } else {
            checkOldPlan(receipts);
        }
        if (job.state() != fold.job().expectedState(job)) {
            differences.add(Kind.JOB);
        }
    }

    /** If the receipts end with a final seal, compares the totals of that seal with the events and the rows. */
    private void compareTotals(ReceiptsCheck receipts) {
        boolean rowsAgree = receipts.verdict() != Verdict.INTACT
                || (!hasUnknownState && Totals.read(tx.rows(job.number())).equalSealed(receipts.totals()));
        if (receipts.verdict() == Verdict.DIFFERENT || !rowsAgree) {
            differences.add(Kind.TOTALS);
        }
    }

    private void compareRows() throws IOException {
        long nextId = 1;
        StoredRows stored = tx.rows(job.number());
        FaceFold faceFold = fold.faces(tx.events(job.number())::bytes);
        try (FacesVerifier faces = new FacesVerifier(stored, faceFold, eventsAreComplete);
                Cursor<StoredRow> all = stored.all()) {
            for (StoredRow row = all.next(); row != null; row = all.next()) {
                long id = row.plan().id();
                differences.addMissing(nextId, id);
                nextId = id + 1;
                rowCount++;
                digest.addRow(row.plan());
                if (id > 0 && id <= Integer.MAX_VALUE) {
                    compareRow(id, row, faces);
                }
            }
            faces.readRemainingFaces();
        }
        differences.addMissing(nextId, Math.max(fold.job().planned("rows"), fold.greatestSealedTarget()) + 1);
    }

    private void compareRow(long id, StoredRow row, FacesVerifier faces) throws IOException {
        PackedTargets targets = fold.targets();
        TargetProgress progress = targets.get(id);
        TargetState state = expectedState(id, progress, row.plan());
        long oldCount = differences.count();
        compareProgress(row, progress, state);
        if (!faces.agree(id, targets.has(PackedTargets.HAS_FACES, id))) {
            differences.add(Kind.FACES, id, row.plan().line());
        }
        if (differences.count() > oldCount) {
            differentRows.add(id, state);
        }
        hasUnknownState |= row.plan().state() == null;
        if (targets.has(PackedTargets.UNSEALED, id)) {
            unsealedRowCount++;
            boolean done = row.plan().state() == TargetState.DONE && !targets.has(PackedTargets.SEALED_DONE, id);
            unsealedDoneCount += done ? 1 : 0;
        }
    }

    /**
     * Compares a row with the progress that the events record. Failures and responses of the vendor are compared only if the job has the
     * event {@code PLANNED}. Older versions of Efface, which did not write this event, recorded failures and responses incompletely.
     */
    private void compareProgress(StoredRow row, TargetProgress progress, TargetState state) {
        PlannedRow plan = row.plan();
        RowResult stored = row.result();
        RowResult expected = RowResult.of(progress);
        boolean isAsPlanned = (plan.duplicateOf() != null) == (plan.state() == TargetState.DUPLICATE)
                && isRefused(plan) == (plan.state() == TargetState.REFUSED);
        check(plan.state() == state && isAsPlanned, Kind.STATE, plan);
        check(Objects.equals(expected.outcome(), stored.outcome()), Kind.OUTCOME, plan);
        check(
                Objects.equals(expected.evidence(), stored.evidence())
                        && Objects.equals(expected.verifiedAt(), stored.verifiedAt())
                        && Objects.equals(expected.readAt(), stored.readAt()),
                Kind.EVIDENCE,
                plan);
        check(expected.maybeEarlier() == stored.maybeEarlier(), Kind.MAYBE_EARLIER, plan);
        check(expected.attempts() == stored.attempts(), Kind.ATTEMPTS, plan);
        if (eventsAreComplete) {
            check(
                    Objects.equals(expected.kind(), stored.kind())
                            && Objects.equals(expected.effect(), stored.effect())
                            && Objects.equals(expected.permanent(), stored.permanent()),
                    Kind.FAILURE,
                    plan);
            Answer answer = Answer.of(stored.outcomeAt(), stored.vendorCode(), stored.requestId());
            check(progress.answer().hash(sha256) == answer.hash(sha256), Kind.ANSWER, plan);
        }
        check(job.state() != JobState.SCRUBBED || !row.hasId(), Kind.IDS, plan);
    }

    private void check(boolean agrees, Kind kind, PlannedRow plan) {
        if (!agrees) {
            differences.add(kind, plan.id(), plan.line());
        }
    }

    /** Returns the correct state of a row. If no event determines the state, the input list or the hold list determines it. */
    private TargetState expectedState(long id, TargetProgress progress, PlannedRow plan) {
        if (!fold.targets().has(PackedTargets.SEEN, id) && isRefused(plan)) {
            return TargetState.REFUSED;
        }
        if (!fold.targets().has(PackedTargets.SEEN, id) && plan.duplicateOf() != null) {
            return TargetState.DUPLICATE;
        }
        if (progress.isUntouched()) {
            return heldTargets.get((int) id) ? TargetState.HELD : TargetState.PENDING;
        }
        return progress.state();
    }

    /**
     * Returns whether planning refused a row. If the row is not in the state {@code REFUSED}, the problem {@code ID_AGAINST_RULE} is only a
     * mark.
     */
    private static boolean isRefused(PlannedRow plan) {
        String problem = plan.problem();
        return problem != null
                && (!problem.equals(ProblemCode.ID_AGAINST_RULE.name()) || plan.state() == TargetState.REFUSED);
    }

    private void checkPlan(Map<?, ?> plan, ReceiptsCheck receipts) {
        String sealedDigest = receipts.digest();
        if (!digest.hexOfRows().equals(plan.get("rowsSha256"))) {
            differences.add(Kind.PLAN);
        }
        if (!digest.hexOfHolds().equals(fold.job().holdsDigest())) {
            differences.add(Kind.HOLDS);
        }
        if (!haveSameText(job.digest(), plan.get("plan"))
                || (sealedDigest != null && !sealedDigest.equals(plan.get("plan")))
                || !fold.job().plannedAt().truncatedTo(ChronoUnit.MILLIS).equals(job.plannedAt())
                || !haveSameText(job.dueAt(), plan.get("dueAt"))
                || !haveSameText(job.fromJob(), plan.get("fromJob"))) {
            differences.add(Kind.JOB);
        }
    }

    private static boolean haveSameText(@Nullable Object one, @Nullable Object other) {
        return Objects.equals(Objects.toString(one, null), Objects.toString(other, null));
    }

    private void checkOldPlan(ReceiptsCheck receipts) {
        limits.add(
                "the version of Efface that planned the job recorded less, so codes, request ids and kinds of failures are not"
                        + " compared");
        String sealedDigest = receipts.digest();
        if (sealedDigest != null && !sealedDigest.equals(job.digest())) {
            differences.add(Kind.JOB);
        }
        if (job.digest() == null && !fold.job().isStarted()) {
            limits.add("planning the job was never completed");
        } else if (fold.job().hasChangedHolds()) {
            limits.add("the hold list was changed after planning, so the digest of the plan cannot be computed again");
        } else if (!digest.hex().equals(job.digest())) {
            differences.add(Kind.PLAN);
        }
    }
}
