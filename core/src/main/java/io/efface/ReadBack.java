package io.efface;

/** Whether {@link FaceRepository#findPerson(PersonId, CallOptions)} can positively report that a person is absent. */
public enum ReadBack {
    /** The vendor documents its answer for a missing person. */
    DOCUMENTED,
    /** The answer for a missing person is known from examples or users, not from the reference. */
    INFERRED,
    /** The repository cannot read people. */
    NONE
}
