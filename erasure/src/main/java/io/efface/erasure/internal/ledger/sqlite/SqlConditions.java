package io.efface.erasure.internal.ledger.sqlite;

import io.efface.FaceOutcome;

/** Conditions in SQL about a row of a job. */
final class SqlConditions {
    private SqlConditions() {}

    /** The row under a name has a face that is neither gone, nor kept on purpose, nor failed. */
    static String hasOpenFaces(JobTables job, String row) {
        return "EXISTS(SELECT 1 FROM " + job.faces() + " AS open WHERE open.target = " + row + ".id AND "
                + isOpen("open.outcome") + ")";
    }

    /** The row under a name has a face that surely was not deleted. */
    static String hasFailedFaces(JobTables job, String row) {
        return "EXISTS(SELECT 1 FROM " + job.faces() + " AS failed WHERE failed.target = " + row
                + ".id AND failed.outcome = '" + FaceOutcome.FAILED + "')";
    }

    /** An outcome of a face that another deletion may still change for the better. */
    static String isOpen(String outcome) {
        return "(" + outcome + " IS NULL OR " + outcome + " IN ('" + FaceOutcome.UNKNOWN + "', '"
                + FaceOutcome.UNCONFIRMED + "', '" + FaceOutcome.NOT_ATTEMPTED + "'))";
    }
}
