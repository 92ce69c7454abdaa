package io.efface.erasure.internal.ledger;

import io.efface.erasure.ErasureException;

/** Thrown if the ledger's database cannot be read or written. Callers let this exception end the command. */
public abstract class LedgerFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    protected LedgerFailure(Exception cause) {
        super(cause);
    }

    /** Returns an error of reason {@code LEDGER_FAILED} for a failed read. Its message names the cause and the remedy. */
    public abstract ErasureException ofReading();
}
