package io.efface.quota.postgresql;

import io.efface.policy.PacedLimit;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The table of limits. All limits with the same {@link PacedLimit#name} share one row. Thread-safe. */
final class QuotaTable {
    private static final String NAME = "efface_limit";
    private static final String DDL = "efface_limit.sql";
    private static final String NO_TABLE = "42P01";
    private static final String NO_SCHEMA = "3F000";
    private static final Set<String> MISSING = Set.of(NO_TABLE, NO_SCHEMA);

    /** The key of the advisory lock: a number that other programs are unlikely to use. */
    private static final long CREATION_LOCK = 0x6566666163655174L;

    private static final String NOW = "(extract(epoch FROM clock_timestamp()) * 1000000)::bigint";

    private static final long KEPT_UNUSED_MICROS = TimeUnit.MINUTES.toMicros(10);

    private final DataSource dataSource;
    private final Duration timeout;
    private final @Nullable String schema;
    private final String table;

    /**
     * Creates an object that sends nothing yet.
     *
     * @param schema the name of the schema with the table, or null for the first schema of the connection's search path
     */
    QuotaTable(DataSource dataSource, Duration timeout, @Nullable String schema) {
        this.dataSource = dataSource;
        this.timeout = timeout;
        this.schema = schema;
        this.table = schema == null ? NAME : quoted(schema) + '.' + NAME;
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /**
     * Returns the statement that takes permits. The statement locks the rows first, so that the clock is read after the wait for the locks.
     * It locks the rows in the order of their ids, so that two such statements never wait for each other. It updates all rows or none, and
     * returns the number of rows and the microseconds to wait.
     */
    private String takeStatement() {
        return "WITH requested AS MATERIALIZED ("
                + "SELECT * FROM unnest(?::varchar[], ?::bigint[], ?::bigint[]) AS a(id, cost, slack)), "
                + "locked AS MATERIALIZED ("
                + "SELECT q.id, q.next, a.cost, a.slack FROM " + table + " q JOIN requested a ON a.id = q.id"
                + " ORDER BY q.id FOR UPDATE OF q), "
                + "moment AS MATERIALIZED ("
                + "SELECT count(*) AS found, max(next) AS latest, " + NOW + " AS now FROM locked), "
                + "taken AS ("
                + "UPDATE " + table
                + " q SET next = greatest(l.next, m.now - l.slack) + l.cost FROM locked l, moment m"
                + " WHERE q.id = l.id AND m.latest <= m.now AND m.found = (SELECT count(*) FROM requested)) "
                + "SELECT found, latest - now FROM moment";
    }

    private String insertStatement() {
        return "INSERT INTO " + table + "(id, next) SELECT id, " + NOW
                + " FROM unnest(?::varchar[]) AS a(id) ORDER BY id ON CONFLICT (id) DO NOTHING";
    }

    private String penalizeStatement() {
        return "INSERT INTO " + table + " AS q (id, next) SELECT id, " + NOW + " + ?::bigint"
                + " FROM unnest(?::varchar[]) AS a(id) ORDER BY id"
                + " ON CONFLICT (id) DO UPDATE SET next = greatest(q.next, excluded.next)";
    }

    /** Takes either a permit of each limit or no permit. Returns the microseconds to wait, or 0 if the permits were taken. */
    long take(List<PacedLimit> limits) throws SQLException {
        OptionalLong wait = takeExisting(limits);
        if (wait.isEmpty()) {
            // The insert has a separate transaction. In the same transaction, it would keep the locks of the first
            // statement and could cause a deadlock.
            insertMissing(limits);
            wait = takeExisting(limits);
        }
        return wait.orElseThrow(() -> new SQLException("a row of table " + NAME + " was deleted during the call"));
    }

    /** Takes permits if all rows exist. Returns empty if a row is missing; in this case, no permit was taken. */
    private OptionalLong takeExisting(List<PacedLimit> limits) throws SQLException {
        try (Session session = Session.open(dataSource, timeout);
                PreparedStatement statement = session.connection().prepareStatement(takeStatement())) {
            session.setArray(statement, 1, "varchar", limits, PacedLimit::key);
            session.setArray(statement, 2, "bigint", limits, PacedLimit::intervalMicros);
            session.setArray(statement, 3, "bigint", limits, PacedLimit::slackMicros);
            OptionalLong wait = OptionalLong.empty();
            try (ResultSet rows = statement.executeQuery()) {
                if (!rows.next()) {
                    throw new SQLException("the database did not return a row");
                }
                if (rows.getInt(1) == limits.size()) {
                    wait = OptionalLong.of(Math.max(0, rows.getLong(2)));
                }
            }
            session.connection().commit();
            return wait;
        }
    }

    private void insertMissing(List<PacedLimit> limits) throws SQLException {
        try (Session session = Session.open(dataSource, timeout);
                PreparedStatement statement = session.connection().prepareStatement(insertStatement())) {
            session.setArray(statement, 1, "varchar", limits, PacedLimit::key);
            statement.executeUpdate();
            session.connection().commit();
        }
    }

    void penalize(List<PacedLimit> limits, Duration time) throws SQLException {
        try (Session session = Session.open(dataSource, timeout);
                PreparedStatement statement = session.connection().prepareStatement(penalizeStatement())) {
            statement.setLong(1, TimeUnit.NANOSECONDS.toMicros(time.toNanos()));
            session.setArray(statement, 2, "varchar", limits, PacedLimit::key);
            statement.executeUpdate();
            session.connection().commit();
        }
    }

    void create() throws SQLException {
        try (Session session = Session.open(dataSource, timeout);
                Statement statement = session.connection().createStatement()) {
            // Without the lock, two processes could both find no table, and the second creation would fail.
            statement.execute("SELECT pg_advisory_xact_lock(" + CREATION_LOCK + ")");
            if (schema != null && !hasSchema(session.connection())) {
                statement.execute("CREATE SCHEMA " + quoted(schema));
            }
            statement.execute(ddl().replace(NAME + " (", table + " ("));
            session.connection().commit();
        }
    }

    /** Returns whether the schema exists. A user without the right to create a schema may use an existing schema. */
    private boolean hasSchema(Connection connection) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT 1 FROM pg_catalog.pg_namespace WHERE nspname = ?")) {
            statement.setString(1, schema);
            try (ResultSet row = statement.executeQuery()) {
                return row.next();
            }
        }
    }

    /** Returns whether an error says that the table or its schema does not exist. */
    static boolean isMissing(SQLException error) {
        return error.getSQLState() != null && MISSING.contains(error.getSQLState());
    }

    /** Returns the problem with the table, or empty. */
    Optional<String> problem() throws SQLException {
        try (Session session = Session.open(dataSource, timeout)) {
            Connection connection = session.connection();
            try (Statement statement = connection.createStatement()) {
                statement.execute("UPDATE " + table + " SET next = next WHERE id = ''");
                statement.execute("INSERT INTO " + table + "(id, next) SELECT '', 0::bigint WHERE false");
                return Optional.empty();
            } catch (SQLException e) {
                Optional<String> problem = problemOf(e);
                if (problem.isPresent()) {
                    return problem;
                }
                throw e;
            } finally {
                connection.rollback();
            }
        }
    }

    int removeUnused() throws SQLException {
        try (Session session = Session.open(dataSource, timeout);
                Statement statement = session.connection().createStatement()) {
            int removed = statement.executeUpdate(
                    "DELETE FROM " + table + " WHERE next < " + NOW + " - " + KEPT_UNUSED_MICROS);
            session.connection().commit();
            return removed;
        }
    }

    /** Returns the description of a cause that the application's operator can fix, or empty. */
    Optional<String> problemIn(Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return problemOf(sql);
            }
        }
        return Optional.empty();
    }

    private Optional<String> problemOf(SQLException error) {
        @Nullable String state = error.getSQLState();
        if (state == null) {
            return Optional.empty();
        }
        return switch (state) {
            case NO_TABLE, NO_SCHEMA ->
                Optional.of("the quota database has no table " + NAME
                        + (schema == null
                                ? " on its search path; PostgresQuotaStore.createTable() or " + DDL + " creates it"
                                : " in the schema of the store; PostgresQuotaStore.createTable() creates it"));
            case "42703", "42804", "42P10" ->
                Optional.of("the quota database's table " + NAME + " has different columns than " + DDL + " defines");
            case "42501", "25006" ->
                Optional.of("the quota database does not allow writing to table " + NAME
                        + "; SELECT, INSERT and UPDATE are required, and DELETE for removeUnused()"
                        + (schema == null ? "" : "; the first call also has to create a missing schema or table"));
            default -> Optional.empty();
        };
    }

    private static String ddl() {
        try (InputStream resource = QuotaTable.class.getResourceAsStream(DDL)) {
            if (resource == null) {
                throw new IllegalStateException(DDL + " is missing from the jar");
            }
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
