package io.efface.erasure.internal.ledger.sqlite;

/**
 * The names of one job's tables. Each job has tables of its own. Therefore rows can be added to a new job before its indexes exist, and a
 * job can be removed by dropping its tables.
 *
 * @param number the job's number in its ledger, from 1
 */
public record JobTables(int number) {
    /** The beginning of the name of each table of detached faces. The number of the job follows it. */
    static final String DETACHED = "detached_";

    /** Returns the name of the table of rows. It has one row for each line of the list and each account of the line. */
    public String rows() {
        return "row_" + number;
    }

    /** Returns the name of the table of faces. It contains the faces of the rows with the operation {@code DELETE_FACES}. */
    public String faces() {
        return "face_" + number;
    }

    /** Returns the name of the table of detached faces. The table exists only after a face was detached. */
    public String detached() {
        return DETACHED + number;
    }

    /** Returns the name of the table of events. */
    public String events() {
        return "event_" + number;
    }

    /** Returns the name of the table of seals. */
    public String seals() {
        return "seal_" + number;
    }

    /** Returns the name of the table of accounts. */
    public String accounts() {
        return "account_" + number;
    }

    /** Returns the name of the table of the hold list. */
    public String holds() {
        return "hold_" + number;
    }
}
