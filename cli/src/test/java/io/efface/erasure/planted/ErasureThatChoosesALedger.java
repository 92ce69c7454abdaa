package io.efface.erasure.planted;

import io.efface.erasure.internal.ledger.sqlite.SqliteLedger;

/**
 * Violates this rule deliberately, so that a test finds the violation: in erasure, only {@code LedgerAddress} chooses the implementation of
 * ledgers.
 */
public final class ErasureThatChoosesALedger {
    /** Returns a class that only {@code LedgerAddress} may use. */
    public Class<?> forbidden() {
        return SqliteLedger.class;
    }
}
