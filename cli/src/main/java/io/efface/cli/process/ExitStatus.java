package io.efface.cli.process;

import io.efface.DeleteFacesResult;
import io.efface.Effect;
import io.efface.FaceException;
import io.efface.FaceResult;
import io.efface.Origin;
import io.efface.RetryAdvice;
import io.efface.erasure.ErasureException;

/**
 * The exit status of the process. {@link ExitPrecedence} orders several. Codes and their meaning are frozen.
 *
 * <p>A failed call is judged by its error's kind, then by its advice. What faces it left unknown does not count: every timed-out
 * deletion of faces leaves them unknown, and its caller is helped by "a repeat makes sense". A call that returned has no error to
 * go by, so there the faces decide.
 */
public enum ExitStatus {
    /** Everything asked for holds. */
    DONE(0),
    /** Any other failure, such as a ledger that cannot be written. */
    OTHER(1),
    /** Wrong usage, configuration or argument; nothing was sent for it. */
    USAGE(2),
    /** Something asked for was not deleted, or not surely, and the same call will not change that. */
    NOT_DELETED(3),
    /** The account is refused: unknown key, no permission, arrears. */
    REFUSED(4),
    /** A job stopped by itself: too many failures, or too many absences to be believed. */
    SAFETY_STOP(5),
    /** A temporary failure; the same command can be repeated. */
    REPEAT(6),
    /** The vendor reported a deletion, and a later read still found the target. */
    STILL_PRESENT(7),
    /** A job stopped as it was asked to, with work left. */
    WORK_LEFT(8),
    /** SIGHUP, from a terminal that was closed, stopped a job with work left. */
    HUNG_UP(129),
    /** Ctrl-C stopped a job with work left: 128 and the signal's number, as shells count. */
    INTERRUPTED(130),
    /** SIGTERM stopped a job with work left. */
    TERMINATED(143);

    private final int code;

    ExitStatus(int code) {
        this.code = code;
    }

    /** Returns the process's exit code. */
    public int code() {
        return code;
    }

    /** Returns the status of a failed call. */
    public static ExitStatus of(FaceException failure) {
        return switch (failure.kind()) {
            case CONFIGURATION, INVALID_ARGUMENT -> isLocalRejection(failure) ? USAGE : byAdvice(failure);
            case UNAUTHENTICATED, PERMISSION_DENIED, ACCOUNT_UNAVAILABLE -> REFUSED;
            case STILL_PRESENT -> STILL_PRESENT;
            case FAILED_PRECONDITION -> NOT_DELETED;
            default -> byAdvice(failure);
        };
    }

    /** Returns the status of a call that returned: the first in precedence over all of its faces. */
    public static ExitStatus of(DeleteFacesResult result) {
        return result.faces().values().stream().map(ExitStatus::of).reduce(DONE, ExitPrecedence.CALLS::first);
    }

    /** Returns the status if a job or a ledger cannot be used. */
    public static ExitStatus of(ErasureException failure) {
        return switch (failure.reason()) {
            case LEDGER_FAILED, LEDGER_UNREADABLE, ROWS_DIFFER, EVENT_FORGED, INTERRUPTED -> OTHER;
            default -> USAGE;
        };
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

    private static boolean isLocalRejection(FaceException failure) {
        return failure.origin() == Origin.LOCAL && failure.effect() == Effect.NONE;
    }

    private static ExitStatus byAdvice(FaceException failure) {
        return failure.advice() == RetryAdvice.BACKOFF ? REPEAT : OTHER;
    }
}
