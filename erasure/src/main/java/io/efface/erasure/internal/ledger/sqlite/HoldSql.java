package io.efface.erasure.internal.ledger.sqlite;

/** SQL expressions about the hold list of a job. */
public final class HoldSql {
    private HoldSql() {}

    /**
     * Returns an SQL condition: whether the hold list protects a target.
     *
     * @param target the SQL expression for the target's number. The condition contains this expression twice
     */
    public static String isHeld(JobTables job, String target) {
        String select = "SELECT 1 FROM " + job.rows() + " AS g JOIN " + job.holds()
                + " AS h ON h.hash = g.person_hash OR h.hash = g.subject_hash WHERE ";
        return "(EXISTS(" + select + "g.id = " + target + ") OR EXISTS(" + select + "g.duplicate_of = " + target + "))";
    }

    /** Returns an SQL query for the numbers of the targets that the hold list protects. The query uses no index. */
    public static String heldTargets(JobTables job) {
        // NOT INDEXED and the plus sign keep SQLite from using an index, which may be damaged.
        String target = "SELECT coalesce(duplicate_of, id) FROM " + job.rows() + " NOT INDEXED WHERE ";
        String hashes = " IN (SELECT +hash FROM " + job.holds() + ")";
        return target + "person_hash" + hashes + " UNION " + target + "subject_hash" + hashes;
    }
}
