package io.efface.erasure.internal.ledger;

import java.util.Optional;

/**
 * A transaction or a snapshot of a ledger. Times are cut to whole milliseconds when they are stored. A change of a row, face, account or
 * job that does not exist has no effect. A failure of the storage is thrown as an unchecked {@link LedgerFailure} and ends the transaction.
 * For one thread.
 */
public interface Transaction extends AutoCloseable {
    /** Returns the list of jobs. */
    Jobs jobs();

    /** Returns the accounts of a job. */
    Accounts accounts(int job);

    /** Returns the targets of a job. */
    Targets targets(int job);

    /** Returns the faces of a job's targets. */
    Faces faces(int job);

    /** Returns the detached faces of a job. */
    DetachedFaces detached(int job);

    /** Returns the hold list of a job. */
    HoldList holds(int job);

    /** Returns the rows of a job that is being planned. */
    PlannedRows plan(int job);

    /** Returns the erased targets of a job. */
    ErasedTargets erased(int job);

    /** Returns the events of a job. */
    Events events(int job);

    /** Returns the seals of a job. */
    Seals seals(int job);

    /** Returns the stored rows and faces of a job, for checks and reports. */
    StoredRows rows(int job);

    /** Returns the edits of a job's rows and faces. */
    RowEdits edits(int job);

    /** Returns the workers of the ledger. */
    default WorkerList workers() {
        return WorkerList.NONE;
    }

    /**
     * Returns the identity of the database: a text that is different in a copy of the database after a failover or a restore. Returns empty
     * for a ledger in a file, in a transaction that only reads, and if the server does not permit the query.
     */
    default Optional<String> database() {
        return Optional.empty();
    }

    @Override
    void close();
}
