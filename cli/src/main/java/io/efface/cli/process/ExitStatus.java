package io.efface.cli.process;

import io.efface.DeleteFacesResult;
import io.efface.Effect;
import io.efface.FaceException;
import io.efface.FaceResult;
import io.efface.Origin;
import io.efface.RetryAdvice;
import io.efface.erasure.ErasureException;

/**
 * The exit status of the process. If several apply, {@link ExitPrecedence} chooses one. Codes and meanings never change.
 *
 * <p>The status of a failed call follows from the kind of its error. If the kind has no status of its own, the status follows from the
 * retry advice. The outcomes of the faces of a failed call are ignored: after a timeout, the outcome of every face is unknown, but a repeat
 * of the call may succeed. If a call returned a result, the outcomes of its faces determine the status.
 */
public enum ExitStatus {
    /** Everything that was requested is done. */
    DONE(0),
    /** Any other failure, such as a ledger that cannot be written. */
    OTHER(1),
    /** Invalid option, argument or configuration. The command sent nothing. */
    USAGE(2),
    /** A target was not deleted, or its deletion is uncertain. A repeat of the call will not change this. */
    NOT_DELETED(3),
    /** The vendor rejected the account: unknown key, missing permission or unpaid bills. */
    REFUSED(4),
    /** A job stopped automatically: too many targets failed, or so many were absent that the configuration is probably wrong. */
    SAFETY_STOP(5),
    /** A temporary failure; the same command can be repeated. */
    REPEAT(6),
    /** The vendor reported a deletion, and a later read still found the target. */
    STILL_PRESENT(7),
    /** A job stopped as requested, with work left. */
    WORK_LEFT(8),
    /** SIGHUP, which a closed terminal sends, stopped a job with work left. */
    HUNG_UP(129),
    /** Ctrl-C stopped a job with work left. The code is 128 plus the number of the signal, as in shells. */
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

    /** Returns the status of a call that returned a result: the status with the highest precedence among those of the faces. */
    public static ExitStatus of(DeleteFacesResult result) {
        return result.faces().values().stream().map(ExitStatus::of).reduce(DONE, ExitPrecedence.CALLS::first);
    }

    /** Returns the status for an error about a job or a ledger. */
    public static ExitStatus of(ErasureException failure) {
        return switch (failure.reason()) {
            case LEDGER_FAILED, LEDGER_UNREADABLE, ROWS_DIFFER, EVENT_FORGED, INTERRUPTED, TEMPORARY_FILES -> OTHER;
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
