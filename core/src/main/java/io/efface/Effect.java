package io.efface;

import java.util.Collection;

/** What a failed call may have done, over all its attempts and chunks. */
public enum Effect {
    /** Nothing was deleted: every attempt was surely without effect. */
    NONE,
    /** At least one of the requested items is gone, and of no item it is unknown. */
    PARTIAL,
    /** Of at least one requested item it is unknown whether it was deleted. */
    UNKNOWN;

    /**
     * Returns the effect that follows from what became of each requested face: {@link #UNKNOWN} if one is
     * {@link FaceOutcome#UNKNOWN} or {@link FaceOutcome#UNCONFIRMED}, else {@link #PARTIAL} if one
     * {@linkplain FaceOutcome#isGone() is gone}, else {@link #NONE}.
     *
     * @param outcomes one outcome for each requested face
     */
    public static Effect of(Collection<FaceOutcome> outcomes) {
        if (outcomes.stream().anyMatch(FaceOutcome::isOpen)) {
            return UNKNOWN;
        }
        return outcomes.stream().anyMatch(FaceOutcome::isGone) ? PARTIAL : NONE;
    }

    /** Returns the effect of two attempts or chunks together: the higher of the two. */
    public Effect and(Effect other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
