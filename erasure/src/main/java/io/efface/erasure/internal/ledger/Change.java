package io.efface.erasure.internal.ledger;

import io.efface.erasure.ErasureException;

/**
 * One change of the ledger, which is applied completely or not at all. One transaction may contain several changes. A change reads and
 * stores values as if no other change were applied at the same time, so it may read a value, decide, and store another value. A change may
 * be applied again if the database has rolled it back, so it must have no effect outside of the transaction.
 *
 * @param <T> the type of the result
 */
@FunctionalInterface
public interface Change<T> {
    /**
     * Changes the ledger.
     *
     * @throws ErasureException to undo this change alone; the other changes of the transaction are committed
     */
    T apply(Transaction tx);
}
