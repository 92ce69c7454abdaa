package io.efface.erasure.internal.ledger.sqlite;

import io.efface.erasure.ErasureException;
import io.efface.erasure.ErasureException.Reason;
import io.efface.erasure.JobState;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The expected types of the cells of one table. SQLite does not enforce the types of columns, and it converts a cell of another type when
 * the cell is read. Therefore queries whose results must be exact check the types of the cells in SQL. Immutable and thread-safe.
 */
public final class CellTypes {
    /** The cells of the table {@code meta}. */
    public static final CellTypes META = new CellTypes("entry").with(Type.TEXT, "key", "value");

    /** The cells of the list of jobs. */
    public static final CellTypes JOBS = new CellTypes("job")
            .with(Type.INTEGER, "number", "created_at")
            .with(Type.INTEGER_OR_NULL, "planned_at", "due_at")
            .with(Type.JOB_STATE, "state")
            .with(Type.TEXT, "name", "keys")
            .with(Type.TEXT_OR_NULL, "digest", "from_job")
            .restorable("state", "planned_at", "due_at", "digest", "from_job");

    /** The cells of a job's accounts in a ledger of an older version, which has no account runs. */
    public static final CellTypes ACCOUNTS_WITHOUT_RUNS = new CellTypes("account")
            .with(Type.INTEGER, "number", "sampled", "absent")
            .with(Type.INTEGER_OR_NULL, "paused_at")
            .with(Type.TEXT, "name", "provider", "place", "settings")
            .with(Type.TEXT_OR_NULL, "paused")
            .restorable("paused", "paused_at", "sampled", "absent");

    /** The cells of a job's accounts. */
    public static final CellTypes ACCOUNTS = ACCOUNTS_WITHOUT_RUNS
            .with(Type.INTEGER, "epoch", "first_epoch", "pauses")
            .with(Type.INTEGER_OR_NULL, "lease_until", "paused_until")
            .with(Type.TEXT_OR_NULL, "worker", "ended")
            .with(Type.BLOB_OR_NULL, "attempts")
            .restorable("epoch", "lease_until", "worker", "attempts")
            .restorable("first_epoch", "paused_until", "pauses", "ended");

    /** The cells of a job's rows. */
    public static final CellTypes ROWS = new CellTypes("row")
            .with(Type.INTEGER, "id", "line", "state", "attempt")
            .with(Type.INTEGER_OR_NULL, "account", "problem_column", "duplicate_of", "epoch", "since", "not_before")
            .with(Type.INTEGER_OR_NULL, "verified_at", "outcome_at", "read_at")
            .with(Type.FLAG, "maybe_earlier")
            .with(Type.FLAG_OR_NULL, "permanent")
            .with(Type.TEXT, "operation")
            .with(Type.TEXT_OR_NULL, "problem", "operation_id", "outcome", "evidence", "kind", "effect")
            .with(Type.TEXT_OR_NULL, "vendor_code", "request_id")
            .with(Type.BLOB_OR_NULL, "subject_hash", "subject", "person_hash", "person")
            .restorable("state", "attempt", "outcome", "evidence", "verified_at", "read_at", "maybe_earlier")
            .restorable("kind", "effect", "permanent", "vendor_code", "request_id", "outcome_at")
            .restorable("operation_id", "epoch", "since", "not_before");

    /** The cells of a job's faces. */
    public static final CellTypes FACES = new CellTypes("a face of row")
            .with(Type.INTEGER, "row", "number", "target")
            .with(Type.INTEGER_OR_NULL, "verified_at")
            .with(Type.FLAG, "maybe_earlier")
            .with(Type.TEXT_OR_NULL, "outcome", "evidence", "kind")
            .with(Type.BLOB, "hash")
            .with(Type.BLOB_OR_NULL, "face")
            .restorable("outcome", "evidence", "verified_at", "maybe_earlier", "kind");

    /** The cells of a job's detached faces. */
    public static final CellTypes DETACHED = new CellTypes("a detached face of row")
            .with(Type.INTEGER, "target")
            .with(Type.BLOB, "hash")
            .with(Type.BLOB_OR_NULL, "face");

    /** The cells of a job's hold list. */
    public static final CellTypes HOLDS = new CellTypes("entry").with(Type.BLOB, "hash");

    /** The cells of a job's events. */
    public static final CellTypes EVENTS = new CellTypes("event")
            .with(Type.INTEGER, "seq")
            .with(Type.INTEGER_OR_NULL, "position", "target")
            .with(Type.BLOB, "bytes")
            .with(Type.BLOB_OR_NULL, "mac");

    /** The cells of SQLite's own table {@code sqlite_sequence}, which contains the greatest number ever used in each table. */
    public static final CellTypes COUNTERS = new CellTypes("counter").with(Type.INTEGER, "seq");

    /** The cells of a job's seals. */
    public static final CellTypes SEALS = new CellTypes("seal")
            .with(Type.INTEGER, "number", "first", "last")
            .with(Type.FLAG, "final")
            .with(Type.BLOB, "bytes", "signature");

    /** The type of a cell: the SQL condition for a wrong cell, and the value with which a repair replaces it. */
    private enum Type {
        INTEGER("typeof(%s) <> 'integer' OR %s NOT BETWEEN -9007199254740991 AND 9007199254740991", "0"),
        INTEGER_OR_NULL(
                "typeof(%s) NOT IN ('integer', 'null') OR %s NOT BETWEEN -9007199254740991 AND 9007199254740991",
                "NULL"),
        FLAG("typeof(%s) <> 'integer' OR %s NOT IN (0, 1)", "0"),
        FLAG_OR_NULL("%s IS NOT NULL AND (typeof(%s) <> 'integer' OR %s NOT IN (0, 1))", "NULL"),
        TEXT("typeof(%s) <> 'text'", "''"),
        TEXT_OR_NULL("typeof(%s) NOT IN ('text', 'null')", "NULL"),
        JOB_STATE(
                "typeof(%s) <> 'text' OR %s NOT IN ("
                        + Arrays.stream(JobState.values())
                                .map(state -> "'" + state + "'")
                                .collect(Collectors.joining(", "))
                        + ")",
                "'" + JobState.PLANNING + "'"),
        BLOB("typeof(%s) <> 'blob'", "x''"),
        BLOB_OR_NULL("typeof(%s) NOT IN ('blob', 'null')", "NULL");

        private final String wrongCondition;
        private final String replacement;

        Type(String wrongCondition, String replacement) {
            this.wrongCondition = wrongCondition;
            this.replacement = replacement;
        }

        String isWrong(String column) {
            return "(" + wrongCondition.replace("%s", column) + ")";
        }
    }

    private final String rowKind;
    private final Map<String, Type> columns;
    private final Set<String> restorable;

    private CellTypes(String rowKind) {
        this(rowKind, Map.of(), Set.of());
    }

    private CellTypes(String rowKind, Map<String, Type> columns, Set<String> restorable) {
        this.rowKind = rowKind;
        this.columns = columns;
        this.restorable = restorable;
    }

    private CellTypes with(Type type, String... names) {
        Map<String, Type> newColumns = new LinkedHashMap<>(columns);
        for (String name : names) {
            newColumns.put(name, type);
        }
        return new CellTypes(rowKind, newColumns, restorable);
    }

    /** Marks columns whose values a repair can restore. */
    private CellTypes restorable(String... names) {
        Set<String> newRestorable = new LinkedHashSet<>(restorable);
        newRestorable.addAll(Arrays.asList(names));
        return new CellTypes(rowKind, columns, newRestorable);
    }

    /** Returns the names of all columns. */
    public Set<String> columns() {
        return columns.keySet();
    }

    /** Returns the names of the columns whose values a repair cannot restore. */
    public Set<String> unrestorable() {
        Set<String> names = new LinkedHashSet<>(columns.keySet());
        names.removeAll(restorable);
        return names;
    }

    /**
     * Returns an SQL expression: the name of the first column whose cell has a wrong type, or NULL.
     *
     * @param alias the alias of the table in the query
     */
    public String wrong(String alias) {
        return wrong(alias, columns.keySet());
    }

    /**
     * Returns an SQL expression: the name of the first of the given columns whose cell has a wrong type, or NULL.
     *
     * @param alias the alias of the table in the query
     * @param names the columns to check
     */
    public String wrong(String alias, Collection<String> names) {
        StringBuilder sql = new StringBuilder("CASE");
        for (String name : names) {
            String condition = type(name).isWrong(alias + "." + name);
            sql.append(" WHEN ")
                    .append(condition)
                    .append(" THEN '")
                    .append(name)
                    .append('\'');
        }
        return sql.append(" END").toString();
    }

    /** Returns an SQL expression: the value that a cell of a column would have after {@link #clear}. */
    public String cleared(String alias, String name) {
        String cell = alias + "." + name;
        return restorable.contains(name)
                ? "CASE WHEN " + type(name).isWrong(cell) + " THEN " + type(name).replacement + " ELSE " + cell
                        + " END AS " + name
                : cell;
    }

    private Type type(String name) {
        return Objects.requireNonNull(columns.get(name), name);
    }

    /**
     * Rejects a row with a wrong cell.
     *
     * @param column the value of the expression {@link #wrong}: the column of the wrong cell, or null
     * @param row the number of the row
     * @param line the line of the list from which the row comes, or 0
     * @throws ErasureException of reason {@code LEDGER_UNREADABLE} if {@code column} is not null
     */
    public void check(@Nullable String column, long row, long line) {
        check(column, rowKind + " " + row + (line == 0 ? "" : ", line " + line + " of the list,"));
    }

    /**
     * Rejects a row with a wrong cell.
     *
     * @param column the value of the expression {@link #wrong}: the column of the wrong cell, or null
     * @param place a description of the row
     * @throws ErasureException of reason {@code LEDGER_UNREADABLE} if {@code column} is not null
     */
    public void check(@Nullable String column, String place) {
        if (column != null) {
            throw new ErasureException(
                    Reason.LEDGER_UNREADABLE,
                    "the ledger is damaged: the column " + column + " of " + place
                            + " does not hold a value of its type; "
                            + (restorable.contains(column)
                                    ? "'efface receipts repair' restores the value from the receipts"
                                    : "the receipts do not contain this value; use a copy of the ledger from before the"
                                            + " damage"));
        }
    }

    /**
     * Empties the cells with a wrong type in the columns that a repair can restore.
     *
     * @param where the SQL condition for the rows to change
     * @return the number of emptied cells
     */
    public int clear(SqliteTransaction tx, String table, String where) {
        tx.forgetKnown();
        int cells = 0;
        for (String name : restorable) {
            Type type = type(name);
            cells += tx.sql("UPDATE " + table + " SET " + name + " = " + type.replacement + " WHERE "
                            + type.isWrong(name) + " AND " + where)
                    .update();
        }
        return cells;
    }
}
