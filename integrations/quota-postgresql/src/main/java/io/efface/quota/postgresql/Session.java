package io.efface.quota.postgresql;

import io.efface.policy.StoreClock;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import javax.sql.DataSource;

/** A connection within a transaction that ends in time on both sides. Closing it puts the connection back as it was. */
record Session(Connection connection, int networkTimeout, boolean autoCommit) implements AutoCloseable {

    static Session open(DataSource dataSource, Duration timeout, StoreClock clock) throws SQLException {
        Connection connection = dataSource.getConnection();
        try {
            int networkTimeout = connection.getNetworkTimeout();
            boolean autoCommit = connection.getAutoCommit();
            // The driver only sets a socket option and needs no thread for it.
            connection.setNetworkTimeout(Runnable::run, Math.toIntExact(timeout.toMillis()));
            connection.setAutoCommit(false);
            begin(connection, timeout, clock);
            return new Session(connection, networkTimeout, autoCommit);
        } catch (SQLException | RuntimeException e) {
            try (connection) {
                throw e;
            }
        }
    }

    /**
     * One round trip. A row lock must wait, not fail, whatever isolation the pool prefers. A client that stops in the middle must
     * not hold the lock for longer than others wait.
     */
    private static void begin(Connection connection, Duration timeout, StoreClock clock) throws SQLException {
        long millis = timeout.toMillis();
        try (Statement statement = connection.createStatement()) {
            long asked = clock.tick();
            boolean hasRows = statement.execute("SET TRANSACTION ISOLATION LEVEL READ COMMITTED, READ WRITE;"
                    + "SET LOCAL statement_timeout = " + millis
                    + ";SET LOCAL idle_in_transaction_session_timeout = " + millis
                    + ";SELECT (extract(epoch FROM clock_timestamp()) * 1000000)::bigint");
            while (!hasRows && (statement.getMoreResults() || statement.getUpdateCount() != -1)) {
                hasRows = statement.getResultSet() != null;
            }
            try (ResultSet rows = statement.getResultSet()) {
                if (rows == null || !rows.next()) {
                    throw new SQLException("the database did not say its time");
                }
                clock.saw(asked, Instant.EPOCH.plus(rows.getLong(1), ChronoUnit.MICROS));
            }
        }
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
