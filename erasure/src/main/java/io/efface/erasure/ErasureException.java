package io.efface.erasure;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What goes wrong with a job or its ledger; what a vendor or an account refuses is part of the job's outcomes instead. Messages are
 * for the operator and hold no id of a person. Immutable but for what every {@link Throwable} has.
 */
public final class ErasureException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Why. Constants are only ever added. */
    public enum Reason {
        /** A name, file, option or other input is wrong; nothing was changed. */
        INPUT,
        /** The accounts of the configuration and those of the job do not agree. */
        CONFIGURATION,
        /** Another process has the ledger. */
        LEDGER_IN_USE,
        /** The ledger's place will not do, such as a network file system. */
        LEDGER_UNSUITABLE,
        /** The file is not a ledger, is of another version, or is damaged. */
        LEDGER_UNREADABLE,
        /** The ledger cannot be written any more: disk full, or an I/O error. Nothing more was sent. */
        LEDGER_FAILED,
        /** SQLite's native library cannot be unpacked or loaded on this machine; nothing was changed. */
        SQLITE_UNAVAILABLE,
        /** There is no job of that name. */
        NO_SUCH_JOB,
        /** There is a job of that name already. */
        JOB_EXISTS,
        /** The job is not in the state that the command needs. */
        WRONG_STATE,
        /** The job's keys are not in the key folder. */
        KEYS_MISSING,
        /** The key folder holds other keys than the job's. */
        KEYS_DIFFER,
        /** The key folder or a file in it will not do: others can write or read it, it is a link, or it is damaged. */
        KEYS_UNSUITABLE,
        /** The calling thread was interrupted; what had been begun was undone. */
        INTERRUPTED,
        /** What the operator expected or typed is not what the job is. */
        NOT_CONFIRMED,
        /** The ledger's rows are not what the receipts say, or the receipts are broken: nothing was sealed or destroyed. */
        ROWS_DIFFER,
        /** An event that no seal covers yet was not written by this job's processes, or one is missing. Nothing was sent or sealed. */
        EVENT_FORGED,
        /** A job of a ledger of version 1 has events without a seal, which were not accepted. Nothing was sent or sealed. */
        OLD_TAIL
    }

    private final Reason reason;

    /**
     * Makes an exception.
     *
     * @param message for the operator, without any id of a person
     */
    public ErasureException(Reason reason, String message) {
        this(reason, message, null);
    }

    /** Makes an exception with a cause, whose own message must hold no id of a person either. */
    public ErasureException(Reason reason, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = Objects.requireNonNull(reason, "reason");
    }

    /** Returns why. */
    public Reason reason() {
        return reason;
    }
}
