package io.efface.quota.postgresql;

import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.concurrent.TimeUnit;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A source that keeps one connection for each thread, so that a call need not open a connection. The caller closes the connection of a
 * thread when the thread ends. Thread-safe.
 */
@SuppressWarnings({
    "ThreadLocalUsage", // Each store has connections of its own.
    "DoNotCallSuggester" // The interface contains methods that this class does not support.
})
final class KeptConnections implements DataSource {
    /** A connection that was unused for longer is checked before its next use, because the server may have closed it. */
    private static final long UNCHECKED_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    /** A connection of a thread, and {@link System#nanoTime()} of the end of its last use. */
    private static final class Kept {
        final Connection connection;
        long unusedSince = System.nanoTime();

        Kept(Connection connection) {
            this.connection = connection;
        }

        boolean isUsable() throws SQLException {
            return !connection.isClosed()
                    && (System.nanoTime() - unusedSince < UNCHECKED_NANOS || connection.isValid(1));
        }
    }

    private final DataSource source;
    private final ThreadLocal<@Nullable Kept> ofThread = new ThreadLocal<>();

    KeptConnections(DataSource source) {
        this.source = source;
    }

    /** Returns the connection of this thread. Its method {@code close} only ends its use. */
    @Override
    public Connection getConnection() throws SQLException {
        Kept kept = ofThread.get();
        if (kept == null || !kept.isUsable()) {
            closeOfThread();
            kept = new Kept(source.getConnection());
            ofThread.set(kept);
        }
        Kept used = kept;
        return (Connection) Proxy.newProxyInstance(
                KeptConnections.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("close")) {
                        used.unusedSince = System.nanoTime();
                        return null;
                    }
                    try {
                        return method.invoke(used.connection, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getTargetException();
                    }
                });
    }

    /** Closes the connection of this thread, if it has one. */
    void closeOfThread() {
        Kept kept = ofThread.get();
        ofThread.remove();
        if (kept != null) {
            try {
                kept.connection.close();
            } catch (SQLException e) {
                // The connection is broken, so the server closes the session itself.
            }
        }
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public PrintWriter getLogWriter() throws SQLException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public void setLogWriter(PrintWriter writer) throws SQLException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public int getLoginTimeout() throws SQLException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException();
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
