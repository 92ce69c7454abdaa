package io.efface.erasure.internal.ledger;

import io.efface.erasure.ErasureException;
import io.efface.erasure.ErasureException.Reason;
import io.efface.erasure.internal.ledger.record.Job;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/** An open ledger. Thread-safe. */
public interface LedgerStore extends AutoCloseable {
    /** Returns the ledger's id. The key folder stores the keys of the ledger's jobs under this id. */
    String id();

    /** Returns the writer, which applies all changes of the ledger. */
    LedgerWriter writer();

    /**
     * Reads the ledger while the writer may change it.
     *
     * @throws ErasureException of reason {@code LEDGER_FAILED} if the ledger cannot be read
     */
    <T, E extends Exception> T read(Reading<T, E> reading) throws E;

    /** Opens a transaction that only reads. Each statement sees the changes committed before it. The caller closes the transaction. */
    Transaction reading();

    /**
     * Returns the jobs for which detached faces were committed since this process opened the ledger. If other processes can commit detached
     * faces meanwhile, the result contains all jobs with detached faces, including those of other processes.
     *
     * @throws ErasureException of reason {@code LEDGER_FAILED} if the method has to read the ledger, and the read fails
     */
    DetachingJobs detachingJobs();

    /** Returns the database of the ledger, or empty if only one process at a time can use the ledger. */
    default Optional<SharedDatabase> shared() {
        return Optional.empty();
    }

    /**
     * Returns the database of the ledger, which workers need.
     *
     * @throws ErasureException of reason {@code LEDGER_UNSUITABLE} if only one process at a time can use the ledger
     */
    default SharedDatabase requireShared() {
        return shared().orElseThrow(
                        () -> new ErasureException(
                                Reason.LEDGER_UNSUITABLE,
                                "only one process at a time can use the ledger, so it cannot have workers; use a ledger in PostgreSQL"));
    }

    /** Returns the time by which leases end: the time of the database, or of this machine if only one process at a time can use the ledger. */
    default Instant now(Clock clock) {
        return shared().map(database -> database.clock().get()).orElseGet(clock::instant);
    }

    /**
     * Reserves a job for a run or a verification of this process. Other processes cannot run or verify the job meanwhile.
     *
     * @throws ErasureException of reason {@code WRONG_STATE} if a process already runs or verifies the job
     */
    Occupation occupy(Job job);

    /**
     * Finds a job by its name.
     *
     * @param name the name as the operator entered it
     */
    default Optional<Job> find(String name) {
        Objects.requireNonNull(name, "name");
        return writer().write(tx -> tx.jobs().find(name));
    }

    /**
     * Returns the job with a name.
     *
     * @throws ErasureException of reason {@code NO_SUCH_JOB} if the ledger has no such job
     */
    default Job job(String name) {
        Objects.requireNonNull(name, "name");
        return writer().write(tx -> tx.jobs().get(name));
    }

    /** Commits the submitted changes, and releases the ledger for other processes. A second call has no effect. */
    @Override
    void close();

    /** The reservation of a job by this process. {@link #close} ends the reservation. */
    interface Occupation extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * A function that reads a ledger.
     *
     * @param <T> the type of the result
     * @param <E> the type of the exceptions that the function throws in addition to {@link ErasureException}
     */
    interface Reading<T, E extends Exception> {
        T apply(Transaction snapshot) throws E;
    }
}
