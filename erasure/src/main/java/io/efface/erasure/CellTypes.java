package io.efface.erasure;

import io.efface.erasure.ErasureException.Reason;
import java.sql.SQLException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The SQLite storage classes that the cells of a job have. A table does not enforce them, and a cell of another class is read as
 * something else by each reader; so whoever certifies cells checks them first, in SQL. Immutable and thread-safe.
 */
final class CellTypes {
    /** The cells of a job's rows. */
    static final CellTypes ROWS = new CellTypes("row")
            .with(Type.INTEGER, "id", "line", "state", "attempt")
            .with(Type.INTEGER_OR_NULL, "account", "problem_column", "duplicate_of", "epoch", "since", "not_before")
            .with(Type.INTEGER_OR_NULL, "verified_at", "outcome_at", "read_at")
            .with(Type.FLAG, "maybe_earlier")
            .with(Type.FLAG_OR_NULL, "permanent")
            .with(Type.TEXT, "operation")
            .with(Type.TEXT_OR_NULL, "problem", "operation_id", "outcome", "evidence", "kind", "effect")
            .with(Type.TEXT_OR_NULL, "vendor_code", "request_id")
            .with(Type.BLOB_OR_NULL, "subject_hash", "subject", "person_hash", "person");

    /** The cells of a job's faces. */
    static final CellTypes FACES = new CellTypes("a face of row")
            .with(Type.INTEGER, "row", "number", "target")
            .with(Type.INTEGER_OR_NULL, "verified_at")
            .with(Type.FLAG, "maybe_earlier")
            .with(Type.TEXT_OR_NULL, "outcome", "evidence", "kind")
            .with(Type.BLOB, "hash")
            .with(Type.BLOB_OR_NULL, "face");

    /** What a cell holds. */
    private enum Type {
        INTEGER("typeof(%s) <> 'integer' OR %s NOT BETWEEN -9007199254740991 AND 9007199254740991", "0"),
        INTEGER_OR_NULL(
                "typeof(%s) NOT IN ('integer', 'null') OR %s NOT BETWEEN -9007199254740991 AND 9007199254740991",
                "NULL"),
        FLAG("typeof(%s) <> 'integer' OR %s NOT IN (0, 1)", "0"),
        FLAG_OR_NULL("%s IS NOT NULL AND (typeof(%s) <> 'integer' OR %s NOT IN (0, 1))", "NULL"),
        TEXT("typeof(%s) <> 'text'", "''"),
        TEXT_OR_NULL("typeof(%s) NOT IN ('text', 'null')", "NULL"),
        BLOB("typeof(%s) <> 'blob'", "x''"),
        BLOB_OR_NULL("typeof(%s) NOT IN ('blob', 'null')", "NULL");

        private final String wrong;
        private final String replacement;

        Type(String wrong, String replacement) {
            this.wrong = wrong;
            this.replacement = replacement;
        }

        String wrong(String column) {
            return "(" + wrong.replace("%s", column) + ")";
        }
    }

    private final String what;
    private final Map<String, Type> columns;

    private CellTypes(String what) {
        this(what, Map.of());
    }

    private CellTypes(String what, Map<String, Type> columns) {
        this.what = what;
        this.columns = columns;
    }

    private CellTypes with(Type type, String... names) {
        Map<String, Type> more = new LinkedHashMap<>(columns);
        for (String name : names) {
            more.put(name, type);
        }
        return new CellTypes(what, more);
    }

    /** Returns SQL for the name of the first column whose cell is of a wrong storage class, or null. */
    String wrong(String alias) {
        return wrong(alias, columns.keySet());
    }

    /** Returns SQL for the name of the first of these columns whose cell is of a wrong storage class, or null. */
    String wrong(String alias, Collection<String> names) {
        StringBuilder sql = new StringBuilder("CASE");
        for (String name : names) {
            String condition = Objects.requireNonNull(columns.get(name)).wrong(alias + "." + name);
            sql.append(" WHEN ")
                    .append(condition)
                    .append(" THEN '")
                    .append(name)
                    .append('\'');
        }
        return sql.append(" END").toString();
    }

    /**
     * Rejects a row with a wrong cell.
     *
     * @param column what {@link #wrong} found
     * @param row the number of the row
     * @param line the line of the list that the row came from, or 0
     * @throws ErasureException of reason {@code LEDGER_UNREADABLE} if it found something
     */
    void check(@Nullable String column, long row, long line) {
        if (column != null) {
            throw new ErasureException(
                    Reason.LEDGER_UNREADABLE,
                    "the ledger is damaged: the column " + column + " of " + what + " " + row
                            + (line == 0 ? "" : ", line " + line + " of the list,")
                            + " does not hold a value of its type; 'efface receipts repair' restores what the receipts say");
        }
    }

    /** Replaces the cells of these columns that are of a wrong storage class by nothing, so that they can be restored. */
    void clear(Transaction tx, String table, String... names) throws SQLException {
        for (String name : names) {
            Type type = columns.getOrDefault(name, Type.INTEGER_OR_NULL);
            tx.execute("UPDATE " + table + " SET " + name + " = " + type.replacement + " WHERE " + type.wrong(name));
        }
    }
}
