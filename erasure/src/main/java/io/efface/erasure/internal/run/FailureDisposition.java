package io.efface.erasure.internal.run;

import io.efface.Effect;
import io.efface.ErrorKind;
import io.efface.FaceException;
import io.efface.Origin;
import io.efface.RetryAdvice;

/** The consequence of a failed call for its target and its account. */
enum FailureDisposition {
    /** The call may have deleted the target. A run reads the target before it deletes again. */
    OPEN,
    /** The vendor or the account's configuration rejects this target. Nothing was deleted. */
    TARGET,
    /**
     * The vendor rejects the call because another request is changing the target. The other request may be an earlier request of the job,
     * so only a read shows whether the target still exists.
     */
    CONFLICT,
    /** The account rejects every request or cannot be reached. Nothing was deleted. */
    ACCOUNT,
    /** This process did not send the request. */
    NOT_SENT;

    /** Returns whether the failure does not concern the target. The run then takes the target again. */
    boolean sparesTarget() {
        return this == ACCOUNT || this == NOT_SENT;
    }

    /** Returns whether this process rejects the target, so that the error does not show whether the account works. */
    boolean isLocalRejection(FaceException error) {
        return this == TARGET && error.origin() == Origin.LOCAL;
    }

    /**
     * Returns whether an error of this disposition may concern the whole account. An error may concern the account if its kind is not
     * {@code STILL_PRESENT}, and the vendor does not document its code as a code about the person or face.
     */
    boolean mayConcernAccount(FaceException error) {
        return (this == TARGET || this == CONFLICT)
                && error.origin() == Origin.VENDOR
                && error.kind() != ErrorKind.STILL_PRESENT
                && !error.isAboutTarget();
    }

    /**
     * Returns whether an error of unknown effect may concern the whole account. {@link CommonError} decides this: the error concerns the
     * account if every target gets it.
     */
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

    /** Returns the disposition of a failed read, or of another failed call without effect. */
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
            // NOT_FOUND never means that the target is absent. For an account with a library, it means that the library
            // does not exist.
            case NOT_FOUND -> error.library().isPresent() ? ACCOUNT : TARGET;
            // If the vendor does not support the operation, the version, region or product of the account is wrong. If
            // the repository does not support the operation, each target fails.
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
