package io.efface.erasure;

/** The formats of a report. */
public enum ReportFormat {
    /** Text for people: numbers, remarks, and the first lines that are not erased. */
    TEXT,
    /** One JSON object with the numbers and an array with one element per row. */
    JSON,
    /** A CSV table with one line per row. */
    CSV
}
