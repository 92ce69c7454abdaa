package io.efface.erasure.internal.ledger;

import io.efface.erasure.ErasureException;

/** The ledger's database could not read or write. The packages above the ledger pass it on until a command ends. */
public abstract class LedgerFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    protected LedgerFailure(Exception cause) {
        super(cause);
    }

    /** Returns the failure of a read as an error of reason {@code LEDGER_FAILED}, with the cause and its remedy. */
    public abstract ErasureException ofReading();
}
