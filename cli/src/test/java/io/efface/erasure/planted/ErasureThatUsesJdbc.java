package io.efface.erasure.planted;

import java.sql.Connection;

/** Breaks the rule on purpose: in erasure, only the ledger uses JDBC. */
public final class ErasureThatUsesJdbc {
    /** Returns what it should not use. */
    public Class<?> forbidden() {
        return Connection.class;
    }
}
