package io.efface.erasure.internal.run;

import io.efface.Effect;
import io.efface.ErrorKind;
import io.efface.FaceException;
import io.efface.Origin;
import io.efface.RetryAdvice;

/** What a failed call means for its target and for its account. */
enum FailureDisposition {
    /** Something may have been deleted: to be read back. */
    OPEN,
    /** The vendor, or the account's own rules, refuse this target; surely nothing was deleted. */
    TARGET,
    /**
     * The vendor refuses this target because something else is at work on it, which may be an earlier request: only a read shows
     * whether the target is still there.
     */
    CONFLICT,
    /** The account refuses whatever is asked for, or cannot be reached; surely nothing was deleted. */
    ACCOUNT,
    /** This process held it back or gave it up before it left. */
    NOT_SENT;

    /** Returns whether it says nothing about the target, which is to be taken again. */
    boolean isAccounts() {
        return this == ACCOUNT || this == NOT_SENT;
    }

    /**
     * Returns whether a refusal of this disposition may be the account's all the same: the vendor does not document its code as one of the
     * person or face, and did not accept the deletion before a read still found the target.
     */
    boolean mayBeAccounts(FaceException error) {
        return (this == TARGET || this == CONFLICT)
                && error.origin() == Origin.VENDOR
                && error.kind() != ErrorKind.STILL_PRESENT
                && !error.isAboutTarget();
    }

    /** Returns whether an answer that leaves the effect unknown need not be about its target: given to everybody, it is the account's. */
    boolean mayBeCommon(FaceException error) {
        return this == OPEN && error.kind() != ErrorKind.STILL_PRESENT && !error.isAboutTarget();
    }

    /** Judges a failed deletion. */
    static FailureDisposition of(FaceException error) {
        return error.effect() == Effect.NONE ? ofRead(error) : OPEN;
    }

    private static boolean isConflict(FaceException error) {
        return error.kind() == ErrorKind.CONFLICT
                && error.origin() == Origin.VENDOR
                && error.advice() != RetryAdvice.NEVER;
    }

    /** Judges a failed call that surely had no effect, such as a read. */
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
            // What is missing is not the target: where the account is in a library, it is the library.
            case NOT_FOUND -> error.library().isPresent() ? ACCOUNT : TARGET;
            // A repository that lacks the operation says so for each target; a vendor that does not know it has the
            // wrong
            // version, region or product, whatever the target.
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
