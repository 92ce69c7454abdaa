package io.efface.erasure;

import io.efface.erasure.internal.ledger.Change;
import io.efface.erasure.internal.ledger.Transaction;
import io.efface.erasure.internal.ledger.sqlite.SqliteLedger;
import io.efface.erasure.internal.ledger.sqlite.SqliteTransaction;
import java.sql.Connection;

/** A change of a ledger with SQL that only tests use. */
@FunctionalInterface
interface TestSql<T> {
    /** Applies the change. */
    T apply(SqliteTransaction tx);

    /** Returns the change for the ledger's writer. */
    static <T> Change<T> of(TestSql<T> change) {
        return tx -> change.apply(sqlite(tx));
    }

    /** Opens one more connection that only reads. */
    static Connection view(Ledger ledger) {
        return ((SqliteLedger) ledger.store()).view();
    }

    /** Returns the implementation of a transaction in SQLite. */
    static SqliteTransaction sqlite(Transaction tx) {
        return (SqliteTransaction) tx;
    }
}
