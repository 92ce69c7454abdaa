package io.efface.erasure.internal.ledger.postgresql;

import io.efface.erasure.ErasureException;
import io.efface.erasure.ErasureException.Reason;
import io.efface.erasure.JobCounts;
import io.efface.erasure.TargetState;
import io.efface.erasure.internal.ledger.TargetNumber;
import io.efface.erasure.internal.ledger.Targets.StateCount;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Counts the rows of a job by state, and checks the counts. For one thread. */
final class PostgresRowCounts {
    private final PostgresTransaction tx;
    private final int job;
    private final String ofJob;
    private final String hasOpenFaces;

    /**
     * Creates an instance.
     *
     * @param hasOpenFaces the SQL condition: whether the target {@code r} has an open face
     */
    PostgresRowCounts(PostgresTransaction tx, int job, String hasOpenFaces) {
        this.tx = tx;
        this.job = job;
        this.ofJob = tx.tables(job).rows() + " AS r WHERE r.job = " + job;
        this.hasOpenFaces = hasOpenFaces;
    }

    /**
     * Counts a job's rows, and checks that the counts are consistent.
     *
     * @throws ErasureException of reason {@code LEDGER_UNREADABLE} if a row is missing or counted twice, or if a target is done without an
     *     outcome
     */
    JobCounts read() {
        long rows = count("SELECT coalesce(max(r.id), 0) FROM " + ofJob);
        Map<TargetState, Long> states = new EnumMap<>(TargetState.class);
        for (StateCount count : tx.targets(job).counts()) {
            states.merge(count.state(), count.count(), Long::sum);
        }
        check(states.values().stream().mapToLong(Long::longValue).sum() == rows, "rows are missing or counted twice");
        check(
                count("SELECT count(*) FROM " + ofJob + " AND r.state = " + TargetState.DONE.code()
                                + " AND (r.outcome IS NULL OR r.evidence IS NULL)")
                        == 0,
                "targets are done without an outcome");
        check(
                count("SELECT count(*) FROM " + ofJob + " AND r.duplicate_of IS NOT NULL")
                        == states.getOrDefault(TargetState.DUPLICATE, 0L),
                "the number of rows in the state DUPLICATE differs from the number of rows that name another row");
        return new JobCounts(rows, states, countPermanent(), countClosed(), countStopped());
    }

    private long count(String sql) {
        return tx.sql(sql).number();
    }

    private long countPermanent() {
        return count(
                "SELECT count(*) FROM " + ofJob + " AND r.permanent = 1 AND r.state = " + TargetState.FAILED.code());
    }

    /** Counts the {@code PARTIAL} targets without open faces. */
    private long countClosed() {
        return count("SELECT count(*) FROM " + ofJob + " AND r.state = " + TargetState.PARTIAL.code() + " AND NOT "
                + hasOpenFaces);
    }

    /** Counts the open targets that the hold list protects. */
    private long countStopped() {
        if (tx.holds(job).size() == 0) {
            return 0;
        }
        return count("SELECT count(*) FROM " + ofJob + " AND (r.state IN (" + TargetState.UNKNOWN.code() + ", "
                + TargetState.IN_FLIGHT.code() + ", " + TargetState.PENDING.code() + ") OR (r.state = "
                + TargetState.PARTIAL.code() + " AND " + hasOpenFaces + ")) AND "
                + PostgresHoldList.isHeld(tx.tables(job), job, "r.id"));
    }

    private static void check(boolean isConsistent, String problem) {
        if (!isConsistent) {
            throw new ErasureException(Reason.LEDGER_UNREADABLE, "the job's counts do not agree: " + problem);
        }
    }

    /**
     * Checks that every planned target belongs to an account of the job, and that no row was lost since planning.
     *
     * @throws ErasureException of reason {@code LEDGER_UNREADABLE} if a condition is not satisfied. The message says where the damage is
     */
    void requireWhole(Collection<Integer> accounts) {
        List<StateCount> counts = tx.targets(job).counts();
        long rows = 0;
        long targets = 0;
        long planned = 0;
        for (StateCount count : counts) {
            boolean isPlanned = count.state().isPlanned();
            boolean isTarget = isPlanned || count.state() == TargetState.HELD;
            if (isTarget && !accounts.contains(count.account())) {
                throw damaged("targets belong to "
                        + (count.account() == 0
                                ? "no account"
                                : "account " + count.account() + ", which the table "
                                        + tx.tables().accounts() + " does not have"));
            }
            rows += count.count();
            targets += isTarget ? count.count() : 0;
            planned += isPlanned ? count.count() : 0;
        }
        long lastRow = tx.targets(job).lastRow();
        if (rows != lastRow) {
            throw damaged("job " + job + " has " + rows + " rows, but the number of the last row is " + lastRow);
        }
        long expected = TargetNumber.of(tx, job, planned).planned();
        if (targets < expected) {
            throw damaged("the job had " + expected
                    + " targets when it was planned, or when an id was last removed from its hold list, but now it has "
                    + targets);
        }
    }

    private static ErasureException damaged(String problem) {
        return new ErasureException(
                Reason.LEDGER_UNREADABLE,
                "the ledger is damaged: " + problem + "; use a copy of the database from before the damage");
    }
}
