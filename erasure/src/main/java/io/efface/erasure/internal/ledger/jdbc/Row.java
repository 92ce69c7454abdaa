package io.efface.erasure.internal.ledger.jdbc;

import io.efface.erasure.ErasureException;
import io.efface.erasure.ErasureException.Reason;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The current row of a result. In a damaged SQLite ledger, a cell may have a value of any type. For one thread. */
public final class Row {
    private final ResultSet result;
    private final Map<String, Integer> indexes;

    /**
     * Creates a view of a result's current row.
     *
     * @param indexes the cache for the indexes of the statement's columns by name
     */
    Row(ResultSet result, Map<String, Integer> indexes) {
        this.result = result;
        this.indexes = indexes;
    }

    private int index(String column) throws SQLException {
        Integer index = indexes.get(column);
        if (index == null) {
            index = result.findColumn(column);
            indexes.put(column, index);
        }
        return index;
    }

    /** Returns the number in a column, or 0 for an empty cell. */
    public long number(int index) throws SQLException {
        return result.getLong(index);
    }

    /** Returns the number in a column, or 0 for an empty cell. */
    public long number(String column) throws SQLException {
        return result.getLong(index(column));
    }

    /**
     * Returns the whole number in a column.
     *
     * @throws ErasureException of reason {@code LEDGER_UNREADABLE} if the cell is empty or holds something else
     */
    public long whole(String column) throws SQLException {
        if (result.getObject(index(column)) instanceof Number number && !(number instanceof Double)) {
            return number.longValue();
        }
        throw damaged(column);
    }

    /** Returns the value of a cell, or null for an empty cell. A number is an {@code Integer}, a {@code Long} or a {@code Double}. */
    public @Nullable Object value(String column) throws SQLException {
        return result.getObject(index(column));
    }

    /** Returns the number in a column, or null for an empty cell. */
    public @Nullable Long numberOrNull(String column) throws SQLException {
        long number = result.getLong(index(column));
        return result.wasNull() ? null : number;
    }

    /** Returns whether the number in a column is not 0. */
    public boolean flag(String column) throws SQLException {
        return result.getLong(index(column)) != 0;
    }

    /** Returns the flag in a column, or null for an empty cell. */
    public @Nullable Boolean flagOrNull(String column) throws SQLException {
        long number = result.getLong(index(column));
        return result.wasNull() ? null : number != 0;
    }

    /** Returns the time in a column, which holds milliseconds, or null for an empty cell. */
    public @Nullable Instant time(String column) throws SQLException {
        long millis = result.getLong(index(column));
        return result.wasNull() ? null : Instant.ofEpochMilli(millis);
    }

    /** Returns the text in a column, or null for an empty cell. */
    public @Nullable String textOrNull(String column) throws SQLException {
        return result.getString(index(column));
    }

    /**
     * Returns the text in a column.
     *
     * @throws ErasureException of reason {@code LEDGER_UNREADABLE} if the cell is empty or holds something else
     */
    public String text(String column) throws SQLException {
        if (result.getObject(index(column)) instanceof String text) {
            return text;
        }
        throw damaged(column);
    }

    /** Returns the bytes in a column, or null for an empty cell. */
    public byte @Nullable [] bytesOrNull(String column) throws SQLException {
        return result.getBytes(index(column));
    }

    /**
     * Returns the bytes in a column.
     *
     * @throws ErasureException of reason {@code LEDGER_UNREADABLE} if the cell is empty or holds something else
     */
    public byte[] bytes(String column) throws SQLException {
        if (result.getObject(index(column)) instanceof byte[] bytes) {
            return bytes;
        }
        throw damaged(column);
    }

    /**
     * Returns the enum constant whose name is in a column.
     *
     * @throws ErasureException of reason {@code LEDGER_UNREADABLE} if the cell is empty or holds something else
     */
    public <E extends Enum<E>> E constant(Class<E> type, String column) throws SQLException {
        E constant = constantOrNull(type, column);
        if (constant == null) {
            throw damaged(column);
        }
        return constant;
    }

    /**
     * Returns the enum constant whose name is in a column, or null for an empty cell.
     *
     * @throws ErasureException of reason {@code LEDGER_UNREADABLE} if the cell holds something else
     */
    public <E extends Enum<E>> @Nullable E constantOrNull(Class<E> type, String column) throws SQLException {
        String name = result.getString(index(column));
        if (name == null) {
            return null;
        }
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equals(name)) {
                return constant;
            }
        }
        throw damaged(column);
    }

    private static ErasureException damaged(String column) {
        return new ErasureException(
                Reason.LEDGER_UNREADABLE,
                "the ledger is damaged: the column " + column + " holds a value that it cannot have");
    }
}
