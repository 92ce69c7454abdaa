package io.efface.erasure;

/** The formats of a report. */
public enum ReportFormat {
    /** Text for people: the numbers, the remarks, and the first rows that are not erased. */
    TEXT,
    /** One JSON object with the numbers, and with an array that has one element for each row. */
    JSON,
    /** A CSV table with one line per row. */
    CSV
}
