package io.efface.erasure.internal.ledger.sqlite;

import io.efface.erasure.ErasureException;
import io.efface.erasure.ErasureException.Reason;
import io.efface.erasure.internal.ledger.Transaction;
import io.efface.erasure.internal.ledger.jdbc.WriterConnection;
import java.sql.SQLException;
import java.util.Optional;

/**
 * The connection with which a ledger in an SQLite database is written. For one thread.
 *
 * @param beginAttempts the number of attempts to begin a transaction. The connection's busy timeout limits the wait of each attempt
 * @param isBeside whether another process may have the ledger open
 */
record SqliteWriterConnection(SqliteTransaction tx, int beginAttempts, boolean isBeside) implements WriterConnection {
    private static final int SQLITE_BUSY = 5;
    private static final int PRIMARY_CODE = 0xff;

    @Override
    public Transaction transaction() {
        return tx;
    }

    @Override
    public void begin() {
        for (int attempt = 1; ; attempt++) {
            try {
                tx.execute("BEGIN IMMEDIATE");
                tx.begun();
                return;
            } catch (StorageException e) {
                if (attempt >= beginAttempts || !isBusy(e)) {
                    throw e;
                }
            }
        }
    }

    @Override
    public void commit() {
        tx.ending();
        tx.execute("COMMIT");
    }

    @Override
    public void rollBack() {
        tx.ending();
        try {
            tx.execute("ROLLBACK");
        } catch (StorageException e) {
            // The transaction did not begin, or the database has already rolled it back.
        }
    }

    @Override
    public void beginChange() {
        tx.sql("SAVEPOINT change").update();
    }

    @Override
    public void rollBackChange() {
        tx.execute("ROLLBACK TO change");
        tx.forget();
    }

    @Override
    public void endChange() {
        tx.sql("RELEASE change").update();
    }

    @Override
    public boolean isConflict(Throwable e) {
        return false;
    }

    @Override
    public boolean isBusy(Throwable e) {
        return sqlite(e)
                .filter(sql -> (sql.getErrorCode() & PRIMARY_CODE) == SQLITE_BUSY)
                .isPresent();
    }

    @Override
    public ErasureException failure(Throwable e) {
        return isBeside && isBusy(e)
                ? new ErasureException(
                        Reason.LEDGER_IN_USE,
                        "another command, such as a large plan, has been writing the ledger all the time; nothing was changed: try"
                                + " again when that command has ended",
                        e)
                : new ErasureException(
                        sqlite(e)
                                .map(sql -> SqliteFailure.reason(Reason.LEDGER_FAILED, sql))
                                .orElse(Reason.LEDGER_FAILED),
                        "the ledger cannot be written: " + description(e) + "; nothing more is sent",
                        e);
    }

    private static Optional<SQLException> sqlite(Throwable e) {
        Throwable cause = e instanceof StorageException storage ? storage.getCause() : e;
        return cause instanceof SQLException sql ? Optional.of(sql) : Optional.empty();
    }

    private static String description(Throwable e) {
        return sqlite(e)
                .map(SqliteFailure::sentence)
                .orElseGet(() -> e instanceof OutOfMemoryError
                        ? "Java ran out of memory (raise the limit with -Xmx)"
                        : e.getClass().getSimpleName());
    }
}
