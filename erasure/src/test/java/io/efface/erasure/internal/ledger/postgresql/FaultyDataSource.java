package io.efface.erasure.internal.ledger.postgresql;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** A data source whose statements that write can fail with an SQLSTATE. */
public final class FaultyDataSource implements DataSource {
    private final DataSource server;
    private final AtomicInteger failures = new AtomicInteger();
    private volatile @Nullable String state;

    public FaultyDataSource(DataSource server) {
        this.server = server;
    }

    /** Makes statements that write fail from now on, or lets them succeed again if the value is null. */
    public void failWrites(@Nullable String sqlState) {
        state = sqlState;
    }

    /** Returns the number of statements that failed. */
    public int failures() {
        return failures.get();
    }

    private void check(String sql) throws SQLException {
        String failing = state;
        if (failing != null && sql.stripLeading().matches("(?is)(insert|update|delete).*")) {
            failures.incrementAndGet();
            throw new SQLException("a text of the server", failing);
        }
    }

    @Override
    public Connection getConnection() throws SQLException {
        return SteppedDataSource.connection(server.getConnection(), (process, sql) -> check(sql));
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        return getConnection();
    }

    @Override
    public @Nullable PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(PrintWriter out) {}

    @Override
    public void setLoginTimeout(int seconds) {}

    @Override
    public int getLoginTimeout() {
        return 0;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        return server.unwrap(type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return server.isWrapperFor(type);
    }
}
