package io.efface.erasure.internal.ledger;

import io.efface.erasure.ErasureException;
import io.efface.erasure.ErasureException.Reason;
import io.efface.erasure.JobCounts;
import io.efface.erasure.TargetState;
import io.efface.erasure.internal.ledger.sqlite.HoldSql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.EnumMap;
import java.util.Map;

/** Counts the rows of a job by state. */
public final class RowCounts {
    private RowCounts() {}

    /**
     * Counts a job's rows, and checks that the counts agree.
     *
     * @throws ErasureException of reason {@code LEDGER_UNREADABLE} if rows are missing, counted twice, or settled without an outcome
     */
    public static JobCounts of(Connection view, JobTables job) throws SQLException {
        Map<TargetState, Long> states = new EnumMap<>(TargetState.class);
        long rows = number(view, "SELECT coalesce(max(id), 0) FROM " + job.rows());
        StringBuilder sums = new StringBuilder();
        for (TargetState state : TargetState.values()) {
            sums.append(", coalesce(sum(state = ").append(state.code()).append("), 0)");
        }
        long settledWithout;
        long duplicates;
        // One pass over the table: an index may be damaged by itself, and what is counted here is reported as complete.
        try (Statement statement = view.createStatement();
                ResultSet row = statement.executeQuery("SELECT coalesce(sum(state = " + TargetState.DONE.code()
                        + " AND (outcome IS NULL OR evidence IS NULL)), 0), count(duplicate_of)" + sums + " FROM "
                        + job.rows() + " NOT INDEXED")) {
            row.next();
            settledWithout = row.getLong(1);
            duplicates = row.getLong(2);
            for (TargetState state : TargetState.values()) {
                long count = row.getLong(3 + state.code());
                if (count > 0) {
                    states.put(state, count);
                }
            }
        }
        check(states.values().stream().mapToLong(Long::longValue).sum() == rows, "rows are missing or counted twice");
        check(settledWithout == 0, "targets are settled without an outcome");
        check(
                duplicates == states.getOrDefault(TargetState.DUPLICATE, 0L),
                "duplicate rows do not agree with what they point at");
        return new JobCounts(rows, states, permanent(view, job), closed(view, job), stopped(view, job));
    }

    private static long permanent(Connection view, JobTables job) throws SQLException {
        return number(
                view,
                "SELECT count(*) FROM " + job.rows() + " WHERE permanent = 1 AND state = " + TargetState.FAILED.code());
    }

    private static long closed(Connection view, JobTables job) throws SQLException {
        return number(
                view,
                "SELECT count(*) FROM " + job.rows() + " WHERE state = " + TargetState.PARTIAL.code() + " AND NOT "
                        + Claimable.hasOpenFaces(job, job.rows()));
    }

    private static long stopped(Connection view, JobTables job) throws SQLException {
        if (number(view, "SELECT EXISTS(SELECT 1 FROM " + job.holds() + ")") == 0) {
            return 0;
        }
        return number(
                view,
                "SELECT count(*) FROM " + job.rows() + " AS target WHERE (state IN (" + TargetState.UNKNOWN.code()
                        + ", "
                        + TargetState.IN_FLIGHT.code() + ", " + TargetState.PENDING.code() + ") OR (state = "
                        + TargetState.PARTIAL.code() + " AND "
                        + Claimable.hasOpenFaces(job, "target") + ")) AND "
                        + HoldSql.held(job, "target.id"));
    }

    private static long number(Connection view, String sql) throws SQLException {
        try (PreparedStatement statement = view.prepareStatement(sql);
                ResultSet row = statement.executeQuery()) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    private static void check(boolean good, String otherwise) {
        if (!good) {
            throw new ErasureException(Reason.LEDGER_UNREADABLE, "the job's counts do not agree: " + otherwise);
        }
    }
}
