package io.efface.erasure;

import io.efface.erasure.RowsCheck.Kind;
import io.efface.erasure.keys.Digests;
import io.efface.erasure.keys.SealKey;
import java.io.IOException;
import java.security.MessageDigest;
import java.sql.ResultSet;
import java.sql.SQLException;
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
final class RowsVerifier {
    /** What an older version's events tell of a target. */
    private static final long OLD =
            RowCode.STATE | RowCode.OUTCOME | RowCode.CERTAINTY | RowCode.MAYBE_EARLIER | RowCode.ATTEMPTS;

    private final Transaction tx;
    private final Job job;
    private final EventFold fold;
    private final Differences differences = new Differences();
    private final MessageDigest sha256 = Digests.sha256();
    private final PlanDigest digest = new PlanDigest();
    private final BitSet held;
    private final boolean inFull;
    private final FacesVerifier faces;
    private long rows;
    private long unsealed;
    private long unsealedDone;
    private boolean unknownState;

    private RowsVerifier(Transaction tx, Job job, EventFold fold) throws SQLException {
        this.tx = tx;
        this.job = job;
        this.fold = fold;
        this.inFull = fold.plan() != null;
        this.held = targets(tx, ReportNumbers.onHold(job.tables()));
        this.faces = new FacesVerifier(tx, job.tables(), fold.trails(), inFull);
    }

    /**
     * Checks a job: first its receipts, and if they are intact, its rows.
     *
     * @param tx one moment of the ledger
     */
    static ReceiptsCheck check(SealKey key, Transaction tx, Job job) throws IOException, SQLException {
        JobTables tables = job.tables();
        long last = JobStatus.number(tx, "SELECT coalesce(max(id), 0) FROM " + tables.rows());
        FaceTrails trails = new FaceTrails(targets(tx, "SELECT DISTINCT target FROM " + tables.faces()));
        EventFold fold = new EventFold(Math.min(last, Integer.MAX_VALUE), trails);
        ReceiptsCheck receipts = new ReceiptsVerifier(key, LedgerReceipts.open(tx, job.name()), fold::add).check();
        boolean planning = job.state() == JobState.PLANNING && fold.plan() == null && !fold.isStarted();
        if (receipts.verdict() == ReceiptsCheck.Verdict.BROKEN || planning) {
            return receipts;
        }
        return receipts.with(new RowsVerifier(tx, job, fold).check(receipts));
    }

    private static BitSet targets(Transaction tx, String sql) throws SQLException {
        BitSet targets = new BitSet();
        try (ResultSet row = tx.prepare(sql).executeQuery()) {
            while (row.next()) {
                long target = row.getLong(1);
                if (target > 0 && target < Integer.MAX_VALUE) {
                    targets.set((int) target);
                }
            }
        }
        return targets;
    }

    private RowsCheck check(ReceiptsCheck receipts) throws SQLException {
        List<String> limits = new ArrayList<>();
        digest.begin(JobAccount.all(tx, job.tables()));
        try (ResultSet hash = tx.prepare(PlanDigest.holds(job.tables())).executeQuery()) {
            while (hash.next()) {
                digest.hold(hash.getBytes(1));
            }
        }
        readRows();
        try (ResultSet face = tx.prepare(PlanDigest.faces(job.tables())).executeQuery()) {
            while (face.next()) {
                digest.face(face);
            }
        }
        digest.end();
        if (inFull) {
            checkPlan(receipts);
        } else {
            checkOldPlan(receipts, limits);
        }
        checkState();
        if (receipts.verdict() == ReceiptsCheck.Verdict.INTACT
                && (unknownState || !Totals.read(tx, job.tables()).toMap().equals(receipts.totals()))) {
            differences.add(Kind.TOTALS);
        }
        return new RowsCheck(rows, unsealed, unsealedDone, differences.count(), differences.first(), limits);
    }

    private void readRows() throws SQLException {
        long next = 1;
        try (ResultSet row = tx.prepare("SELECT id, line, " + RowCode.sql() + ", coalesce(verified_at, 0),"
                        + " coalesce(read_at, 0), " + RowCode.answerSql() + ", " + PlanDigest.line() + " FROM "
                        + job.tables().rows() + " ORDER BY id")
                .executeQuery()) {
            while (row.next()) {
                long id = row.getLong(1);
                differences.missing(next, id);
                next = id + 1;
                rows++;
                digest.line(row.getString(7));
                if (id > 0 && id <= Integer.MAX_VALUE) {
                    compare(id, row);
                }
            }
        }
        Map<?, ?> plan = fold.plan();
        long planned = plan != null && plan.get("rows") instanceof Double number ? number.longValue() : 0;
        differences.missing(next, Math.max(planned, fold.greatest()) + 1);
    }

    private void compare(long id, ResultSet row) throws SQLException {
        long line = row.getLong(2);
        long is = row.getLong(3);
        unknownState |= (is & RowCode.STATE) == RowCode.STATE;
        TargetPages pages = fold.pages();
        long said = pages.code(id);
        long shall = withState(id, said, is);
        long other = (is ^ shall) & (inFull ? OLD | RowCode.FAILURE : OLD);
        other |= isOfAnotherSort(is) ? RowCode.STATE : 0;
        boolean read = row.getLong(4) == pages.verifiedAt(id) && row.getLong(5) == pages.readAt(id);
        other |= read ? 0 : RowCode.CERTAINTY;
        if (other != 0) {
            tell(other, id, line);
        }
        if (inFull && RowCode.answer(row.getString(6), sha256) != pages.answer(id)) {
            differences.add(Kind.ANSWER, id, line);
        }
        if (job.state() == JobState.SCRUBBED && (is & RowCode.HAS_ID) != 0) {
            differences.add(Kind.IDS, id, line);
        }
        if (fold.trails().isOf(id) && !faces.agree(id)) {
            differences.add(Kind.FACES, id, line);
        }
        if ((said & RowCode.UNSEALED) != 0) {
            unsealed++;
            boolean done = (is & RowCode.STATE) == TargetState.DONE.code();
            unsealedDone += done && (said & RowCode.SEALED_DONE) == 0 ? 1 : 0;
        }
    }

    /** Returns what events say with the state that a target has which they say nothing of: that depends on list and holds. */
    private long withState(long id, long said, long is) {
        boolean untouched = (said & (RowCode.STATE | RowCode.MAYBE_EARLIER)) == 0;
        if ((said & RowCode.SEEN) == 0 && (is & (RowCode.HAS_TARGET | RowCode.HAS_PROBLEM)) != 0) {
            return said | (is & RowCode.STATE);
        }
        return untouched && held.get((int) id) ? (said | RowCode.of(TargetState.HELD)) : said;
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

    private void checkOldPlan(ReceiptsCheck receipts, List<String> limits) {
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
        if (fold.isScrubbed() != (job.state() == JobState.SCRUBBED) || (fold.isStarted() && !sent)) {
            differences.add(Kind.JOB);
        }
    }
}
