package io.efface.erasure.internal.ledger.sqlite;

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

/** A prepared SQL statement with named parameters, such as {@code :id}. All of them are set anew for each use. For one thread. */
public final class Query {
    private static final Pattern PARAMETER = Pattern.compile("'[^']*'|:([a-z]\\w*)");

    private final PreparedStatement statement;
    private final Map<String, List<Integer>> places = new HashMap<>();
    private final Map<String, Integer> columns = new HashMap<>();

    /** Reads the current row of a result. */
    public interface Reader<T> {
        T read(Row row) throws SQLException;
    }

    public Query(Connection connection, String sql) throws SQLException {
        Matcher matcher = PARAMETER.matcher(sql);
        StringBuilder positional = new StringBuilder();
        int count = 0;
        while (matcher.find()) {
            String name = matcher.group(1);
            if (name != null) {
                count++;
                places.computeIfAbsent(name, each -> new ArrayList<>(1)).add(count);
            }
            matcher.appendReplacement(positional, name == null ? Matcher.quoteReplacement(matcher.group()) : "?");
        }
        this.statement =
                connection.prepareStatement(matcher.appendTail(positional).toString());
    }

    /** Forgets the values of the last use. */
    public Query cleared() throws SQLException {
        statement.clearParameters();
        return this;
    }

    /**
     * Sets a parameter.
     *
     * @param value a number, text, bytes, a flag, a time (held in milliseconds), a constant (held by name), or null
     * @throws IllegalArgumentException if the statement has no such parameter
     */
    public Query set(String name, @Nullable Object value) {
        List<Integer> indexes = places.get(name);
        if (indexes == null) {
            throw new IllegalArgumentException("the statement has no parameter " + name);
        }
        Object held = value instanceof Instant time
                ? (Object) time.toEpochMilli()
                : value instanceof Enum<?> constant
                        ? constant.name()
                        : value instanceof Boolean flag ? (flag ? 1 : 0) : value;
        try {
            for (int index : indexes) {
                statement.setObject(index, held);
            }
            return this;
        } catch (SQLException e) {
            throw new StorageException(e);
        }
    }

    /** Executes a change, and returns how many rows it changed. */
    public int update() {
        try {
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw new StorageException(e);
        }
    }

    /** Returns the number in the first column of the first row, or 0 if there is no row. */
    public long number() {
        return first(row -> row.number(1)).orElse(0L);
    }

    /** Reads the first row, if there is one. */
    public <T> Optional<T> first(Reader<T> reader) {
        try (ResultSet result = statement.executeQuery()) {
            return result.next() ? Optional.of(reader.read(new Row(result, columns))) : Optional.empty();
        } catch (SQLException e) {
            throw new StorageException(e);
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

    /** Opens a cursor, which reads row by row; until it is closed, the statement must not be used again. */
    public <T> Cursor<T> open(Reader<T> reader) {
        try {
            return new SqliteCursor<>(statement.executeQuery(), reader, columns);
        } catch (SQLException e) {
            throw new StorageException(e);
        }
    }

    public void close() throws SQLException {
        statement.close();
    }
}
