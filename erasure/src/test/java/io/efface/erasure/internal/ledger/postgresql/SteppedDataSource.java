package io.efface.erasure.internal.ledger.postgresql;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.postgresql.PGConnection;

/** A data source that calls a gate before each statement and each commit of its connections. */
public final class SteppedDataSource {
    private SteppedDataSource() {}

    /** Receives a call before each statement and each commit. */
    public interface Gate {
        /**
         * Returns when the statement may be sent.
         *
         * @param process the number of the server's process that executes the statement
         * @param sql the statement, or {@code COMMIT}
         */
        void pass(int process, String sql) throws SQLException;
    }

    public static DataSource of(DataSource server, Gate gate) {
        return proxy(
                DataSource.class,
                server,
                (method, arguments) -> {},
                result -> result instanceof Connection connection ? connection(connection, gate) : result);
    }

    private static Connection connection(Connection connection, Gate gate) {
        int process;
        try {
            process = connection.unwrap(PGConnection.class).getBackendPID();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return proxy(
                Connection.class,
                connection,
                (method, arguments) -> {
                    if (method.equals("commit")) {
                        gate.pass(process, "COMMIT");
                    }
                },
                result -> result instanceof PreparedStatement prepared
                        ? statement(PreparedStatement.class, prepared, process, gate)
                        : result instanceof Statement plain
                                ? statement(Statement.class, plain, process, gate)
                                : result);
    }

    private static <T extends Statement> T statement(Class<T> type, T statement, int process, Gate gate) {
        return proxy(
                type,
                statement,
                (method, arguments) -> {
                    if (method.startsWith("execute")) {
                        gate.pass(
                                process,
                                arguments != null && arguments.length > 0
                                        ? String.valueOf(arguments[0])
                                        : statement.toString());
                    }
                },
                result -> result);
    }

    private interface Before {
        void call(String method, Object[] arguments) throws SQLException;
    }

    private interface Result {
        Object of(Object result);
    }

    private static <T> T proxy(Class<T> type, T target, Before before, Result after) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    before.call(method.getName(), arguments);
                    try {
                        return after.of(method.invoke(target, arguments));
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }
}
