package io.efface.erasure.internal.receipts;

import io.efface.erasure.ErasureException;
import io.efface.erasure.ErasureException.Reason;
import io.efface.erasure.JobState;
import io.efface.erasure.ReceiptsCheck;
import io.efface.erasure.ReceiptsCheck.Verdict;
import io.efface.erasure.RowsCheck;
import io.efface.erasure.RowsCheck.Kind;
import io.efface.erasure.TargetState;
import io.efface.erasure.internal.ledger.Cursor;
import io.efface.erasure.internal.ledger.LedgerLocation;
import io.efface.erasure.internal.ledger.PlanDigest;
import io.efface.erasure.internal.ledger.StoredRows;
import io.efface.erasure.internal.ledger.Transaction;
import io.efface.erasure.internal.ledger.record.Job;
import io.efface.erasure.internal.ledger.record.RowResult;
import io.efface.erasure.internal.ledger.record.StoredRow;
import io.efface.erasure.keys.Digests;
import io.efface.erasure.keys.MacKey;
import io.efface.erasure.keys.SealKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Compares a job's rows with what its events come to. It reads every row once, in order, beside a few numbers for each. For one check
 * and one thread.
 */
public final class RowsVerifier {
    /** What an older version's events tell of a target. */
    private static final long OLD =
            RowCode.STATE | RowCode.OUTCOME | RowCode.CERTAINTY | RowCode.MAYBE_EARLIER | RowCode.ATTEMPTS;

    private final Transaction tx;
    private final Job job;
    private final EventFold fold;
    private final FaceFold faces;
    private final Differences differences = new Differences();
    private final MessageDigest sha256 = Digests.sha256();
    private final PlanDigest digest = new PlanDigest();
    private final List<String> limits = new ArrayList<>();
    private final Different different;
    private final BitSet held;
    private final boolean inFull;
    private long rows;
    private long unsealed;
    private long unsealedDone;
    private boolean unknownState;

    /** Receives the rows that differ. */
    interface Different {
        /**
         * Receives a row.
         *
         * @param shall the code of what the events say, with the state that the hold list gives it
         * @param is the code of what the row says
         */
        void found(long row, long shall, long is);
    }

    RowsVerifier(Transaction tx, Job job, EventFold fold, FaceFold faces, Different different) {
        this.different = different;
        this.tx = tx;
        this.job = job;
        this.fold = fold;
        this.faces = faces;
        this.inFull = fold.plan() != null;
        this.held = onHold();
    }

    /**
     * Checks a job: first its receipts, and if they are intact, its rows.
     *
     * @param mac the key that authenticates the job's events, or null to leave open who wrote those without a seal
     * @param tx one moment of the ledger
     */
    public static ReceiptsCheck check(SealKey key, @Nullable MacKey mac, Transaction tx, Job job) throws IOException {
        EventFold fold = fold(tx, job.number());
        FaceFold faces = new FaceFold(fold.trails(), tx.events(job.number())::bytes);
        ReceiptsCheck receipts = receipts(key, mac, tx, job, fold, faces);
        boolean planning = job.state() == JobState.PLANNING && fold.plan() == null && !fold.isStarted();
        if (receipts.verdict() == Verdict.BROKEN || planning) {
            return receipts;
        }
        RowsVerifier verifier = new RowsVerifier(tx, job, fold, faces, (row, shall, is) -> {});
        verifier.compare(receipts);
        verifier.compareTotals(receipts);
        return receipts.with(verifier.found());
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
     * @throws ErasureException of reason {@code ROWS_DIFFER} if a row says something else, or the receipts are broken
     */
    static Totals totals(SealKey key, Transaction tx, Job job, String omitted) {
        return require(key, tx, job, omitted, true);
    }

    /**
     * Makes sure that the rows agree with the events, also of a job that has work left, which has no totals yet.
     *
     * @param tx one moment of the ledger
     * @param omitted what is not done if they do not, for the message
     * @throws ErasureException of reason {@code ROWS_DIFFER} if a row says something else, or the receipts are broken
     */
    public static void requireAgreement(SealKey key, Transaction tx, Job job, String omitted) {
        require(key, tx, job, omitted, false);
    }

    private static Totals require(SealKey key, Transaction tx, Job job, String omitted, boolean withTotals) {
        EventFold fold = fold(tx, job.number());
        FaceFold faces = new FaceFold(fold.trails(), tx.events(job.number())::bytes);
        try {
            ReceiptsCheck receipts = receipts(key, null, tx, job, fold, faces);
            if (receipts.verdict() == Verdict.BROKEN) {
                throw new ErasureException(
                        Reason.ROWS_DIFFER,
                        "the receipts of the job '" + job.name() + "' are " + receipts.sentence() + "; " + omitted);
            }
            RowsVerifier verifier = new RowsVerifier(tx, job, fold, faces, (row, shall, is) -> {});
            verifier.compare(receipts);
            Totals ofRows = Totals.read(tx.rows(job.number()));
            Totals totals = Totals.of(fold, ofRows.in(TargetState.HELD), faces);
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
            throw new UncheckedIOException("a ledger is read without streams", e);
        }
    }

    static EventFold fold(Transaction tx, int job) {
        return new EventFold(tx.targets(job).last());
    }

    private static ReceiptsCheck receipts(
            SealKey key, @Nullable MacKey mac, Transaction tx, Job job, EventFold fold, FaceFold faces)
            throws IOException {
        try (LedgerReceipts source = LedgerReceipts.open(tx, job.name())) {
            return new ReceiptsVerifier(key, mac, source, new EventTotals(fold, faces)).check();
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
        readRows();
        digest.faces(tx.rows(job.number()));
        digest.end();
        if (!fold.detached().isSameAs(tx.detached(job.number()).sum())) {
            differences.add(Kind.DETACHED);
        }
        if (fold.repeated() > 0) {
            differences.add(Kind.REPEATED, fold.repeated(), 0);
        }
        if (inFull) {
            checkPlan(receipts);
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

    private void readRows() throws IOException {
        long next = 1;
        StoredRows stored = tx.rows(job.number());
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
        Map<?, ?> plan = fold.plan();
        long planned = plan != null && plan.get("rows") instanceof Double number ? number.longValue() : 0;
        differences.missing(next, Math.max(planned, fold.greatest()) + 1);
    }

    private void compare(long id, StoredRow row, FacesVerifier facesOf) throws IOException {
        long line = row.plan().line();
        RowResult result = row.result();
        long is = RowCode.of(row);
        unknownState |= (is & RowCode.STATE) == RowCode.STATE;
        TargetPages pages = fold.pages();
        long said = pages.code(id);
        long shall = withState(id, said, is);
        long other = (is ^ shall) & (inFull ? OLD | RowCode.FAILURE : OLD);
        other |= isOfAnotherSort(is) ? RowCode.STATE : 0;
        boolean read =
                millis(result.verifiedAt()) == pages.verifiedAt(id) && millis(result.readAt()) == pages.readAt(id);
        other |= read ? 0 : RowCode.CERTAINTY;
        long before = differences.count();
        if (other != 0) {
            tell(other, id, line);
        }
        if (inFull && RowCode.answer(result, sha256) != pages.answer(id)) {
            differences.add(Kind.ANSWER, id, line);
        }
        if (job.state() == JobState.SCRUBBED && (is & RowCode.HAS_ID) != 0) {
            differences.add(Kind.IDS, id, line);
        }
        if (!facesOf.agree(id, (said & RowCode.HAS_FACES) != 0)) {
            differences.add(Kind.FACES, id, line);
        }
        if (differences.count() > before) {
            different.found(id, shall, is);
        }
        if ((said & RowCode.UNSEALED) != 0) {
            unsealed++;
            boolean done = (is & RowCode.STATE) == TargetState.DONE.code();
            unsealedDone += done && (said & RowCode.SEALED_DONE) == 0 ? 1 : 0;
        }
    }

    private static long millis(@Nullable Instant time) {
        return time == null ? 0 : time.toEpochMilli();
    }

    /** Returns what events say with the state that a target has which they say nothing of: that depends on list and holds. */
    private long withState(long id, long said, long is) {
        if ((said & RowCode.SEEN) == 0 && (is & (RowCode.HAS_TARGET | RowCode.HAS_PROBLEM)) != 0) {
            return said | (is & RowCode.STATE);
        }
        if (!RowCode.isUntouched(said)) {
            return said;
        }
        return (said & ~RowCode.STATE) | RowCode.of(held.get((int) id) ? TargetState.HELD : TargetState.PENDING);
    }

    /** Returns whether a row is said to be refused or a duplicate without what belongs to it, or the other way around. */
    private static boolean isOfAnotherSort(long is) {
        long state = is & RowCode.STATE;
        return ((is & RowCode.HAS_TARGET) != 0) != (state == TargetState.DUPLICATE.code())
                || ((is & RowCode.HAS_PROBLEM) != 0) != (state == TargetState.REFUSED.code());
    }

    private void tell(long other, long id, long line) {
        tell(other & RowCode.STATE, Kind.STATE, id, line);
        tell(other & RowCode.OUTCOME, Kind.OUTCOME, id, line);
        tell(other & RowCode.CERTAINTY, Kind.EVIDENCE, id, line);
        tell(other & RowCode.MAYBE_EARLIER, Kind.MAYBE_EARLIER, id, line);
        tell(other & RowCode.ATTEMPTS, Kind.ATTEMPTS, id, line);
        tell(other & RowCode.FAILURE, Kind.FAILURE, id, line);
    }

    private void tell(long other, Kind kind, long id, long line) {
        if (other != 0) {
            differences.add(kind, id, line);
        }
    }

    private void checkPlan(ReceiptsCheck receipts) {
        Map<?, ?> plan = fold.plan();
        if (plan == null) {
            return;
        }
        String sealed = receipts.digest();
        if (!digest.hexOfRows().equals(plan.get("rowsSha256"))) {
            differences.add(Kind.PLAN);
        }
        if (!digest.hexOfHolds().equals(fold.holds())) {
            differences.add(Kind.HOLDS);
        }
        if (!same(job.digest(), plan.get("plan"))
                || (sealed != null && !sealed.equals(plan.get("plan")))
                || !fold.plannedAt().truncatedTo(ChronoUnit.MILLIS).equals(job.plannedAt())
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
        if (job.digest() == null && !fold.isStarted()) {
            limits.add("the job was never planned to its end");
        } else if (fold.isHoldsChanged()) {
            limits.add("the hold list was changed since, so that the digest of the plan cannot be computed again");
        } else if (!digest.hex().equals(job.digest())) {
            differences.add(Kind.PLAN);
        }
    }

    private void checkState() {
        boolean sent = job.state() != JobState.PLANNED && job.state() != JobState.PLANNING;
        boolean planning = job.state() == JobState.PLANNING && (inFull || job.digest() != null);
        if (fold.isScrubbed() != (job.state() == JobState.SCRUBBED) || (fold.isStarted() && !sent) || planning) {
            differences.add(Kind.JOB);
        }
    }
}
