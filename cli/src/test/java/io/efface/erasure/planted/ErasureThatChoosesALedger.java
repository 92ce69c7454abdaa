package io.efface.erasure.planted;

import io.efface.erasure.internal.ledger.sqlite.SqliteLedger;

/** Breaks the rule on purpose: in erasure, only {@code Ledger} chooses the implementation of ledgers. */
public final class ErasureThatChoosesALedger {
    /** Returns what it should not use. */
    public Class<?> forbidden() {
        return SqliteLedger.class;
    }
}
