package io.efface;

import java.util.Collection;

/** What a failed call may have deleted in all its requests together. */
public enum Effect {
    /**
     * No attempt of the call can have deleted anything. An attempt may have detached faces from the person, see
     * {@link FaceException#detachedFaces()}.
     */
    NONE,
    /** At least one requested item is gone, and the outcome of every item is known. */
    PARTIAL,
    /** The outcome of at least one requested item is unknown. */
    UNKNOWN;

    /**
     * Returns the effect that follows from the outcomes of the requested faces: {@link #UNKNOWN} if a face is {@link FaceOutcome#UNKNOWN}
     * or {@link FaceOutcome#UNCONFIRMED}, else {@link #PARTIAL} if a face {@linkplain FaceOutcome#isGone() is gone}, else {@link #NONE}.
     *
     * @param outcomes the outcomes, one for each requested face
     */
    public static Effect of(Collection<FaceOutcome> outcomes) {
        if (outcomes.stream().anyMatch(FaceOutcome::isUncertain)) {
            return UNKNOWN;
        }
        return outcomes.stream().anyMatch(FaceOutcome::isGone) ? PARTIAL : NONE;
    }

    /** Returns the combined effect of two attempts or chunks: the constant that this enum declares later. */
    public Effect and(Effect other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
