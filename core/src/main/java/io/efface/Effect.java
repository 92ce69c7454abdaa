package io.efface;

import java.util.Collection;

/** Whether a failed call may have deleted something. The effect covers all requests of the call. */
public enum Effect {
    /**
     * No attempt of the call can have deleted anything. But an attempt may have detached faces from the person, see
     * {@link FaceException#detachedFaces()}.
     */
    NONE,
    /** At least one face is gone, and the outcome of every requested person and face is known. */
    PARTIAL,
    /** The outcome of at least one requested person or face is unknown. */
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

    /**
     * Returns the combined effect of two attempts or chunks: {@link #UNKNOWN} if one of them is unknown, else {@link #PARTIAL} if one of
     * them is partial, else {@link #NONE}.
     */
    public Effect and(Effect other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
