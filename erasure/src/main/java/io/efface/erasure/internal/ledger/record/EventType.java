package io.efface.erasure.internal.ledger.record;

/** The type of an event. Receipts contain the names of the constants, so no constant is ever renamed or removed. */
public enum EventType {
    /** The job was planned. The event contains the digests of the plan. */
    PLANNED,
    /** An attempt for a target begins: the next step sends a request. */
    ATTEMPTED,
    /** The next request detaches faces of a target. The ledger has stored the ids of these faces. */
    DETACHED,
    /** An attempt for a target ended. The event contains the outcome. */
    OUTCOME,
    /** A read looked for a target. The event contains the result of the read. */
    READ_BACK,
    /** A target that already had an outcome has to be processed again. */
    REOPENED,
    /** The hold list was changed. */
    HOLDS_CHANGED,
    /** The operator overrode a check or a safety stop, or a repair has changed rows. */
    OVERRIDDEN,
    /** The ids of the job were destroyed. */
    SCRUBBED,
    /**
     * The job continues in a copy of its database, after a failover or a restore. The last events before this event may be missing, so an
     * attempt that the ledger does not know may have deleted each target that is open now.
     */
    DATABASE_REPLACED
}
