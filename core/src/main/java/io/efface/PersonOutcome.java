package io.efface;

/** The outcome of a successful deletion of a person. Later versions may add constants. */
public enum PersonOutcome {
    /** The vendor reports that this call removed the person. */
    DELETED,
    /** The person did not exist. The deletion of a missing person succeeds. */
    ALREADY_ABSENT
}
