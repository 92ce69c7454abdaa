package io.efface.erasure;

/** Where a job stands. Constants are only ever added. */
public enum JobState {
    /** Its rows are being read; nothing can be sent. A job left so by a crash is planned anew. */
    PLANNING,
    /** Its rows are fixed and have a digest. */
    PLANNED,
    /** At least one request may have been sent for it. */
    STARTED,
    /** Its ids are being destroyed. */
    SCRUBBING,
    /** Its ids are gone: outcomes, hashes and receipts stay. */
    SCRUBBED
}
