package io.efface.erasure.internal.ledger.jdbc;

/**
 * Thrown by a change that needs a transaction without other changes, because the transaction has to take a certain lock before any other
 * lock. The writer undoes the change and applies it again in a new transaction.
 */
public final class OwnTransactionException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Runnable preparation;

    /**
     * Creates an exception.
     *
     * @param preparation takes the lock at the beginning of the new transaction
     */
    public OwnTransactionException(Runnable preparation) {
        super(null, null, false, false);
        this.preparation = preparation;
    }

    void prepare() {
        preparation.run();
    }
}
