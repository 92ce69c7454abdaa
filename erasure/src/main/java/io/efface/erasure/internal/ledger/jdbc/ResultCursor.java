package io.efface.erasure.internal.ledger.jdbc;

import io.efface.erasure.internal.ledger.Cursor;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the rows of one result. For one thread. */
final class ResultCursor<T> implements Cursor<T> {
    private final ResultSet result;
    private final Query.Reader<T> reader;
    private final Row row;
    private final Failures failures;

    ResultCursor(ResultSet result, Query.Reader<T> reader, Map<String, Integer> columns, Failures failures) {
        this.failures = failures;
        this.result = result;
        this.reader = reader;
        this.row = new Row(result, columns);
    }

    @Override
    public @Nullable T next() {
        try {
            return result.next() ? reader.read(row) : null;
        } catch (SQLException e) {
            throw failures.of(e);
        }
    }

    @Override
    public void close() {
        try {
            result.close();
        } catch (SQLException e) {
            throw failures.of(e);
        }
    }
}
