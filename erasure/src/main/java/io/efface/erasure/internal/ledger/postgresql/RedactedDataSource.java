package io.efface.erasure.internal.ledger.postgresql;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Makes data sources for libraries that log errors. The errors of these data sources, their connections, statements and results contain no
 * text of the server, because such a text may contain the name of a user or values of a statement.
 */
final class RedactedDataSource {
    private static final Set<Class<?>> REDACTED =
            Set.of(Connection.class, Statement.class, PreparedStatement.class, ResultSet.class, DatabaseMetaData.class);

    private RedactedDataSource() {}

    static DataSource of(DataSource dataSource) {
        return (DataSource) redacted(DataSource.class, dataSource);
    }

    private static Object redacted(Class<?> type, Object target) {
        return Proxy.newProxyInstance(
                RedactedDataSource.class.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> call(target, method, arguments));
    }

    private static @Nullable Object call(Object target, Method method, Object @Nullable [] arguments) throws Throwable {
        Object result;
        try {
            result = method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            Throwable cause = e.getTargetException();
            if (cause instanceof SQLException failure) {
                throw PostgresFailure.withoutText(failure);
            }
            if (cause instanceof RuntimeException) {
                // The message of a pool's own error may quote the server.
                throw new SQLException(cause.getClass().getName());
            }
            throw cause;
        }
        Class<?> type = method.getReturnType();
        return result != null && REDACTED.contains(type) ? redacted(type, result) : result;
    }
}
