package io.efface;

/** The outcome of one requested face. Every requested face has exactly one outcome. Later versions may add constants. */
public enum FaceOutcome {
    /** The vendor reports that this call removed the face from this person. */
    DELETED,
    /** The person does not have the face. Another person may have the face. */
    ALREADY_ABSENT,
    /** The vendor responded, but the response does not confirm the deletion of the face. */
    UNCONFIRMED,
    /** A request with the face was sent, but no readable response was received. The face may have been deleted. */
    UNKNOWN,
    /** The face was kept on purpose; {@link FaceResult#retained()} returns the reason. */
    RETAINED,
    /** The face was certainly not deleted; {@link FaceResult#error()} returns the error. */
    FAILED,
    /** No request with this face was sent. */
    NOT_ATTEMPTED;

    /** Returns whether the person no longer has the face; the {@link Evidence} states how certain this is. */
    public boolean isGone() {
        return this == DELETED || this == ALREADY_ABSENT;
    }

    /** Returns whether the deletion of the face is uncertain: {@link #UNCONFIRMED} or {@link #UNKNOWN}. */
    public boolean isUncertain() {
        return this == UNCONFIRMED || this == UNKNOWN;
    }
}
