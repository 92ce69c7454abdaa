package io.efface.erasure.internal.ledger.sqlite;

import io.efface.erasure.ErasureException;
import io.efface.erasure.ErasureException.Reason;
import io.efface.erasure.JobCounts;
import io.efface.erasure.TargetState;
import java.util.EnumMap;
import java.util.Map;

/** Counts the rows of a job by state and checks the counts. For one thread. */
final class SqliteRowCounts {
    private final SqliteTransaction tx;
    private final JobTables job;

    SqliteRowCounts(SqliteTransaction tx, int job) {
        this.tx = tx;
        this.job = new JobTables(job);
    }

    /**
     * The counts of one pass over the table.
     *
     * @param doneWithoutOutcome the number of {@code DONE} targets without an outcome or evidence
     * @param duplicates the number of rows that name another row as the row that they duplicate
     * @param states the numbers of rows by state
     */
    private record Counts(long doneWithoutOutcome, long duplicates, Map<TargetState, Long> states) {}

    /**
     * Counts a job's rows, and checks that the counts are consistent.
     *
     * @throws ErasureException of reason {@code LEDGER_UNREADABLE} if a row is missing or counted twice, or if a target is done without an
     *     outcome
     */
    JobCounts read() {
        long rows = tx.sql("SELECT coalesce(max(id), 0) FROM " + job.rows()).number();
        Counts counts = count();
        Map<TargetState, Long> states = counts.states();
        check(states.values().stream().mapToLong(Long::longValue).sum() == rows, "rows are missing or counted twice");
        check(counts.doneWithoutOutcome() == 0, "targets are done without an outcome");
        check(
                counts.duplicates() == states.getOrDefault(TargetState.DUPLICATE, 0L),
                "the number of rows in the state DUPLICATE differs from the number of rows that name another row");
        return new JobCounts(rows, states, countPermanent(), countClosed(), countStopped());
    }

    private Counts count() {
        StringBuilder sums = new StringBuilder();
        for (TargetState state : TargetState.values()) {
            sums.append(", coalesce(sum(state = ").append(state.code()).append("), 0)");
        }
        // This query uses no index, because an index may be damaged even if its table is not. Reports rely on these
        // counts.
        return tx.sql("SELECT coalesce(sum(state = " + TargetState.DONE.code()
                        + " AND (outcome IS NULL OR evidence IS NULL)), 0), count(duplicate_of)" + sums + " FROM "
                        + job.rows() + " NOT INDEXED")
                .first(row -> {
                    Map<TargetState, Long> states = new EnumMap<>(TargetState.class);
                    for (TargetState state : TargetState.values()) {
                        long count = row.number(3 + state.code());
                        if (count > 0) {
                            states.put(state, count);
                        }
                    }
                    return new Counts(row.number(1), row.number(2), states);
                })
                .orElseThrow();
    }

    private long countPermanent() {
        return tx.sql("SELECT count(*) FROM " + job.rows() + " WHERE permanent = 1 AND state = "
                        + TargetState.FAILED.code())
                .number();
    }

    /** Counts the {@code PARTIAL} targets without open faces. */
    private long countClosed() {
        return tx.sql("SELECT count(*) FROM " + job.rows() + " WHERE state = " + TargetState.PARTIAL.code()
                        + " AND NOT " + SqlConditions.hasOpenFaces(job, job.rows()))
                .number();
    }

    /** Counts the open targets that the hold list protects. */
    private long countStopped() {
        if (tx.sql("SELECT EXISTS(SELECT 1 FROM " + job.holds() + ")").number() == 0) {
            return 0;
        }
        return tx.sql("SELECT count(*) FROM " + job.rows() + " AS target WHERE (state IN (" + TargetState.UNKNOWN.code()
                        + ", " + TargetState.IN_FLIGHT.code() + ", " + TargetState.PENDING.code() + ") OR (state = "
                        + TargetState.PARTIAL.code() + " AND " + SqlConditions.hasOpenFaces(job, "target") + ")) AND "
                        + HoldSql.isHeld(job, "target.id"))
                .number();
    }

    private static void check(boolean isConsistent, String problem) {
        if (!isConsistent) {
            throw new ErasureException(Reason.LEDGER_UNREADABLE, "the job's counts do not agree: " + problem);
        }
    }
}
