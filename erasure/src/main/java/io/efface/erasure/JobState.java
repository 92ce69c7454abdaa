package io.efface.erasure;

/** The state of a job. New constants may be added later. */
public enum JobState {
    /**
     * The job's rows are being read, and no request can be sent. If the process crashes, the next plan of the same name replaces the job.
     */
    PLANNING,
    /** The job's rows are complete and have a digest. No request has been sent. */
    PLANNED,
    /** At least one request may have been sent. */
    STARTED,
    /** The job's ids are being destroyed. */
    SCRUBBING,
    /** The job's ids are destroyed. Outcomes, hashes and receipts stay. */
    SCRUBBED
}
