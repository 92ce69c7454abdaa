package io.efface.erasure.internal.ledger;

/** The moments of a job at which a crash has another result than one a moment earlier or later. */
public enum Checkpoint {
    /** A step of a plan is committed (a batch of rows, the indexes, the marks), or its digest is known, and the plan is not ready. */
    PLAN_BATCH,
    /** An intent is committed, and its request is about to leave. */
    INTENT_COMMITTED,
    /** The vendor's answer is here, and its outcome is not handed to the writer yet. */
    ANSWER_RECEIVED,
    /** An outcome is committed, and its event not sealed yet. */
    OUTCOME_COMMITTED,
    /** One step of the destruction of a job's ids is done. */
    SCRUB_STEP
}
