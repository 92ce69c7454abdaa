package io.efface;

/** What a failed call may have done, over all its attempts and chunks. It never falls. */
public enum Effect {
    /** Nothing was deleted: every attempt was surely without effect. */
    NONE,
    /** Some of the requested items are surely deleted, and of no item it is unknown. */
    PARTIAL,
    /** Of at least one requested item it is unknown whether it was deleted. */
    UNKNOWN;

    /** Returns the effect of two attempts or chunks together: the higher of the two. */
    public Effect and(Effect other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
