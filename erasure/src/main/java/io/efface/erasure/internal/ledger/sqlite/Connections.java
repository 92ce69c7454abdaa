package io.efface.erasure.internal.ledger.sqlite;

import io.efface.erasure.ErasureException;
import io.efface.erasure.ErasureException.Reason;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;

/**
 * Opens connections to a ledger's database. A commit is on disk when it returns. After opening, the actual settings of the connection are
 * read back, because SQLite may ignore a requested setting.
 */
public final class Connections {
    /** The time for which a connection waits for a lock of another process. */
    private static final int BUSY_MILLIS = 10_000;
    /** SQLite's number for the setting {@code synchronous = FULL}, with which SQLite syncs the log at each commit. */
    private static final int SYNCHRONOUS_FULL = 2;

    private Connections() {}

    public static Connection writing(Path file) throws SQLException {
        return writing(file, BUSY_MILLIS);
    }

    /**
     * Opens a connection that writes.
     *
     * @param busyMillis the time in milliseconds for which the connection waits for a lock of another process
     */
    public static Connection writing(Path file, int busyMillis) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(JournalMode.WAL);
        config.setSynchronous(SynchronousMode.FULL);
        config.setBusyTimeout(busyMillis);
        config.setPragma(SQLiteConfig.Pragma.SECURE_DELETE, "true");
        // Without this setting, the driver prepares and executes a query for the generated key after each INSERT.
        config.setGetGeneratedKeys(false);
        SqliteLoader.loadDefault();
        return checked(config.createConnection("jdbc:sqlite:" + file.toAbsolutePath()));
    }

    /**
     * Opens a connection that only reads. On a full disk, SQLite cannot create its file of shared memory. If no process has the ledger
     * open, the connection then reads without shared memory.
     *
     * @throws ErasureException of reason {@code LEDGER_UNSUITABLE} if the ledger has a log that SQLite cannot read because the ledger is on
     *     a read-only disk
     */
    public static Connection reading(Path file) throws SQLException {
        SqliteLoader.loadDefault();
        SQLiteConfig config = new SQLiteConfig();
        config.setReadOnly(true);
        config.setSynchronous(SynchronousMode.FULL);
        config.setBusyTimeout(BUSY_MILLIS);
        // To read a database with a log, SQLite creates a file of shared memory beside the database. SQLite does not
        // create this file if the database is opened as immutable.
        if (ReadOnlyPlace.isArchive(file)) {
            return immutable(config, file);
        }
        try {
            return checked(config.createConnection("jdbc:sqlite:" + file.toAbsolutePath()));
        } catch (SQLException e) {
            if (SqliteFailure.mayLackSpace(e) && ReadOnlyPlace.isUnused(file)) {
                return immutable(config, file);
            }
            throw e;
        }
    }

    private static Connection immutable(SQLiteConfig config, Path file) throws SQLException {
        return config.createConnection("jdbc:sqlite:" + file.toAbsolutePath().toUri() + "?immutable=1");
    }

    private static Connection checked(Connection connection) throws SQLException {
        boolean isSafe = false;
        try {
            String journal = pragma(connection, "journal_mode");
            int synchronous = Integer.parseInt(pragma(connection, "synchronous"));
            if (!"wal".equalsIgnoreCase(journal) || synchronous != SYNCHRONOUS_FULL) {
                throw new ErasureException(
                        Reason.LEDGER_UNSUITABLE,
                        "the ledger's database does not keep committed changes safely (journal_mode " + journal
                                + ", synchronous " + synchronous + "); the ledger must be on a local disk");
            }
            isSafe = true;
            return connection;
        } finally {
            if (!isSafe) {
                connection.close();
            }
        }
    }

    private static String pragma(Connection connection, String name) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("PRAGMA " + name)) {
            return row.next() ? row.getString(1) : "";
        }
    }
}
