package io.efface.erasure.internal.ledger;

/**
 * The operations on a ledger within one transaction, or at one moment. Times are stored in whole milliseconds, and what is below them is
 * cut off. A change of a row, face, account or job that does not exist changes nothing. Storage failures are thrown unchecked, and end the
 * transaction. For one thread.
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

    /** Returns the rows and faces of a job as they are stored. */
    StoredRows rows(int job);

    /** Returns the edits of a job's rows and faces. */
    RowEdits edits(int job);

    /** Rewrites the ledger's file without what was removed from it; only outside a transaction. */
    void rewrite();

    /** Writes the log into the ledger's file and empties it, only outside a transaction; returns false if a reader prevents it. */
    boolean emptyLog();

    @Override
    void close();
}
