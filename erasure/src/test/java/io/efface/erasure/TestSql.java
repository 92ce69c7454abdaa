package io.efface.erasure;

import io.efface.erasure.internal.ledger.Change;
import io.efface.erasure.internal.ledger.Transaction;
import io.efface.erasure.internal.ledger.sqlite.JobTables;
import io.efface.erasure.internal.ledger.sqlite.SqliteLedger;
import io.efface.erasure.internal.ledger.sqlite.SqliteTransaction;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

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

    /**
     * Returns the rows of a query on the ledger. The values of a row are joined by a blank. Words such as {@code ROWS} in the query are
     * replaced by the names of the job's tables.
     */
    static List<String> query(Ledger ledger, String job, String sql) {
        JobTables tables = new JobTables(ledger.store().job(job).number());
        String named = sql.replace("ROWS", tables.rows())
                .replace("FACES", tables.faces())
                .replace("HOLDS", tables.holds())
                .replace("EVENTS", tables.events())
                .replace("SEALS", tables.seals())
                .replace("ACCOUNTS", tables.accounts());
        try (Connection view = view(ledger);
                Statement statement = view.createStatement();
                ResultSet row = statement.executeQuery(named)) {
            List<String> found = new ArrayList<>();
            while (row.next()) {
                StringBuilder line = new StringBuilder();
                for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                    line.append(i == 1 ? "" : " ").append(row.getString(i));
                }
                found.add(line.toString());
            }
            return found;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns the implementation of a transaction in SQLite. */
    static SqliteTransaction sqlite(Transaction tx) {
        return (SqliteTransaction) tx;
    }
}
