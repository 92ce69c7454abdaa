package io.efface.erasure.internal.ledger.sqlite;

/** Parts of SQL statements about the hold list of a job. */
public final class HoldSql {
    private HoldSql() {}

    /** Returns a condition: whether the target with the given id, which it contains twice, is on hold. */
    public static String held(JobTables job, String target) {
        String of = "SELECT 1 FROM " + job.rows() + " AS g JOIN " + job.holds()
                + " AS h ON h.hash = g.person_hash OR h.hash = g.subject_hash WHERE ";
        return "(EXISTS(" + of + "g.id = " + target + ") OR EXISTS(" + of + "g.duplicate_of = " + target + "))";
    }

    /** Returns a query for the targets that a hash on the list holds, read from the tables alone. */
    public static String onHold(JobTables job) {
        // The signs keep SQLite from using an index, which may say something else than the table.
        String target = "SELECT coalesce(duplicate_of, id) FROM " + job.rows() + " NOT INDEXED WHERE ";
        String hashes = " IN (SELECT +hash FROM " + job.holds() + ")";
        return target + "person_hash" + hashes + " UNION " + target + "subject_hash" + hashes;
    }
}
