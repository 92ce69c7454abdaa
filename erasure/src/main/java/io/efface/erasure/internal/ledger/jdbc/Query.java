package io.efface.erasure.internal.ledger.jdbc;

import io.efface.erasure.internal.ledger.Cursor;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A prepared SQL statement with named parameters, such as {@code :id}. All parameters have to be set before each use. For one thread. */
public final class Query {
    private static final Pattern PARAMETER = Pattern.compile("'[^']*'|:([a-z]\\w*)");

    /** The number of rows that a cursor reads at once, if the database sends rows in parts. */
    private static final int FETCH_SIZE = 1_000;

    private final PreparedStatement statement;
    private final Failures failures;
    private final Map<String, List<Integer>> indexesByName = new HashMap<>();
    private final Map<String, Integer> columns = new HashMap<>();

    /** Reads the current row of a result. */
    public interface Reader<T> {
        T read(Row row) throws SQLException;
    }

    /**
     * Prepares a statement.
     *
     * @param failures creates the exceptions for failures of the database
     */
    public Query(Connection connection, String sql, Failures failures) throws SQLException {
        this.failures = failures;
        Matcher matcher = PARAMETER.matcher(sql);
        StringBuilder positional = new StringBuilder();
        int count = 0;
        while (matcher.find()) {
            String name = matcher.group(1);
            if (name != null) {
                count++;
                indexesByName.computeIfAbsent(name, each -> new ArrayList<>(1)).add(count);
            }
            matcher.appendReplacement(positional, name == null ? Matcher.quoteReplacement(matcher.group()) : "?");
        }
        this.statement =
                connection.prepareStatement(matcher.appendTail(positional).toString());
        statement.setFetchSize(FETCH_SIZE);
    }

    /** Removes the parameter values of the last use, and returns this statement. */
    public Query cleared() throws SQLException {
        statement.clearParameters();
        return this;
    }

    /**
     * Sets a parameter.
     *
     * @param value a number, a text, bytes, a boolean, a time (stored in milliseconds), an enum constant (stored by name), or null
     * @throws IllegalArgumentException if the statement has no such parameter
     */
    public Query set(String name, @Nullable Object value) {
        List<Integer> indexes = indexesByName.get(name);
        if (indexes == null) {
            throw new IllegalArgumentException("the statement has no parameter " + name);
        }
        Object stored = value instanceof Instant time
                ? (Object) time.toEpochMilli()
                : value instanceof Enum<?> constant
                        ? constant.name()
                        : value instanceof Boolean flag ? (flag ? 1 : 0) : value;
        try {
            for (int index : indexes) {
                statement.setObject(index, stored);
            }
            return this;
        } catch (SQLException e) {
            throw failures.of(e);
        }
    }

    /** Executes the statement, and returns the number of changed rows. */
    public int update() {
        try {
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw failures.of(e);
        }
    }

    /** Returns the number in the first column of the first row, or 0 if there is no row. */
    public long number() {
        return first(row -> row.number(1)).orElse(0L);
    }

    /** Reads the first row, or returns empty if the result has no rows. */
    public <T> Optional<T> first(Reader<T> reader) {
        try (ResultSet result = statement.executeQuery()) {
            return result.next() ? Optional.of(reader.read(new Row(result, columns))) : Optional.empty();
        } catch (SQLException e) {
            throw failures.of(e);
        }
    }

    /** Reads all rows. */
    public <T> List<T> list(Reader<T> reader) {
        List<T> all = new ArrayList<>();
        try (Cursor<T> cursor = open(reader)) {
            for (T next = cursor.next(); next != null; next = cursor.next()) {
                all.add(next);
            }
        }
        return all;
    }

    /** Opens a cursor, which reads row by row. The statement must not be used again before the cursor is closed. */
    public <T> Cursor<T> open(Reader<T> reader) {
        try {
            return new ResultCursor<>(statement.executeQuery(), reader, columns, failures);
        } catch (SQLException e) {
            throw failures.of(e);
        }
    }

    public void close() throws SQLException {
        statement.close();
    }
}
