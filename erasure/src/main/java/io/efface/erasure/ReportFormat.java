package io.efface.erasure;

/** What a report is written as. */
public enum ReportFormat {
    /** Numbers and remarks for people to read, and the first lines that are not erased. */
    TEXT,
    /** One object with the numbers and an element for each row. */
    JSON,
    /** A line for each row, for tables. */
    CSV
}
