package io.efface;

/** Whether {@link FaceRepository#findPerson(PersonId, CallOptions)} can positively say that a person is absent. */
public enum ReadBack {
    /** The vendor documents how it answers for a missing person. */
    DOCUMENTED,
    /** The answer for a missing person is known from examples or users, not from the reference. */
    INFERRED,
    /** There is no read-back. */
    NONE
}
