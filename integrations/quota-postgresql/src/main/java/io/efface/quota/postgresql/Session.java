package io.efface.quota.postgresql;

import io.efface.policy.PacedLimit;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import javax.sql.DataSource;

/**
 * A connection with a transaction that has a timeout in this process and in the database. Closing the session restores the settings of the
 * connection.
 */
record Session(Connection connection, int networkTimeout, boolean autoCommit) implements AutoCloseable {

    static Session open(DataSource dataSource, Duration timeout) throws SQLException {
        Connection connection = dataSource.getConnection();
        try {
            int networkTimeout = connection.getNetworkTimeout();
            boolean autoCommit = connection.getAutoCommit();
            // The driver only sets a socket option, so the executor is not used for waiting.
            connection.setNetworkTimeout(Runnable::run, Math.toIntExact(timeout.toMillis()));
            connection.setAutoCommit(false);
            begin(connection, timeout);
            return new Session(connection, networkTimeout, autoCommit);
        } catch (SQLException | RuntimeException e) {
            try (connection) {
                throw e;
            }
        }
    }

    /**
     * Begins the transaction in one round trip. The isolation level is set because a pool may configure a higher level, at which a wait for
     * a row lock can fail. The timeouts are set because a client that stops during a transaction must not keep its locks longer than other
     * clients wait.
     */
    private static void begin(Connection connection, Duration timeout) throws SQLException {
        long millis = timeout.toMillis();
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET TRANSACTION ISOLATION LEVEL READ COMMITTED, READ WRITE;"
                    + "SET LOCAL statement_timeout = " + millis
                    + ";SET LOCAL idle_in_transaction_session_timeout = " + millis);
        }
    }

    /** Sets a parameter to an array with one value of each limit. */
    void setArray(
            PreparedStatement statement,
            int index,
            String type,
            List<PacedLimit> limits,
            Function<PacedLimit, Object> part)
            throws SQLException {
        Object[] parts = limits.stream().map(part).toArray();
        statement.setArray(index, connection.createArrayOf(type, parts));
    }

    @Override
    public void close() throws SQLException {
        try (connection) {
            if (!connection.isClosed()) {
                connection.rollback();
                connection.setAutoCommit(autoCommit);
                connection.setNetworkTimeout(Runnable::run, networkTimeout);
            }
        }
    }
}
