package io.efface.quota.postgresql;

import io.efface.policy.StoreClock;
import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.time.Duration;
import java.util.logging.Logger;
import javax.sql.DataSource;

/** Hands out connections whose transaction has begun, with limits set and the database's clock read. */
final class BoundedDataSource implements DataSource {
    private final DataSource dataSource;
    private final StoreClock clock;
    private final Duration timeout;

    BoundedDataSource(DataSource dataSource, StoreClock clock, Duration timeout) {
        this.dataSource = dataSource;
        this.clock = clock;
        this.timeout = timeout;
    }

    @Override
    @SuppressWarnings("MustBeClosedChecker") // the caller closes it, through the view
    public Connection getConnection() throws SQLException {
        Session session = Session.open(dataSource, timeout, clock);
        return view(session);
    }

    /** The connection itself, but that closing it ends the session. */
    private static Connection view(Session session) {
        return (Connection) Proxy.newProxyInstance(
                BoundedDataSource.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, args) -> {
                    if (method.getName().equals("close")) {
                        session.close();
                        return null;
                    }
                    try {
                        return method.invoke(session.connection(), args);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public PrintWriter getLogWriter() throws SQLException {
        return dataSource.getLogWriter();
    }

    @Override
    public void setLogWriter(PrintWriter out) throws SQLException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public int getLoginTimeout() throws SQLException {
        return dataSource.getLoginTimeout();
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        return dataSource.getParentLogger();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return false;
    }
}
