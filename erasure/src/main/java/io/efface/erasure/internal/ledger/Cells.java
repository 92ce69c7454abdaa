package io.efface.erasure.internal.ledger;

import io.efface.erasure.ErasureException;
import io.efface.erasure.ErasureException.Reason;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Reads cells that a damaged ledger may hold anything in. */
public final class Cells {
    private Cells() {}

    /**
     * Reads the name of a constant.
     *
     * @throws ErasureException of reason {@code LEDGER_UNREADABLE} if the cell is empty or holds something else
     */
    public static <E extends Enum<E>> E constant(Class<E> type, ResultSet row, String column) throws SQLException {
        E constant = constantOrNull(type, row, column);
        if (constant == null) {
            throw damaged(column);
        }
        return constant;
    }

    /**
     * Reads the name of a constant, or returns null if the cell is empty.
     *
     * @throws ErasureException of reason {@code LEDGER_UNREADABLE} if the cell holds something else
     */
    public static <E extends Enum<E>> @Nullable E constantOrNull(Class<E> type, ResultSet row, String column)
            throws SQLException {
        String name = row.getString(column);
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

    /**
     * Reads bytes.
     *
     * @throws ErasureException of reason {@code LEDGER_UNREADABLE} if the cell holds something else, or nothing
     */
    static byte[] bytes(ResultSet row, String column) throws SQLException {
        if (row.getObject(column) instanceof byte[] bytes) {
            return bytes;
        }
        throw damaged(column);
    }

    /**
     * Reads a number.
     *
     * @throws ErasureException of reason {@code LEDGER_UNREADABLE} if the cell holds something else, or nothing
     */
    public static long number(ResultSet row, String column) throws SQLException {
        if (row.getObject(column) instanceof Number number && !(number instanceof Double)) {
            return number.longValue();
        }
        throw damaged(column);
    }

    /**
     * Reads a text.
     *
     * @throws ErasureException of reason {@code LEDGER_UNREADABLE} if the cell holds something else, or nothing
     */
    public static String text(ResultSet row, String column) throws SQLException {
        if (row.getObject(column) instanceof String text) {
            return text;
        }
        throw damaged(column);
    }

    /** Returns a constant's name, or null for null. */
    public static @Nullable String name(@Nullable Enum<?> constant) {
        return constant == null ? null : constant.name();
    }

    /** Sets a parameter to a time in milliseconds, or to NULL. */
    public static void setTime(PreparedStatement statement, int place, @Nullable Instant time) throws SQLException {
        if (time == null) {
            statement.setNull(place, Types.INTEGER);
        } else {
            statement.setLong(place, time.toEpochMilli());
        }
    }

    /** Reads a time in milliseconds, or returns null if the cell is empty. */
    public static @Nullable Instant time(ResultSet row, String column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? null : Instant.ofEpochMilli(millis);
    }

    private static ErasureException damaged(String column) {
        return new ErasureException(
                Reason.LEDGER_UNREADABLE,
                "the ledger is damaged: the column " + column + " holds a value that is none of its own");
    }
}
