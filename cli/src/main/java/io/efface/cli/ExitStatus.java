package io.efface.cli;

import io.efface.DeleteFacesResult;
import io.efface.Effect;
import io.efface.FaceException;
import io.efface.FaceResult;
import io.efface.Origin;
import io.efface.RetryAdvice;

/**
 * What the process ends with. The constants are in order of precedence: of several, the first one wins.
 *
 * <p>A failed call is judged by its error's kind, then by its advice. What faces it left unknown does not count: every timed-out
 * deletion of faces leaves them unknown, and its caller is helped by "a repeat makes sense". A call that returned has no error to
 * go by, so there the faces decide.
 */
enum ExitStatus {
    /** Wrong usage, configuration or argument; nothing was sent for it. */
    USAGE(2),
    /** The account is refused: unknown key, no permission, arrears. */
    REFUSED(4),
    /** The vendor said that it deleted, and a later read still found it. */
    STILL_PRESENT(7),
    /** Something asked for was not deleted, or not surely, and the same call will not change that. */
    NOT_DELETED(3),
    /** Any other failure. */
    OTHER(1),
    /** It failed, and the same command makes sense again. */
    REPEAT(6),
    /** Everything asked for holds. */
    DONE(0);

    private final int code;

    ExitStatus(int code) {
        this.code = code;
    }

    /** Returns the process's exit code. */
    int code() {
        return code;
    }

    /** Returns the one of the two that takes precedence. */
    ExitStatus and(ExitStatus other) {
        return compareTo(other) <= 0 ? this : other;
    }

    /** Returns what a failed call ends with. */
    static ExitStatus of(FaceException failure) {
        return switch (failure.kind()) {
            case CONFIGURATION, INVALID_ARGUMENT -> isOurRefusal(failure) ? USAGE : byAdvice(failure);
            case UNAUTHENTICATED, PERMISSION_DENIED, ACCOUNT_UNAVAILABLE -> REFUSED;
            case STILL_PRESENT -> STILL_PRESENT;
            case FAILED_PRECONDITION -> NOT_DELETED;
            default -> byAdvice(failure);
        };
    }

    /** Returns what a call that returned ends with: the first in precedence over all of its faces. */
    static ExitStatus of(DeleteFacesResult result) {
        return result.faces().values().stream().map(ExitStatus::of).reduce(DONE, ExitStatus::and);
    }

    private static ExitStatus of(FaceResult face) {
        FaceException error = face.error();
        return switch (face.outcome()) {
            case DELETED, ALREADY_ABSENT -> DONE;
            case UNCONFIRMED, UNKNOWN, RETAINED -> NOT_DELETED;
            case FAILED -> error == null ? OTHER : of(error);
            case NOT_ATTEMPTED -> OTHER;
        };
    }

    private static boolean isOurRefusal(FaceException failure) {
        return failure.origin() == Origin.LOCAL && failure.effect() == Effect.NONE;
    }

    private static ExitStatus byAdvice(FaceException failure) {
        return failure.advice() == RetryAdvice.BACKOFF ? REPEAT : OTHER;
    }
}
