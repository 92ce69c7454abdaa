package io.efface.erasure.input;

/**
 * A property of a list or a hold list that usually is a mistake. If the caller does not accept the risk, the list or the row is rejected.
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
     * Entries of a hold list that nearly match the id of a row. There are two cases. In the first case, the entry and the id differ only in
     * Unicode compatibility forms (such as full-width digits), invisible characters, spaces, case or leading zeros. In the second case, one
     * of the two consists of several ids, and the other is one of these ids.
     */
    NEAR_HOLD
}
