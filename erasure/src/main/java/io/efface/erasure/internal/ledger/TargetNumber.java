package io.efface.erasure.internal.ledger;

import io.efface.erasure.ErasureException;
import io.efface.erasure.TargetState;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * How many targets a job has. The number that an operator read when the job was planned stays good when holds have made it smaller
 * since: nothing is erased that was not expected. Once a hold is lifted only the number from then on counts, since other targets may
 * be among as many.
 *
 * @param now without those that are held now
 * @param planned when planning ended, or a hold was lifted last
 */
public record TargetNumber(long now, long planned) {
    private static final String KEY = "planned/";

    /** Writes down how many targets a job has, while planning ends or a hold is lifted. */
    public static void note(Transaction tx, JobTables job) throws SQLException {
        long planned = 0;
        try (ResultSet row = tx.prepare("SELECT state, count(*) FROM " + job.rows() + " GROUP BY account, state")
                .executeQuery()) {
            while (row.next()) {
                planned += TargetState.of(row.getInt(1)).isPlanned() ? row.getLong(2) : 0;
            }
        }
        PreparedStatement insert = tx.prepare("INSERT OR REPLACE INTO meta VALUES(?, ?)");
        insert.setString(1, KEY + job.number());
        insert.setString(2, Long.toString(planned));
        insert.executeUpdate();
    }

    /** Forgets a job that is dropped. */
    public static void forget(Transaction tx, JobTables job) throws SQLException {
        PreparedStatement delete = tx.prepare("DELETE FROM meta WHERE key = ?");
        delete.setString(1, KEY + job.number());
        delete.executeUpdate();
    }

    /** Reads what was written down; a ledger of before that knows no other number than the present one. */
    public static TargetNumber of(Connection view, JobTables job, long now) throws SQLException {
        try (PreparedStatement select = view.prepareStatement("SELECT value FROM meta WHERE key = ?")) {
            select.setString(1, KEY + job.number());
            try (ResultSet row = select.executeQuery()) {
                return new TargetNumber(now, row.next() ? Long.parseLong(row.getString(1)) : now);
            }
        } catch (NumberFormatException e) {
            throw new ErasureException(
                    ErasureException.Reason.LEDGER_UNREADABLE,
                    "the ledger is damaged: the number of targets of job " + job.number()
                            + " in the table meta is not a number",
                    e);
        }
    }

    /** Returns whether somebody who expects this number means this job. */
    public boolean isExpectedBy(long number) {
        return number == now || (number == planned && now < planned);
    }
}
