package io.efface.erasure.internal.ledger.postgresql;

import io.efface.erasure.ErasureException;
import io.efface.erasure.ErasureException.Reason;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The schema with the tables of a ledger. Numbered SQL files beside this class create the tables.
 *
 * @param name the name of the schema
 * @param largePlan the number of rows above which a job gets a partition of its own
 */
record PostgresSchema(String name, long largePlan) {
    static final String DEFAULT_NAME = "efface";
    static final long LARGE_PLAN = 100_000;
    private static final int VERSION = 1;
    private static final int MIN_SERVER = 140_000;
    /** The time in which a connection has to respond that has just rejected a query. */
    /** The codes of PostgreSQL for a missing privilege, an unknown function and a feature that a server does not have. */
    private static final Set<String> NOT_OFFERED = Set.of("42501", "42883", "0A000");

    /** The number of the lock under which a process creates the tables of any ledger: the characters "EFFC". */
    private static final long CREATION_LOCK = 0x45464643;

    private static final Pattern NAME = Pattern.compile("[a-z_][a-z0-9_]{0,40}");

    PostgresSchema {
        if (!NAME.matcher(name).matches()) {
            throw new ErasureException(
                    Reason.INPUT,
                    "the schema of the ledger has 1 to 41 of the characters a-z, 0-9 and _, and does not begin with a digit");
        }
    }

    PostgresTables tables() {
        return new PostgresTables('"' + name + '"', 0);
    }

    /**
     * Checks that the server keeps committed changes, and that it is a primary server of a supported version.
     *
     * @throws ErasureException of reason {@code LEDGER_UNSUITABLE} if one of these conditions is not satisfied
     */
    static void checkServer(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT current_setting('fsync'),"
                        + " current_setting('server_version_num'), current_setting('server_encoding'),"
                        + " CAST(pg_is_in_recovery() AS text)")) {
            row.next();
            require(
                    row.getString(1).equals("on"),
                    "the server has fsync = off, so it can lose committed changes; set fsync = on");
            require(
                    Integer.parseInt(row.getString(2)) >= MIN_SERVER,
                    "the server is older than PostgreSQL 14; use PostgreSQL 14 or later");
            require(
                    row.getString(3).equals("UTF8"),
                    "the encoding of the database is not UTF8; create a database with the encoding UTF8");
            require(
                    row.getString(4).equals("false"),
                    "the server is a standby, which cannot be written; name the primary server");
        }
    }

    private static void require(boolean isSuitable, String problem) {
        if (!isSuitable) {
            throw new ErasureException(
                    Reason.LEDGER_UNSUITABLE, "the database is not suitable for a ledger: " + problem);
        }
    }

    /** Returns whether the schema has the tables of a ledger. */
    boolean exists(Connection connection) throws SQLException {
        // A query of the catalog sees tables that another process has just created. The function to_regclass may not
        // see them.
        return has(
                connection,
                "SELECT 1 FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace"
                        + " WHERE n.nspname = ? AND c.relname = 'meta'");
    }

    private boolean hasSchema(Connection connection) throws SQLException {
        return has(connection, "SELECT 1 FROM pg_catalog.pg_namespace WHERE nspname = ?");
    }

    /** Returns whether a query finds a row. The only parameter of the query is the name of the schema. */
    private boolean has(Connection connection, String query) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, name);
            try (ResultSet row = statement.executeQuery()) {
                return row.next();
            }
        }
    }

    /** Creates the tables if they do not exist. Several processes may call this method at the same time. */
    void createIfMissing(Connection connection) throws SQLException {
        if (exists(connection)) {
            return;
        }
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_advisory_xact_lock(" + CREATION_LOCK + ")");
            if (!exists(connection)) {
                if (!hasSchema(connection)) {
                    statement.execute("CREATE SCHEMA " + tables().schema());
                }
                statement.execute(tables().script("001.sql"));
                statement.execute(tables().script("partition.sql"));
                statement.execute(tables().script("indexes.sql"));
                statement.execute("INSERT INTO " + tables().meta() + " VALUES('version', '" + VERSION
                        + "'), ('ledger', '" + UUID.randomUUID() + "')");
            }
            connection.commit();
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    /**
     * Checks the version of the tables, and returns the id of the ledger.
     *
     * @throws ErasureException of reason {@code LEDGER_UNREADABLE} if the ledger is missing or of another version
     */
    String check(Connection connection) throws SQLException {
        if (!exists(connection)) {
            throw new ErasureException(
                    Reason.LEDGER_UNREADABLE, "the schema " + name + " of the database has no ledger");
        }
        String version = value(connection, "version");
        if (!version.equals(Integer.toString(VERSION))) {
            throw new ErasureException(
                    Reason.LEDGER_UNREADABLE,
                    "the ledger is of version " + version + "; this Efface reads and writes version " + VERSION);
        }
        return value(connection, "ledger");
    }

    /**
     * Returns a text that differs between a database and its copies, or null if the server does not offer or permit the query. The text
     * consists of the system identifier of the cluster, its timeline, and the OID of the table of jobs. A standby gets a new timeline when it is
     * promoted, and so does a server after a recovery to a point in time. A dump that is restored has new OIDs. The timeline is taken from
     * the name of the present WAL file, because {@code pg_control_checkpoint} shows the old timeline until the first checkpoint after the
     * promotion has ended. The timeline cannot change during a session that can write.
     */
    @Nullable String identity(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT (SELECT system_identifier FROM pg_control_system())"
                        + " || '/' || substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8)"
                        + " || '/' || CAST(CAST('" + tables().jobs() + "' AS regclass) AS oid)")) {
            row.next();
            return row.getString(1);
        } catch (SQLException e) {
            if (NOT_OFFERED.contains(String.valueOf(e.getSQLState()))) {
                return null;
            }
            throw e;
        }
    }

    private String value(Connection connection, String key) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT value FROM " + tables().meta() + " WHERE key = ?")) {
            statement.setString(1, key);
            try (ResultSet row = statement.executeQuery()) {
                if (row.next()) {
                    return row.getString(1);
                }
            }
        }
        throw new ErasureException(
                Reason.LEDGER_UNREADABLE, "the ledger is damaged: the table meta has no entry " + key);
    }
}
