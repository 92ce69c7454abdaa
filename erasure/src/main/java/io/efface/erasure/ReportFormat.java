package io.efface.erasure;

/** The formats of a report. */
public enum ReportFormat {
    /** Text for people: the numbers, the remarks, and the first rows that are not erased. */
    TEXT,
    /** One JSON object with the numbers, and with an array that has one element for each row. */
    JSON,
    /** A CSV table with one line per row. */
    CSV,
    /** One HTML page without scripts, for screens and for printing. It lists the first rows that are not erased. */
    HTML,
    /**
     * One HTML page that certifies a finished job, for signing. Before all details, it states what was not erased and what the evidence
     * does not show.
     */
    CERTIFICATE
}
