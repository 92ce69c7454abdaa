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

/** Opens connections that lose nothing committed, and believes the database about it rather than the request. */
public final class Connections {
    /** How long a connection waits for another process. */
    private static final int BUSY_MILLIS = 10_000;
    /** What SQLite calls {@code FULL}: the log is synced at each commit. */
    private static final int FULL = 2;

    private Connections() {}

    public static Connection writing(Path file) throws SQLException {
        return writing(file, BUSY_MILLIS);
    }

    /**
     * Opens a connection that writes.
     *
     * @param patience how many milliseconds it waits for its turn
     */
    public static Connection writing(Path file, int patience) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(JournalMode.WAL);
        config.setSynchronous(SynchronousMode.FULL);
        config.setBusyTimeout(patience);
        config.setPragma(SQLiteConfig.Pragma.SECURE_DELETE, "true");
        SqliteLoader.loadDefault();
        return checked(config.createConnection("jdbc:sqlite:" + file.toAbsolutePath()));
    }

    /**
     * Opens a connection that only reads. On a full disk, where SQLite cannot create its shared memory, a ledger that no process has
     * open is read without it.
     *
     * @throws ErasureException of reason {@code LEDGER_UNSUITABLE} if the file is in a place where nothing can be written, with a log that
     *     SQLite cannot read there
     */
    public static Connection reading(Path file) throws SQLException {
        SqliteLoader.loadDefault();
        SQLiteConfig config = new SQLiteConfig();
        config.setReadOnly(true);
        config.setSynchronous(SynchronousMode.FULL);
        config.setBusyTimeout(BUSY_MILLIS);
        // SQLite creates its shared memory beside a database with a log even to read it, unless the database cannot
        // change.
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
        boolean good = false;
        try {
            String journal = pragma(connection, "journal_mode");
            int synchronous = Integer.parseInt(pragma(connection, "synchronous"));
            if (!"wal".equalsIgnoreCase(journal) || synchronous != FULL) {
                throw new ErasureException(
                        Reason.LEDGER_UNSUITABLE,
                        "the ledger's database does not keep what is committed (journal_mode " + journal
                                + ", synchronous " + synchronous + "); it has to be on a local disk");
            }
            good = true;
            return connection;
        } finally {
            if (!good) {
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
