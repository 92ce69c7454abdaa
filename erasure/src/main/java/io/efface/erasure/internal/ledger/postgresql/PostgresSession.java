package io.efface.erasure.internal.ledger.postgresql;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.Executor;
import javax.sql.DataSource;

/**
 * A connection from a data source. The settings of the connection are restored before it is returned, because a pool may give it to other
 * code. For one thread.
 */
final class PostgresSession implements AutoCloseable {
    /** The maximum time that a statement waits for data from the server. After this time, the connection counts as stalled and is ended. */
    private static final Duration STATEMENT = Duration.ofMinutes(2);

    /** The time for a statement that reads or writes whole tables. */
    private static final Duration LONG_STATEMENT = Duration.ofHours(12);

    private static final Executor SAME_THREAD = Runnable::run;

    private final Connection connection;
    private final boolean oldAutoCommit;
    private final boolean oldReadOnly;
    private final int oldIsolation;
    private final int oldTimeout;

    private PostgresSession(Connection connection) throws SQLException {
        this.connection = connection;
        this.oldAutoCommit = connection.getAutoCommit();
        this.oldReadOnly = connection.isReadOnly();
        this.oldIsolation = connection.getTransactionIsolation();
        this.oldTimeout = connection.getNetworkTimeout();
    }

    /** Opens a session that may write, and in which each statement is a transaction of its own. */
    static PostgresSession open(DataSource dataSource) throws SQLException {
        Connection connection = dataSource.getConnection();
        boolean isReady = false;
        try {
            PostgresSession session = new PostgresSession(connection);
            connection.setAutoCommit(true);
            connection.setReadOnly(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
            session.limit(STATEMENT);
            isReady = true;
            return session;
        } finally {
            if (!isReady) {
                connection.close();
            }
        }
    }

    Connection connection() {
        return connection;
    }

    /** Begins to read one snapshot. */
    void beginSnapshot() throws SQLException {
        connection.setReadOnly(true);
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        connection.setAutoCommit(false);
    }

    void setAutoCommit(boolean isOn) {
        try {
            connection.setAutoCommit(isOn);
        } catch (SQLException e) {
            throw new PostgresException(e);
        }
    }

    /** Executes one or more statements that may read or write whole tables. */
    void executeLong(String sql) {
        try (Statement statement = connection.createStatement()) {
            limit(LONG_STATEMENT);
            statement.execute(sql);
            limit(STATEMENT);
        } catch (SQLException e) {
            throw new PostgresException(e);
        }
    }

    private void limit(Duration silence) throws SQLException {
        connection.setNetworkTimeout(SAME_THREAD, Math.toIntExact(silence.toMillis()));
    }

    /** Rolls back an open transaction, and returns the connection. */
    @Override
    public void close() {
        try (Connection closing = connection) {
            if (!closing.getAutoCommit()) {
                closing.rollback();
            }
            closing.setAutoCommit(oldAutoCommit);
            closing.setReadOnly(oldReadOnly);
            closing.setTransactionIsolation(oldIsolation);
            closing.setNetworkTimeout(SAME_THREAD, oldTimeout);
        } catch (SQLException e) {
            throw new PostgresException(e);
        }
    }
}
