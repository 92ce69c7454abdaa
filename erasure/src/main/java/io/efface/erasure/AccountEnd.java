package io.efface.erasure;

/** How the work on one account ended in a run or a verification. New constants may be added later. */
public enum AccountEnd {
    /** The account has no target left that the run or the verification could process. */
    FINISHED,
    /** The run or the verification ended while the account had targets left. */
    STOPPED,
    /** More attempts failed than {@link RunOptions#maxFailures()} allows, and a run could process more targets of the account. */
    TOO_MANY_FAILURES,
    /**
     * More targets were absent than {@link RunOptions#maxAbsentPercent()} allows, and a run could process more targets of the account. The
     * region or the access key may be wrong.
     */
    TOO_MANY_ABSENT,
    /**
     * The run or the verification gave the account up after an error that is not temporary. The cause may be the account's key, its
     * permissions or unpaid bills. If only a change of the configuration can fix the error, the account is given up at once. After any
     * other error, the account first pauses, and is given up when the requests that test it after its pauses have failed, too.
     */
    REFUSED,
    /**
     * The run or the verification gave the account up after a temporary error: the vendor could not be reached, throttled the account, or
     * reported another error after which a repeat makes sense. A later run may succeed without any change.
     */
    UNAVAILABLE;

    /** Returns whether a safety stop ended the account: {@link #TOO_MANY_FAILURES} or {@link #TOO_MANY_ABSENT}. */
    public boolean isSafetyStop() {
        return this == TOO_MANY_FAILURES || this == TOO_MANY_ABSENT;
    }
}
