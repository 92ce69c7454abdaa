package io.efface.erasure.internal.ledger;

import io.efface.erasure.ErasureException;
import io.efface.erasure.internal.ledger.record.Job;
import java.util.Objects;
import java.util.Optional;

/** An open ledger. Thread-safe. */
public interface LedgerStore extends AutoCloseable {
    /** Returns the ledger's id, which its keys are filed under. */
    String id();

    /** Returns the writer, through which all changes go. */
    LedgerWriter writer();

    /**
     * Reads the ledger beside its writer.
     *
     * @throws ErasureException of reason {@code LEDGER_FAILED} if it cannot be read
     */
    <T, E extends Exception> T read(Reading<T, E> reading) throws E;

    /** Opens a transaction that only reads; each statement sees what is committed by then. The caller closes it. */
    Transaction reading();

    /**
     * Takes a job for a run or a verification; other processes cannot have the ledger anyway.
     *
     * @throws ErasureException of reason {@code WRONG_STATE} if this process runs or verifies it already
     */
    Occupation occupy(Job job);

    /**
     * Finds a job by its name.
     *
     * @param name as the operator gave it
     */
    default Optional<Job> find(String name) {
        Objects.requireNonNull(name, "name");
        return writer().write(tx -> tx.jobs().find(name));
    }

    /**
     * Finds a job that has to exist.
     *
     * @throws ErasureException of reason {@code NO_SUCH_JOB}
     */
    default Job job(String name) {
        Objects.requireNonNull(name, "name");
        return writer().write(tx -> tx.jobs().get(name));
    }

    /** Commits the changes that were submitted, and releases the ledger for other processes. Calling it again does nothing. */
    @Override
    void close();

    /** A job taken by this process. */
    interface Occupation extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * A use of one moment of a ledger.
     *
     * @param <T> what is read
     * @param <E> what else it throws
     */
    interface Reading<T, E extends Exception> {
        T apply(Transaction snapshot) throws E;
    }
}
