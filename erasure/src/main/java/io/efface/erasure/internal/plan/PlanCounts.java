package io.efface.erasure.internal.plan;

import io.efface.Capabilities;
import io.efface.config.AccountDescription;
import io.efface.erasure.PlanSummary;
import io.efface.erasure.TargetState;
import io.efface.erasure.internal.ledger.JobTables;
import io.efface.erasure.internal.ledger.PlanDigest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Counts over the tables of a plan. */
final class PlanCounts {
    private final Connection view;
    private final JobTables job;

    PlanCounts(Connection view, JobTables job) {
        this.view = view;
        this.job = job;
    }

    long holds() throws SQLException {
        try (Statement statement = view.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) FROM " + job.holds())) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    /** Returns how many held ids are the person or subject of no row. */
    long unmatchedHolds() throws SQLException {
        String of = " FROM " + job.rows() + " AS r WHERE r.";
        try (Statement statement = view.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) FROM " + job.holds()
                        + " AS h WHERE NOT EXISTS(SELECT 1" + of + "person_hash = h.hash) AND NOT EXISTS(SELECT 1" + of
                        + "subject_hash = h.hash)")) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    PlanSummary.Account account(
            int number, AccountDescription account, Capabilities able, PlanDigest.Counts counts, PlanEstimate estimate)
            throws SQLException {
        long faces = 0;
        long chunks = 0;
        if (counts.faceTargets > 0) {
            try (PreparedStatement sum =
                    view.prepareStatement("SELECT sum(n), sum((n + ? - 1) / ?) FROM (SELECT count(*) AS n"
                            + " FROM " + job.faces() + " AS f JOIN " + job.rows()
                            + " AS r ON r.id = f.target WHERE r.account = ? AND r.state = ? GROUP BY f.target)")) {
                sum.setLong(1, able.facesPerCall());
                sum.setLong(2, able.facesPerCall());
                sum.setInt(3, number);
                sum.setInt(4, TargetState.PENDING.code());
                try (ResultSet row = sum.executeQuery()) {
                    row.next();
                    faces = row.getLong(1);
                    chunks = row.getLong(2);
                }
            }
        }
        PlanEstimate.Requests requests = estimate.add(account, able, counts.persons, counts.faceTargets, chunks);
        return new PlanSummary.Account(
                account.name(),
                account.provider(),
                account.place(),
                account.library(),
                counts.persons,
                counts.faceTargets,
                faces,
                counts.duplicates,
                counts.refused,
                counts.held,
                requests.deletions(),
                requests.reads(),
                account.quotaGroup(),
                requests.duration());
    }
}
