package io.efface.erasure.internal.ledger.sqlite;

import io.efface.erasure.ErasureException;
import io.efface.erasure.ErasureException.Reason;
import io.efface.erasure.SqliteLibrary;
import io.efface.erasure.internal.ledger.DetachingJobs;
import io.efface.erasure.internal.ledger.LedgerStore;
import io.efface.erasure.internal.ledger.LedgerWriter;
import io.efface.erasure.internal.ledger.Transaction;
import io.efface.erasure.internal.ledger.record.Job;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * An open ledger in an SQLite database. The database is one file on a local disk, which only its owner can read. A commit is on disk when
 * it returns (write-ahead log, {@code synchronous = FULL}). One process at a time works on the ledger. Thread-safe.
 */
public final class SqliteLedger implements LedgerStore {
    private final Path file;
    private final @Nullable LedgerFile lock;
    private final SqliteWriter writer;
    private final String id;
    private final UnaryOperator<Connection> wrapper;
    private final Set<Integer> occupiedJobs = ConcurrentHashMap.newKeySet();
    private final DetachingJobs detachingJobs = new DetachingJobs();

    private SqliteLedger(
            Path file, @Nullable LedgerFile lock, SqliteWriter writer, String id, UnaryOperator<Connection> wrapper) {
        this.file = file;
        this.lock = lock;
        this.writer = writer;
        this.id = id;
        this.wrapper = wrapper;
    }

    /**
     * Opens a ledger for this process alone. Creates the ledger if the file does not exist. A file that is not a ledger is not changed, and
     * no file is created beside it.
     *
     * @param file the ledger's file on a local disk. If only the last folder of the path is missing, it is created, and only its owner may
     *     read it
     * @param wrapper the function that wraps each connection, for example to count statements
     * @throws ErasureException of reason {@code LEDGER_IN_USE} if another process has opened the ledger; {@code LEDGER_UNSUITABLE} if the
     *     location is not suitable for a ledger; {@code LEDGER_UNREADABLE} if the file is not a ledger; {@code SQLITE_UNAVAILABLE} under
     *     the conditions of {@link SqliteLibrary#load}
     */
    public static SqliteLedger open(Path file, UnaryOperator<Connection> wrapper) {
        LedgerFile lock = LedgerFile.take(file);
        boolean open = false;
        try {
            NewLedger.createIfMissing(file);
            LedgerFormat.check(file);
            Connection connection = Connections.writing(file);
            try {
                Schema.check(connection);
                SqliteTransaction tx = new SqliteTransaction(wrapper.apply(connection));
                String id = tx.jobs().ledgerId();
                SqliteWriter writer = new SqliteWriter(tx);
                SqliteLedger ledger = new SqliteLedger(file, lock, writer, id, wrapper);
                open = true;
                return ledger;
            } finally {
                if (!open) {
                    connection.close();
                }
            }
        } catch (StorageException e) {
            throw unreadable(file, e.getCause());
        } catch (SQLException e) {
            throw unreadable(file, e);
        } finally {
            if (!open) {
                lock.close();
            }
        }
    }

    /**
     * Opens a ledger for one short change while another process may have it open. SQLite runs the transactions of both processes one after
     * the other.
     *
     * @param patience the maximum time for which the change waits for another transaction to end
     * @throws ErasureException under the conditions of {@link #view(Path)}; of reason {@code LEDGER_IN_USE} if the ledger is of an older
     *     version and another process has opened it
     */
    static SqliteLedger beside(Path file, Duration patience) {
        try (Connection view = view(file)) {
            if (Schema.isOld(view)) {
                // The change migrates the ledger. A process of an older version must not have it open meanwhile.
                return open(file, UnaryOperator.identity());
            }
            String id = new SqliteTransaction(view).jobs().ledgerId();
            LedgerFile.checkWritable(file);
            LedgerFile.tighten(file);
            int millis = Math.toIntExact(patience.toMillis());
            SqliteWriter writer = SqliteWriter.beside(new SqliteTransaction(Connections.writing(file, millis)));
            return new SqliteLedger(file, null, writer, id, UnaryOperator.identity());
        } catch (SQLException e) {
            throw unreadable(file, e);
        }
    }

    /**
     * Opens a connection that only reads. Another process may write to the ledger meanwhile.
     *
     * @throws ErasureException if the file does not exist or is not a ledger
     */
    public static Connection view(Path file) {
        LedgerFile.checkPlace(file);
        if (!Files.exists(file)) {
            throw new ErasureException(
                    Reason.LEDGER_UNREADABLE, "the ledger " + file.toAbsolutePath() + " does not exist");
        }
        LedgerFormat.check(file);
        try {
            Connection connection = Connections.reading(file);
            boolean isLedger = false;
            try {
                Schema.check(connection);
                isLedger = true;
                return connection;
            } finally {
                if (!isLedger) {
                    connection.close();
                }
            }
        } catch (SQLException e) {
            throw unreadable(file, e);
        }
    }

    /** Begins a transaction that reads a snapshot of the ledger. */
    static Transaction snapshot(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("BEGIN");
        }
        return new SqliteTransaction(connection);
    }

    private static ErasureException unreadable(Path file, SQLException e) {
        return SqliteFailure.exception(
                Reason.LEDGER_UNREADABLE, "the file " + file.toAbsolutePath() + " cannot be opened as a ledger", e);
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public LedgerWriter writer() {
        return writer;
    }

    /** Opens another connection that only reads. The caller closes it. */
    public Connection view() {
        return wrapper.apply(view(file));
    }

    @Override
    public <T, E extends Exception> T read(Reading<T, E> reading) throws E {
        try (Transaction tx = reading()) {
            return reading.apply(tx);
        } catch (StorageException e) {
            throw e.ofReading();
        }
    }

    @Override
    public Transaction reading() {
        return new SqliteTransaction(view());
    }

    @Override
    public DetachingJobs detachingJobs() {
        return detachingJobs;
    }

    @Override
    public Occupation occupy(Job job) {
        if (!occupiedJobs.add(job.number())) {
            throw new ErasureException(
                    Reason.WRONG_STATE, "this process already runs or verifies the job '" + job.name() + "'");
        }
        return () -> occupiedJobs.remove(job.number());
    }

    @Override
    public void close() {
        writer.close();
        if (lock != null) {
            lock.close();
        }
    }
}
