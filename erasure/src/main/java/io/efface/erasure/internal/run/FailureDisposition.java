package io.efface.erasure.internal.run;

import io.efface.Effect;
import io.efface.ErrorKind;
import io.efface.FaceException;
import io.efface.Origin;
import io.efface.RetryAdvice;

/** What a failed call means for its target and its account. */
enum FailureDisposition {
    /** The call may have deleted something: the target is read back. */
    OPEN,
    /** The vendor or a rule of the account rejects this target; nothing was deleted. */
    TARGET,
    /**
     * The vendor rejects this target while another request changes it. That may be an earlier request of the job, so only a read shows
     * whether the target still exists.
     */
    CONFLICT,
    /** The account rejects every request, or cannot be reached; nothing was deleted. */
    ACCOUNT,
    /** This process blocked the request or gave it up before it was sent. */
    NOT_SENT;

    /** Returns whether the failure does not concern the target, which is taken again. */
    boolean isAccounts() {
        return this == ACCOUNT || this == NOT_SENT;
    }

    /**
     * Returns whether an error of this disposition may concern the account after all: the vendor does not document its code as one of the
     * person or face, and the error is not that a read still found the target after the deletion.
     */
    boolean mayConcernAccount(FaceException error) {
        return (this == TARGET || this == CONFLICT)
                && error.origin() == Origin.VENDOR
                && error.kind() != ErrorKind.STILL_PRESENT
                && !error.isAboutTarget();
    }

    /** Returns whether an error of unknown effect need not concern its target; if every target gets it, it concerns the account. */
    boolean mayBeCommon(FaceException error) {
        return this == OPEN && error.kind() != ErrorKind.STILL_PRESENT && !error.isAboutTarget();
    }

    /** Returns the disposition of a failed deletion. */
    static FailureDisposition of(FaceException error) {
        return error.effect() == Effect.NONE ? ofRead(error) : OPEN;
    }

    private static boolean isConflict(FaceException error) {
        return error.kind() == ErrorKind.CONFLICT
                && error.origin() == Origin.VENDOR
                && error.advice() != RetryAdvice.NEVER;
    }

    /** Returns the disposition of a failed call without effect, such as a read. */
    static FailureDisposition ofRead(FaceException error) {
        if (isConflict(error)) {
            return CONFLICT;
        }
        if (error.isAboutTarget()) {
            return TARGET;
        }
        return switch (error.kind()) {
            case CANCELLED -> NOT_SENT;
            case UNAUTHENTICATED, PERMISSION_DENIED, ACCOUNT_UNAVAILABLE, QUOTA_EXCEEDED, CONFIGURATION -> ACCOUNT;
            case INVALID_ARGUMENT, FAILED_PRECONDITION -> TARGET;
            // An absent target is no error. Where the account has a library, it is the library that does not exist.
            case NOT_FOUND -> error.library().isPresent() ? ACCOUNT : TARGET;
            // A repository without the operation answers so for each target. If the vendor does not know the operation,
            // the version,
            // region or product is wrong, whatever the target.
            case UNSUPPORTED -> error.origin() == Origin.VENDOR ? ACCOUNT : TARGET;
            case CONFLICT,
                    RATE_LIMITED,
                    UNAVAILABLE,
                    TIMEOUT,
                    DEADLINE_EXCEEDED,
                    STILL_PRESENT,
                    INTERNAL,
                    MALFORMED_RESPONSE,
                    UNKNOWN -> error.origin() == Origin.VENDOR ? TARGET : ACCOUNT;
        };
    }
}
