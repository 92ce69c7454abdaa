package io.efface;

/** Whether {@link FaceRepository#findPerson(PersonId, CallOptions)} can positively report that a person is absent. */
public enum ReadBack {
    /** The vendor documents its response for a missing person. */
    DOCUMENTED,
    /** Only examples or reports of users show the vendor's response for a missing person; the vendor's reference does not document it. */
    INFERRED,
    /** The repository cannot read people. */
    NONE
}
