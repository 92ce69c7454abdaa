package io.efface.erasure;

/** How one account's part of a run or a verification ended. Constants are only ever added. */
public enum AccountEnd {
    /** There was nothing more to take. */
    FINISHED,
    /** The run ended before this account's part did. */
    STOPPED,
    /** More attempts failed than {@link RunOptions#maxFailures()} allows. */
    TOO_MANY_FAILURES,
    /** More targets were absent than {@link RunOptions#maxAbsentPercent()} allows: is it the right region, and the right key? */
    TOO_MANY_ABSENT,
    /** The account refused until the probes were used up: its key, its permission, its arrears, or whatever was asked for. */
    REFUSED,
    /**
     * The account could not be reached, asked for a later repeat, or kept failing, until the probes or the time for them were used up: the
     * same run makes sense again.
     */
    UNAVAILABLE;

    /** Returns whether a safety stop ended it. */
    public boolean isSafetyStop() {
        return this == TOO_MANY_FAILURES || this == TOO_MANY_ABSENT;
    }
}
