package io.efface;

/** What became of one requested face. Every requested face has exactly one. Constants are only ever added. */
public enum FaceOutcome {
    /** The vendor says that this call removed the face from this person. */
    DELETED,
    /** The face was not with this person; nothing is said of other persons. */
    ALREADY_ABSENT,
    /** The vendor answered and did not list the face, without giving a reason. */
    UNCONFIRMED,
    /** The face was sent and no readable answer came: it may be gone or not. */
    UNKNOWN,
    /** The face was kept on purpose; {@link FaceResult#retained()} says why. */
    RETAINED,
    /** The face was surely not deleted; {@link FaceResult#error()} says why. */
    FAILED,
    /** The face was never sent. */
    NOT_ATTEMPTED;

    /** Returns whether the face is gone from this person, as far as its {@link Evidence} goes. */
    public boolean isGone() {
        return this == DELETED || this == ALREADY_ABSENT;
    }

    /** Returns whether it is unknown whether the face was deleted: {@link #UNCONFIRMED} or {@link #UNKNOWN}. */
    public boolean isOpen() {
        return this == UNCONFIRMED || this == UNKNOWN;
    }
}
