package io.efface.erasure.planted;

import java.sql.Connection;

/** Violates this rule deliberately, so that a test finds the violation: in erasure, only the ledger uses JDBC. */
public final class ErasureThatUsesJdbc {
    /** Returns a class that only the ledger may use. */
    public Class<?> forbidden() {
        return Connection.class;
    }
}
