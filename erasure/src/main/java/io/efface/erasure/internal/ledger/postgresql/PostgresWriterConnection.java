package io.efface.erasure.internal.ledger.postgresql;

import io.efface.erasure.ErasureException;
import io.efface.erasure.ErasureException.Reason;
import io.efface.erasure.internal.ledger.Transaction;
import io.efface.erasure.internal.ledger.jdbc.WriterConnection;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The connection with which a ledger in a PostgreSQL database is written. For one thread. */
final class PostgresWriterConnection implements WriterConnection {
    /**
     * The settings of each transaction. A pool or the server may have other defaults. A commit returns when the change is on disk. The
     * server ends a transaction whose process is suspended, so that the locks of this transaction do not block other processes for long.
     */
    private static final String SETTINGS = "SELECT set_config('synchronous_commit', CASE WHEN"
            + " current_setting('synchronous_commit') = 'remote_apply' THEN 'remote_apply' ELSE 'on' END, true),"
            + " set_config('idle_in_transaction_session_timeout', '20s', true),"
            + " set_config('lock_timeout', '60s', true), set_config('statement_timeout', '0', true)";

    private final PostgresTransaction tx;
    private final Connection connection;
    private @Nullable Savepoint savepoint;
    private boolean isCommitting;

    PostgresWriterConnection(PostgresTransaction tx) {
        this.tx = tx;
        this.connection = tx.session().connection();
    }

    private interface Step {
        void run() throws SQLException;
    }

    private static void run(Step step) {
        try {
            step.run();
        } catch (SQLException e) {
            throw new PostgresException(e);
        }
    }

    @Override
    public Transaction transaction() {
        return tx;
    }

    @Override
    public void begin() {
        isCommitting = false;
        tx.session().setAutoCommit(false);
        tx.begin();
        tx.sql(SETTINGS).first(row -> true);
    }

    @Override
    public void commit() {
        tx.storeEvents();
        isCommitting = true;
        run(connection::commit);
    }

    @Override
    public void rollBack() {
        try {
            connection.rollback();
        } catch (SQLException e) {
            // The connection is lost, so the server rolls back the transaction.
        }
    }

    @Override
    public void beginChange() {
        tx.beginChange();
        run(() -> savepoint = connection.setSavepoint());
    }

    @Override
    public void rollBackChange() {
        Savepoint begin = savepoint;
        if (begin != null) {
            run(() -> connection.rollback(begin));
        }
        tx.undoChange();
    }

    @Override
    public void endChange() {
        Savepoint begin = savepoint;
        if (begin != null) {
            run(() -> connection.releaseSavepoint(begin));
        }
        savepoint = null;
    }

    @Override
    public boolean isConflict(Throwable e) {
        return sql(e).filter(PostgresFailure::isConflict).isPresent();
    }

    @Override
    public boolean isBusy(Throwable e) {
        return false;
    }

    @Override
    public ErasureException failure(Throwable e) {
        Optional<SQLException> sql = sql(e);
        if (sql.isEmpty()) {
            return new ErasureException(
                    Reason.LEDGER_FAILED,
                    "the ledger cannot be written: "
                            + (e instanceof OutOfMemoryError
                                    ? "Java ran out of memory (raise the limit with -Xmx)"
                                    : e.getClass().getSimpleName())
                            + "; nothing more is sent",
                    e);
        }
        String unknown = isCommitting && PostgresFailure.isConnectionLost(sql.get())
                ? "; whether the last changes were stored is unknown until the ledger is opened again"
                : "";
        return PostgresFailure.exception(
                Reason.LEDGER_FAILED, "the ledger cannot be written", sql.get(), unknown + "; nothing more is sent");
    }

    private static Optional<SQLException> sql(Throwable e) {
        Throwable cause = e instanceof PostgresException storage ? storage.getCause() : e;
        return cause instanceof SQLException sql ? Optional.of(sql) : Optional.empty();
    }
}
