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
 * The SQLite storage classes of the cells of one table. SQLite does not enforce them, and each reader converts a cell of another class
 * in its own way; so every reader that certifies cells checks them first, in SQL. Immutable and thread-safe.
 */
public final class CellTypes {
    /** The cells of the ledger's settings. */
    public static final CellTypes META = new CellTypes("entry").with(Type.TEXT, "key", "value");

    /** The cells of the list of jobs. */
    public static final CellTypes JOBS = new CellTypes("job")
            .with(Type.INTEGER, "number", "created_at", "epoch")
            .with(Type.INTEGER_OR_NULL, "planned_at", "due_at", "lease_until")
            .with(Type.JOB_STATE, "state")
            .with(Type.TEXT, "name", "keys")
            .with(Type.TEXT_OR_NULL, "digest", "from_job", "worker")
            .restored("state", "planned_at", "due_at", "digest", "from_job", "epoch", "worker", "lease_until");

    /** The cells of a job's accounts. */
    public static final CellTypes ACCOUNTS = new CellTypes("account")
            .with(Type.INTEGER, "number", "sampled", "absent")
            .with(Type.INTEGER_OR_NULL, "paused_at")
            .with(Type.TEXT, "name", "provider", "place", "settings")
            .with(Type.TEXT_OR_NULL, "paused")
            .restored("paused", "paused_at", "sampled", "absent");

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
            .restored("state", "attempt", "outcome", "evidence", "verified_at", "read_at", "maybe_earlier")
            .restored("kind", "effect", "permanent", "vendor_code", "request_id", "outcome_at")
            .restored("operation_id", "epoch", "since", "not_before");

    /** The cells of a job's faces. */
    public static final CellTypes FACES = new CellTypes("a face of row")
            .with(Type.INTEGER, "row", "number", "target")
            .with(Type.INTEGER_OR_NULL, "verified_at")
            .with(Type.FLAG, "maybe_earlier")
            .with(Type.TEXT_OR_NULL, "outcome", "evidence", "kind")
            .with(Type.BLOB, "hash")
            .with(Type.BLOB_OR_NULL, "face")
            .restored("outcome", "evidence", "verified_at", "maybe_earlier", "kind");

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

    /** SQLite's own table of the greatest numbers of events. */
    public static final CellTypes COUNTERS = new CellTypes("counter").with(Type.INTEGER, "seq");

    /** The cells of a job's seals. */
    public static final CellTypes SEALS = new CellTypes("seal")
            .with(Type.INTEGER, "number", "first", "last")
            .with(Type.FLAG, "final")
            .with(Type.BLOB, "bytes", "signature");

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
        JOB_STATE(
                "typeof(%s) <> 'text' OR %s NOT IN ("
                        + Arrays.stream(JobState.values())
                                .map(state -> "'" + state + "'")
                                .collect(Collectors.joining(", "))
                        + ")",
                "'" + JobState.PLANNING + "'"),
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
    private final Set<String> restored;

    private CellTypes(String what) {
        this(what, Map.of(), Set.of());
    }

    private CellTypes(String what, Map<String, Type> columns, Set<String> restored) {
        this.what = what;
        this.columns = columns;
        this.restored = restored;
    }

    private CellTypes with(Type type, String... names) {
        Map<String, Type> more = new LinkedHashMap<>(columns);
        for (String name : names) {
            more.put(name, type);
        }
        return new CellTypes(what, more, restored);
    }

    /** Adds columns whose values a repair can restore. */
    private CellTypes restored(String... names) {
        Set<String> more = new LinkedHashSet<>(restored);
        more.addAll(Arrays.asList(names));
        return new CellTypes(what, columns, more);
    }

    /** Returns the names of all columns. */
    public Set<String> columns() {
        return columns.keySet();
    }

    /** Returns the names of the columns whose values a repair cannot restore. */
    public Set<String> lost() {
        Set<String> lost = new LinkedHashSet<>(columns.keySet());
        lost.removeAll(restored);
        return lost;
    }

    /** Returns SQL for the name of the first column whose cell is of a wrong storage class, or null. */
    public String wrong(String alias) {
        return wrong(alias, columns.keySet());
    }

    /** Returns SQL for the name of the first of these columns whose cell is of a wrong storage class, or null. */
    public String wrong(String alias, Collection<String> names) {
        StringBuilder sql = new StringBuilder("CASE");
        for (String name : names) {
            String condition = type(name).wrong(alias + "." + name);
            sql.append(" WHEN ")
                    .append(condition)
                    .append(" THEN '")
                    .append(name)
                    .append('\'');
        }
        return sql.append(" END").toString();
    }

    /** Returns SQL for the value of a column as {@link #clear} would leave it. */
    public String cleared(String alias, String name) {
        String cell = alias + "." + name;
        return restored.contains(name)
                ? "CASE WHEN " + type(name).wrong(cell) + " THEN " + type(name).replacement + " ELSE " + cell
                        + " END AS " + name
                : cell;
    }

    private Type type(String name) {
        return Objects.requireNonNull(columns.get(name), name);
    }

    /**
     * Rejects a row with a wrong cell.
     *
     * @param column what {@link #wrong} found
     * @param row the number of the row
     * @param line the line of the list that the row came from, or 0
     * @throws ErasureException of reason {@code LEDGER_UNREADABLE} if it found something
     */
    public void check(@Nullable String column, long row, long line) {
        check(column, what + " " + row + (line == 0 ? "" : ", line " + line + " of the list,"));
    }

    /**
     * Rejects a row with a wrong cell.
     *
     * @param column what {@link #wrong} found
     * @param place the row, in words
     * @throws ErasureException of reason {@code LEDGER_UNREADABLE} if it found something
     */
    public void check(@Nullable String column, String place) {
        if (column != null) {
            throw new ErasureException(
                    Reason.LEDGER_UNREADABLE,
                    "the ledger is damaged: the column " + column + " of " + place
                            + " does not hold a value of its type; "
                            + (restored.contains(column)
                                    ? "'efface receipts repair' restores what the receipts say"
                                    : "the receipts do not hold this value: use a copy of the ledger from before the"
                                            + " damage"));
        }
    }

    /**
     * Replaces the cells that are of a wrong storage class, and that a repair can restore, by nothing.
     *
     * @param where the condition in SQL for the rows in question
     * @return how many there were
     */
    public int clear(SqliteTransaction tx, String table, String where) {
        int cells = 0;
        for (String name : restored) {
            Type type = type(name);
            cells += tx.sql("UPDATE " + table + " SET " + name + " = " + type.replacement + " WHERE " + type.wrong(name)
                            + " AND " + where)
                    .update();
        }
        return cells;
    }
}
