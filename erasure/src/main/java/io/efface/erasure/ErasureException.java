package io.efface.erasure;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An error of a job or its ledger. Errors of a vendor or an account are not thrown: they are outcomes of the job's targets. The messages
 * are for the operator and never contain a person's id.
 */
public final class ErasureException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The reason of the error. New constants may be added later. */
    public enum Reason {
        /** A name, a file, an option or another input is wrong. Nothing was changed. */
        INPUT,
        /** The configured accounts do not match the accounts of the job or of the request. */
        CONFIGURATION,
        /** Another process has opened the ledger for writing. */
        LEDGER_IN_USE,
        /** The ledger's location cannot be used, for example because it is on a network file system. */
        LEDGER_UNSUITABLE,
        /** The file is not a ledger, has another version, or is damaged. */
        LEDGER_UNREADABLE,
        /**
         * The ledger cannot be written or read any more: the disk is full, or an I/O error occurred. After this error, no request was sent.
         */
        LEDGER_FAILED,
        /** SQLite's native library cannot be unpacked or loaded on this machine. Nothing was changed. */
        SQLITE_UNAVAILABLE,
        /** The ledger has no job of this name. */
        NO_SUCH_JOB,
        /** The ledger already has a job of this name. */
        JOB_EXISTS,
        /** The job's state does not allow the operation. */
        WRONG_STATE,
        /** The key folder lacks keys of the job. */
        KEYS_MISSING,
        /** The key folder contains other keys than those of the job. */
        KEYS_DIFFER,
        /** The key folder or a file in it cannot be used: other users can write or read it, it is a link, or it is damaged. */
        KEYS_UNSUITABLE,
        /** The calling thread was interrupted. All changes of the operation were undone. */
        INTERRUPTED,
        /** The job or its ledger does not match what the operator confirmed, for example the expected number of targets. */
        NOT_CONFIRMED,
        /** The plan would delete a person who is on hold in another job of the same list. Nothing was planned. */
        HOLDS_MISSING,
        /** The ledger's rows differ from the receipts, or the receipts are broken. Nothing was sealed or destroyed. */
        ROWS_DIFFER,
        /** One of the events that no seal covers yet is missing, or was not written by this job. Nothing was sent or sealed. */
        EVENT_FORGED,
        /**
         * An older version of Efface left events that no seal covers, and the caller did not accept these events. Nothing was sent or
         * sealed.
         */
        OLD_TAIL,
        /** A temporary file for the check of a job's receipts cannot be written or read. The job is unchanged, and nothing was sealed. */
        TEMPORARY_FILES
    }

    private final Reason reason;

    /**
     * Creates an exception.
     *
     * @param message the message for the operator, without any person's id
     */
    public ErasureException(Reason reason, String message) {
        this(reason, message, null);
    }

    /** Creates an exception with a cause. The cause's message must not contain a person's id either. */
    public ErasureException(Reason reason, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = Objects.requireNonNull(reason, "reason");
    }

    /** Returns the reason of the error. */
    public Reason reason() {
        return reason;
    }
}
