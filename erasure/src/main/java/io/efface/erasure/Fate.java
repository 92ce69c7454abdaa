package io.efface.erasure;

import io.efface.Effect;
import io.efface.FaceException;
import io.efface.Origin;

/** What a failed call means for its target and for its account. */
enum Fate {
    /** Something may have been deleted: to be read back. */
    OPEN,
    /** The vendor, or the account's own rules, refuse this target; surely nothing was deleted. */
    TARGET,
    /** The account refuses whatever is asked for, or cannot be reached; surely nothing was deleted. */
    ACCOUNT,
    /** This process held it back or gave it up before it left. */
    NOT_SENT;

    /** Returns whether it says nothing about the target, which is to be taken again. */
    boolean isAccounts() {
        return this == ACCOUNT || this == NOT_SENT;
    }

    /** Judges a failed deletion. */
    static Fate of(FaceException error) {
        return error.effect() == Effect.NONE ? ofRead(error) : OPEN;
    }

    /** Judges a failed call that surely had no effect, such as a read. */
    static Fate ofRead(FaceException error) {
        return switch (error.kind()) {
            case CANCELLED -> NOT_SENT;
            case UNAUTHENTICATED, PERMISSION_DENIED, ACCOUNT_UNAVAILABLE, QUOTA_EXCEEDED, CONFIGURATION -> ACCOUNT;
            case INVALID_ARGUMENT, FAILED_PRECONDITION, NOT_FOUND, UNSUPPORTED -> TARGET;
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
