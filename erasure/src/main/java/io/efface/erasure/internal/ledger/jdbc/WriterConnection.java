package io.efface.erasure.internal.ledger.jdbc;

import io.efface.erasure.ErasureException;
import io.efface.erasure.internal.ledger.Transaction;

/** The connection of a {@link GroupWriter}: its transactions, and the errors of its database. For one thread. */
public interface WriterConnection {
    /** Returns the operations on the ledger. All transactions of this connection use the same object. */
    Transaction transaction();

    void begin();

    /** Commits the transaction. The changes are on disk when this method returns. */
    void commit();

    /** Rolls back the transaction. Does nothing if the transaction did not begin, or if the database has already rolled it back. */
    void rollBack();

    /** Begins a change within the transaction, which {@link #rollBackChange} can undo alone. */
    void beginChange();

    void rollBackChange();

    /** Ends a change after its success or its roll-back. */
    void endChange();

    /**
     * Returns whether the database has certainly rolled back the transaction because of a conflict with another transaction, so that the
     * changes may be applied again.
     */
    boolean isConflict(Throwable e);

    /** Returns whether a change outside of a transaction is impossible only because another process uses the ledger. */
    boolean isBusy(Throwable e);

    /** Returns the error after which the writer rejects all further changes. */
    ErasureException failure(Throwable e);
}
