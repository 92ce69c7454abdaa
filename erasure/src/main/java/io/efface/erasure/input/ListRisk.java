package io.efface.erasure.input;

/**
 * A property of a list or a hold list that usually is a mistake. The list or the row is rejected, unless the caller accepts the risk.
 * Receipts contain the names of the constants, so no constant is ever renamed or removed.
 */
public enum ListRisk {
    /** Rows whose id a spreadsheet seems to have changed; see {@link ProblemCode#SPREADSHEET_NUMBER}. */
    SPREADSHEET_NUMBER,
    /** Rows whose id is a marker of an empty cell; see {@link ProblemCode#EMPTY_MARKER}. */
    EMPTY_MARKER,
    /** Rows with a face whose id looks like several ids; see {@link ProblemCode#FACE_SEPARATOR}. */
    FACE_SEPARATOR,
    /** A hold list without ids. */
    EMPTY_HOLD,
    /**
     * Entries of a hold list that nearly match the id of a row. The two differ only in Unicode compatibility forms (such as full-width
     * digits), invisible characters, spaces, case or leading zeros, or one of them contains the other among several ids.
     */
    NEAR_HOLD
}
