package io.efface.erasure.internal.ledger.sqlite;

import io.efface.erasure.ErasureException;
import io.efface.erasure.ErasureException.Reason;
import io.efface.erasure.JobCounts;
import io.efface.erasure.TargetState;
import java.util.EnumMap;
import java.util.Map;

/** Counts the rows of a job by state. For one thread. */
final class SqliteRowCounts {
    private final SqliteTransaction tx;
    private final JobTables job;

    SqliteRowCounts(SqliteTransaction tx, int job) {
        this.tx = tx;
        this.job = new JobTables(job);
    }

    /** The numbers of one pass over the table. */
    private record Pass(long settledWithout, long duplicates, Map<TargetState, Long> states) {}

    /**
     * Counts a job's rows, and checks that the counts agree.
     *
     * @throws ErasureException of reason {@code LEDGER_UNREADABLE} if rows are missing, counted twice, or settled without an outcome
     */
    JobCounts read() {
        long rows = tx.sql("SELECT coalesce(max(id), 0) FROM " + job.rows()).number();
        Pass pass = pass();
        Map<TargetState, Long> states = pass.states();
        check(states.values().stream().mapToLong(Long::longValue).sum() == rows, "rows are missing or counted twice");
        check(pass.settledWithout() == 0, "targets are settled without an outcome");
        check(
                pass.duplicates() == states.getOrDefault(TargetState.DUPLICATE, 0L),
                "duplicate rows do not agree with what they point at");
        return new JobCounts(rows, states, permanent(), closed(), stopped());
    }

    private Pass pass() {
        StringBuilder sums = new StringBuilder();
        for (TargetState state : TargetState.values()) {
            sums.append(", coalesce(sum(state = ").append(state.code()).append("), 0)");
        }
        // One pass over the table: an index may be damaged by itself, and what is counted here is reported as complete.
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
                    return new Pass(row.number(1), row.number(2), states);
                })
                .orElseThrow();
    }

    private long permanent() {
        return tx.sql("SELECT count(*) FROM " + job.rows() + " WHERE permanent = 1 AND state = "
                        + TargetState.FAILED.code())
                .number();
    }

    private long closed() {
        return tx.sql("SELECT count(*) FROM " + job.rows() + " WHERE state = " + TargetState.PARTIAL.code()
                        + " AND NOT " + SqlConditions.hasOpenFaces(job, job.rows()))
                .number();
    }

    private long stopped() {
        if (tx.sql("SELECT EXISTS(SELECT 1 FROM " + job.holds() + ")").number() == 0) {
            return 0;
        }
        return tx.sql("SELECT count(*) FROM " + job.rows() + " AS target WHERE (state IN (" + TargetState.UNKNOWN.code()
                        + ", " + TargetState.IN_FLIGHT.code() + ", " + TargetState.PENDING.code() + ") OR (state = "
                        + TargetState.PARTIAL.code() + " AND " + SqlConditions.hasOpenFaces(job, "target") + ")) AND "
                        + HoldSql.held(job, "target.id"))
                .number();
    }

    private static void check(boolean good, String otherwise) {
        if (!good) {
            throw new ErasureException(Reason.LEDGER_UNREADABLE, "the job's counts do not agree: " + otherwise);
        }
    }
}
