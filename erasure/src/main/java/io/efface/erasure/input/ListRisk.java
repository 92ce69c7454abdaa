package io.efface.erasure.input;

/** What is wrong with a list or a hold list more often than not, and is taken if the caller accepts it. Constants are only ever added. */
public enum ListRisk {
    /** Rows whose id a spreadsheet seems to have changed; see {@link ProblemCode#SPREADSHEET_NUMBER}. */
    SPREADSHEET_NUMBER,
    /** Rows whose id is a marker of an empty cell; see {@link ProblemCode#EMPTY_MARKER}. */
    EMPTY_MARKER,
    /** Rows with a face whose id looks like several; see {@link ProblemCode#FACE_SEPARATOR}. */
    FACE_SEPARATOR,
    /** A hold list without ids. */
    EMPTY_HOLD,
    /**
     * Held ids that equal the id of a row but for compatibility forms, invisible characters, case or leading zeros, or that hold it among
     * others.
     */
    NEAR_HOLD
}
