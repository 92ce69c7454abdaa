package io.efface;

/** What became of a person whose deletion succeeded. Constants are only ever added. */
public enum PersonOutcome {
    /** The vendor says that this call removed the person. */
    DELETED,
    /** The person was not there. Deleting a missing person succeeds: what was asked for holds. */
    ALREADY_ABSENT
}
