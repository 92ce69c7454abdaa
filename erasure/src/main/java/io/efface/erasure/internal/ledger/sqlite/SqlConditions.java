package io.efface.erasure.internal.ledger.sqlite;

import io.efface.FaceOutcome;

/** SQL conditions about the faces of a row. */
final class SqlConditions {
    private SqlConditions() {}

    /**
     * Returns an SQL condition: whether a target has a face that is neither gone nor retained nor failed.
     *
     * @param row the alias of the target's row in the query
     */
    static String hasOpenFaces(JobTables job, String row) {
        return "EXISTS(SELECT 1 FROM " + job.faces() + " AS open WHERE open.target = " + row + ".id AND "
                + isOpen("open.outcome") + ")";
    }

    /**
     * Returns an SQL condition: whether a target has a face that certainly was not deleted.
     *
     * @param row the alias of the target's row in the query
     */
    static String hasFailedFaces(JobTables job, String row) {
        return "EXISTS(SELECT 1 FROM " + job.faces() + " AS failed WHERE failed.target = " + row
                + ".id AND failed.outcome = '" + FaceOutcome.FAILED + "')";
    }

    /**
     * Returns an SQL condition: whether the outcome of a face is open, so that another attempt has to delete the face.
     *
     * @param outcome the SQL expression for the outcome
     */
    static String isOpen(String outcome) {
        return "(" + outcome + " IS NULL OR " + outcome + " IN ('" + FaceOutcome.UNKNOWN + "', '"
                + FaceOutcome.UNCONFIRMED + "', '" + FaceOutcome.NOT_ATTEMPTED + "'))";
    }
}
