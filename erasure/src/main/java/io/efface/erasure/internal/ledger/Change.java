package io.efface.erasure.internal.ledger;

import io.efface.erasure.ErasureException;

/**
 * One change of the ledger. It is applied with others in one transaction: it happens whole or not at all.
 *
 * @param <T> what it finds out
 */
@FunctionalInterface
public interface Change<T> {
    /**
     * Changes the ledger.
     *
     * @throws ErasureException to undo this change alone; the others of the transaction stand
     */
    T apply(Transaction tx);
}
