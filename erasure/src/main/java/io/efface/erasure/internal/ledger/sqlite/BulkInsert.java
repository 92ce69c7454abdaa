package io.efface.erasure.internal.ledger.sqlite;

import io.efface.erasure.internal.ledger.jdbc.Query;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Inserts many rows into one table, several with each statement. Some rows are in the table only after {@link #finish}. For one thread.
 */
final class BulkInsert {
    private static final int ROWS_PER_STATEMENT = 20;

    private final Query several;
    private final Query one;
    private final List<String> parameters;
    private final @Nullable Object[] values;
    private final int columns;
    private int size;

    /** Creates an instance for some columns of a table. */
    BulkInsert(SqliteTransaction tx, String table, List<String> columns) {
        this.columns = columns.size();
        this.parameters = IntStream.range(0, ROWS_PER_STATEMENT * this.columns)
                .mapToObj(number -> "p" + number)
                .toList();
        this.values = new Object[parameters.size()];
        String insert = "INSERT INTO " + table + "(" + String.join(", ", columns) + ") VALUES";
        this.one = tx.sql(insert + row(0));
        this.several = tx.sql(insert
                + String.join(
                        ", ",
                        IntStream.range(0, ROWS_PER_STATEMENT)
                                .mapToObj(this::row)
                                .toList()));
    }

    private String row(int row) {
        return "(:" + String.join(", :", parameters.subList(row * columns, (row + 1) * columns)) + ")";
    }

    /**
     * Adds a row.
     *
     * @param row the values of the columns, in the order of the columns; see {@link Query#set}
     */
    void add(@Nullable Object... row) {
        System.arraycopy(row, 0, values, size, columns);
        size += columns;
        if (size == values.length) {
            insert(several, 0, size);
            size = 0;
        }
    }

    /** Inserts the remaining rows. */
    void finish() {
        for (int first = 0; first < size; first += columns) {
            insert(one, first, columns);
        }
        size = 0;
    }

    private void insert(Query statement, int first, int count) {
        for (int i = 0; i < count; i++) {
            statement.set(parameters.get(i), values[first + i]);
        }
        statement.update();
    }
}
