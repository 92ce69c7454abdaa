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

/**
 * Compares a job's rows with the progress that its events make. It reads every row once, in order. For one check and one thread.
 */
public final class RowsVerifier {
    private final Transaction tx;
    private final Job job;
    private final EventFold fold;
    private final Differences differences = new Differences();
    private final MessageDigest sha256 = Digests.sha256();
    private final PlanDigest digest = new PlanDigest();
    private final List<String> limits = new ArrayList<>();
    private final DifferentRows different;
    private final BitSet held;
    private final boolean inFull;
    private long rows;
    private long unsealed;
    private long unsealedDone;
    private boolean unknownState;

    /** Receives the rows that differ. */
    interface DifferentRows {
        /**
         * Receives a row.
         *
         * @param state the state that the events, the list and the hold list give it
         */
        void add(long row, TargetState state);
    }

    RowsVerifier(Transaction tx, Job job, EventFold fold, DifferentRows different) {
        this.different = different;
        this.tx = tx;
        this.job = job;
        this.fold = fold;
        this.inFull = fold.job().plan() != null;
        this.held = onHold();
    }

    /**
     * Checks a job: first its receipts, and if they are intact, its rows.
     *
     * @param mac the key that authenticates the job's events, or null to leave open who wrote those without a seal
     * @param tx one moment of the ledger
     */
    public static ReceiptsCheck check(SealKey key, @Nullable MacKey mac, Transaction tx, Job job) throws IOException {
        try (EventFold fold = fold(tx, job.number(), false)) {
            ReceiptsCheck receipts = receipts(key, mac, tx, job, fold);
            boolean planning = job.state() == JobState.PLANNING
                    && fold.job().plan() == null
                    && !fold.job().isStarted();
            if (receipts.verdict() == Verdict.BROKEN || planning) {
                return receipts;
            }
            RowsVerifier verifier = new RowsVerifier(tx, job, fold, (row, state) -> {});
            verifier.compare(receipts);
            verifier.compareTotals(receipts);
            return receipts.with(verifier.found());
        }
    }

    /**
     * Checks a job of a ledger as it is at one moment.
     *
     * @param mac the key that authenticates the job's events, or null to leave open who wrote those without a seal
     * @throws ErasureException if the ledger cannot be read, or there is no such job
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
     * Computes a job's totals from its events, sealed and not yet sealed ones, and makes sure that the rows agree with them.
     *
     * @param tx one moment of the ledger
     * @param omitted what is not done if they do not, for the message
     * @throws ErasureException of reason {@code ROWS_DIFFER} if a row differs, or the receipts are broken
     */
    static Totals totals(SealKey key, Transaction tx, Job job, String omitted) {
        return require(key, tx, job, omitted, true);
    }

    /**
     * Makes sure that the rows agree with the events, also of a job that has work left, which has no totals yet.
     *
     * @param tx one moment of the ledger
     * @param omitted what is not done if they do not, for the message
     * @throws ErasureException of reason {@code ROWS_DIFFER} if a row differs, or the receipts are broken
     */
    public static void requireAgreement(SealKey key, Transaction tx, Job job, String omitted) {
        require(key, tx, job, omitted, false);
    }

    private static Totals require(SealKey key, Transaction tx, Job job, String omitted, boolean withTotals) {
        try (EventFold fold = fold(tx, job.number(), false)) {
            ReceiptsCheck receipts = receipts(key, null, tx, job, fold);
            if (receipts.verdict() == Verdict.BROKEN) {
                throw new ErasureException(
                        Reason.ROWS_DIFFER,
                        "the receipts of the job '" + job.name() + "' are " + receipts.sentence() + "; " + omitted);
            }
            RowsVerifier verifier = new RowsVerifier(tx, job, fold, (row, state) -> {});
            verifier.compare(receipts);
            Totals ofRows = Totals.read(tx.rows(job.number()));
            Totals totals = Totals.of(fold, ofRows.in(TargetState.HELD), tx.events(job.number())::bytes);
            if (withTotals && totals != null && !totals.are(ofRows.toMap())) {
                verifier.differences.add(Kind.TOTALS);
            }
            RowsCheck found = verifier.found();
            if (!found.agrees()) {
                throw new ErasureException(
                        Reason.ROWS_DIFFER,
                        found.sentence() + "; " + omitted + "; 'efface receipts verify' shows the differences, 'efface"
                                + " receipts repair' restores the rows");
            }
            return totals == null ? ofRows : totals;
        } catch (IOException e) {
            throw new UncheckedIOException("the events cannot be sorted in a temporary file", e);
        }
    }

    /**
     * Starts a fold of a job's events.
     *
     * @param keepsAll whether the fold keeps the order of the events of all targets, for a repair
     */
    static EventFold fold(Transaction tx, int job, boolean keepsAll) {
        return new EventFold(tx.targets(job).last(), keepsAll);
    }

    /** Checks a job's receipts, and applies its events. */
    static ReceiptsCheck receipts(SealKey key, @Nullable MacKey mac, Transaction tx, Job job, EventFold fold)
            throws IOException {
        try (LedgerReceipts source = LedgerReceipts.open(tx, job.name())) {
            EventTotals events = new EventTotals(fold, tx.events(job.number())::bytes);
            return new ReceiptsVerifier(key, mac, source, events).check();
        }
    }

    private BitSet onHold() {
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

    RowsCheck found() {
        return new RowsCheck(rows, unsealed, unsealedDone, differences.count(), differences.first(), limits);
    }

    void compare(ReceiptsCheck receipts) throws IOException {
        digest.begin(tx.accounts(job.number()).all());
        tx.holds(job.number()).hashes().forEach(digest::hold);
        compareRows();
        digest.faces(tx.rows(job.number()));
        digest.end();
        if (!fold.detached().isSameAs(tx.detached(job.number()).sum())) {
            differences.add(Kind.DETACHED);
        }
        if (fold.repeated() > 0) {
            differences.add(Kind.REPEATED, fold.repeated(), 0);
        }
        Map<?, ?> plan = fold.job().plan();
        if (plan != null) {
            checkPlan(plan, receipts);
        } else {
            checkOldPlan(receipts);
        }
        checkState();
    }

    /** Compares the totals of the final seal that ends the receipts. */
    private void compareTotals(ReceiptsCheck receipts) {
        boolean toRows = receipts.verdict() != Verdict.INTACT
                || (!unknownState && Totals.read(tx.rows(job.number())).are(receipts.totals()));
        if (receipts.verdict() == Verdict.DIFFERENT || !toRows) {
            differences.add(Kind.TOTALS);
        }
    }

    private void compareRows() throws IOException {
        long next = 1;
        StoredRows stored = tx.rows(job.number());
        FaceFold faces = fold.faces(tx.events(job.number())::bytes);
        try (FacesVerifier facesOf = new FacesVerifier(stored, faces, inFull);
                Cursor<StoredRow> all = stored.all()) {
            for (StoredRow row = all.next(); row != null; row = all.next()) {
                long id = row.plan().id();
                differences.missing(next, id);
                next = id + 1;
                rows++;
                digest.row(row.plan());
                if (id > 0 && id <= Integer.MAX_VALUE) {
                    compare(id, row, facesOf);
                }
            }
            facesOf.end();
        }
        differences.missing(next, Math.max(fold.job().planned("rows"), fold.greatest()) + 1);
    }

    private void compare(long id, StoredRow row, FacesVerifier facesOf) throws IOException {
        PackedTargets targets = fold.targets();
        TargetProgress progress = targets.get(id);
        TargetState state = state(id, progress, row.plan());
        long before = differences.count();
        compare(row, progress, state);
        if (!facesOf.agree(id, targets.has(PackedTargets.HAS_FACES, id))) {
            differences.add(Kind.FACES, id, row.plan().line());
        }
        if (differences.count() > before) {
            different.add(id, state);
        }
        unknownState |= row.plan().state() == null;
        if (targets.has(PackedTargets.UNSEALED, id)) {
            unsealed++;
            boolean done = row.plan().state() == TargetState.DONE && !targets.has(PackedTargets.SEALED_DONE, id);
            unsealedDone += done ? 1 : 0;
        }
    }

    /** Compares a row with the progress that the events make; versions without {@code PLANNED} recorded less. */
    private void compare(StoredRow row, TargetProgress progress, TargetState state) {
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
        if (inFull) {
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

    /** Returns the state that a row must have: the list and the hold list decide about rows that no event decides about. */
    private TargetState state(long id, TargetProgress progress, PlannedRow plan) {
        if (!fold.targets().has(PackedTargets.SEEN, id) && isRefused(plan)) {
            return TargetState.REFUSED;
        }
        if (!fold.targets().has(PackedTargets.SEEN, id) && plan.duplicateOf() != null) {
            return TargetState.DUPLICATE;
        }
        if (progress.isUntouched()) {
            return held.get((int) id) ? TargetState.HELD : TargetState.PENDING;
        }
        return progress.state();
    }

    /** Returns whether a row was refused: the remark that its id is against the vendor's rule alone does not refuse it. */
    private static boolean isRefused(PlannedRow plan) {
        String problem = plan.problem();
        return problem != null
                && (!problem.equals(ProblemCode.ID_AGAINST_RULE.name()) || plan.state() == TargetState.REFUSED);
    }

    private void checkPlan(Map<?, ?> plan, ReceiptsCheck receipts) {
        String sealed = receipts.digest();
        if (!digest.hexOfRows().equals(plan.get("rowsSha256"))) {
            differences.add(Kind.PLAN);
        }
        if (!digest.hexOfHolds().equals(fold.job().holds())) {
            differences.add(Kind.HOLDS);
        }
        if (!same(job.digest(), plan.get("plan"))
                || (sealed != null && !sealed.equals(plan.get("plan")))
                || !fold.job().plannedAt().truncatedTo(ChronoUnit.MILLIS).equals(job.plannedAt())
                || !same(job.dueAt(), plan.get("dueAt"))
                || !same(job.fromJob(), plan.get("fromJob"))) {
            differences.add(Kind.JOB);
        }
    }

    private static boolean same(@Nullable Object one, @Nullable Object other) {
        return Objects.equals(Objects.toString(one, null), Objects.toString(other, null));
    }

    private void checkOldPlan(ReceiptsCheck receipts) {
        limits.add("the version that planned the job recorded less: codes, request ids and kinds of failures are not"
                + " compared");
        String sealed = receipts.digest();
        if (sealed != null && !sealed.equals(job.digest())) {
            differences.add(Kind.JOB);
        }
        if (job.digest() == null && !fold.job().isStarted()) {
            limits.add("the job was never planned to its end");
        } else if (fold.job().isHoldsChanged()) {
            limits.add("the hold list was changed since, so that the digest of the plan cannot be computed again");
        } else if (!digest.hex().equals(job.digest())) {
            differences.add(Kind.PLAN);
        }
    }

    private void checkState() {
        boolean sent = job.state() != JobState.PLANNED && job.state() != JobState.PLANNING;
        boolean planning = job.state() == JobState.PLANNING && (inFull || job.digest() != null);
        boolean scrubbed = job.state() == JobState.SCRUBBED;
        if (fold.job().isScrubbed() != scrubbed || (fold.job().isStarted() && !sent) || planning) {
            differences.add(Kind.JOB);
        }
    }
}
