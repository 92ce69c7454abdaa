package io.efface.erasure;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;

/** Wraps a ledger's connections, and counts their statements and commits. Thread-safe. */
final class CountingConnections implements UnaryOperator<Connection> {
    private final AtomicLong statements = new AtomicLong();
    private final AtomicLong commits = new AtomicLong();

    /** Returns the number of executed statements, including statements that begin or end a transaction. */
    long statements() {
        return statements.get();
    }

    /** Returns the number of committed transactions of the writing connection. */
    long commits() {
        return commits.get();
    }

    @Override
    public Connection apply(Connection connection) {
        return proxy(Connection.class, (proxy, method, arguments) -> {
            Object result = call(connection, method, arguments);
            if (result instanceof PreparedStatement prepared) {
                return statement(PreparedStatement.class, prepared);
            }
            return result instanceof Statement plain ? statement(Statement.class, plain) : result;
        });
    }

    private <T extends Statement> T statement(Class<T> type, T statement) {
        return proxy(type, (proxy, method, arguments) -> {
            if (method.getName().startsWith("execute")) {
                statements.incrementAndGet();
                if (arguments != null && "COMMIT".equals(arguments[0])) {
                    commits.incrementAndGet();
                }
            }
            return call(statement, method, arguments);
        });
    }

    private static Object call(Object target, java.lang.reflect.Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
