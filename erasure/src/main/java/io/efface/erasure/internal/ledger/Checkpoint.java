package io.efface.erasure.internal.ledger;

/** The points in the processing of a job at which a test simulates a crash. A crash at each point leaves the ledger in another state. */
public enum Checkpoint {
    /** Planning has committed a batch of rows, the indexes or the duplicates, or has computed the digest. The plan is not complete yet. */
    PLAN_BATCH,
    /** The claim of a target is committed. The request has not been sent yet. */
    INTENT_COMMITTED,
    /** The vendor's response was received. The outcome has not been submitted to the writer yet. */
    ANSWER_RECEIVED,
    /** An outcome is committed. No seal covers its event yet. */
    OUTCOME_COMMITTED,
    /** A step of a scrub is complete. */
    SCRUB_STEP
}
