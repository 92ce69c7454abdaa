package io.efface.erasure.internal.ledger.record;

/** What a receipt's event says. Constants are only ever added. */
public enum EventType {
    /** The list has become a job: what was planned, by its digests. */
    PLANNED,
    /** A request is about to leave for a target. */
    ATTEMPTED,
    /** A request is about to leave that makes faces of a target unfindable; their ids are stored. */
    DETACHED,
    /** What became of an attempt. */
    OUTCOME,
    /** What a read found of a target. */
    READ_BACK,
    /** A settled target is to be worked on again. */
    REOPENED,
    /** The hold list was changed. */
    HOLDS_CHANGED,
    /** The operator went past a safety stop, knowingly. */
    OVERRIDDEN,
    /** The ids of the job were destroyed. */
    SCRUBBED
}
