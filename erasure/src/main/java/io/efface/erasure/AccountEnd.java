package io.efface.erasure;

/** How the work on one account ended in a run or a verification. New constants may be added later. */
public enum AccountEnd {
    /** The account has no target left that the run or the verification could process. */
    FINISHED,
    /** The run or the verification ended while the account had targets left. */
    STOPPED,
    /** More attempts failed than {@link RunOptions#maxFailures()} allows. */
    TOO_MANY_FAILURES,
    /** More targets were absent than {@link RunOptions#maxAbsentPercent()} allows. The region or the access key may be wrong. */
    TOO_MANY_ABSENT,
    /**
     * The account was given up after an error that is not temporary, for example because of its key, its permissions or unpaid bills. An
     * error that only a change of the configuration can fix ends the account at once. After other errors, probes must fail first.
     */
    REFUSED,
    /**
     * The account was given up after a temporary error: it could not be reached, asked for a later retry, or failed. A later run may
     * succeed without any change.
     */
    UNAVAILABLE;

    /** Returns whether a safety stop ended the account: {@link #TOO_MANY_FAILURES} or {@link #TOO_MANY_ABSENT}. */
    public boolean isSafetyStop() {
        return this == TOO_MANY_FAILURES || this == TOO_MANY_ABSENT;
    }
}
