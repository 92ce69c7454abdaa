package io.efface.erasure.internal.ledger.sqlite;

import io.efface.erasure.ErasureException;
import io.efface.erasure.ErasureException.Reason;
import io.efface.erasure.SqliteLibrary;
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
 * The ledger: one file that holds jobs, their targets, and the receipts of what was done. It is an SQLite database in which a commit
 * is on disk before it counts (write-ahead log, {@code synchronous = FULL}), on a local disk, readable by its owner alone, and worked
 * on by one process at a time. Thread-safe.
 */
public final class SqliteLedger implements LedgerStore {
    private final Path file;
    private final @Nullable LedgerFile lock;
    private final SqliteWriter writer;
    private final String id;
    private final UnaryOperator<Connection> wrapper;
    private final Set<Integer> worked = ConcurrentHashMap.newKeySet();

    private SqliteLedger(
            Path file, @Nullable LedgerFile lock, SqliteWriter writer, String id, UnaryOperator<Connection> wrapper) {
        this.file = file;
        this.lock = lock;
        this.writer = writer;
        this.id = id;
        this.wrapper = wrapper;
    }

    /**
     * Opens a ledger for writing and takes it for this process; creates one if the file does not exist. A file that is not a ledger
     * stays unchanged, and no file is created beside it.
     *
     * @param file on a local disk; its folder is made, for its owner alone, if it is missing and the one above is there
     * @param wrapper wraps the connection that writes and those that read, for example to count statements
     * @throws ErasureException of reason {@code LEDGER_IN_USE} if another process has it, {@code LEDGER_UNSUITABLE} if it cannot be
     *     there, {@code LEDGER_UNREADABLE} if the file is not a ledger, {@code SQLITE_UNAVAILABLE} as {@link SqliteLibrary#load} says
     */
    public static SqliteLedger open(Path file, UnaryOperator<Connection> wrapper) {
        LedgerFile lock = LedgerFile.take(file);
        boolean open = false;
        try {
            NewLedger.createIfMissing(file);
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
     * Opens a ledger that another process may be working on, for one short change that its transactions can bear: SQLite lets one
     * write after the other.
     *
     * @param patience how long the change waits for its turn
     * @throws ErasureException as {@link #view(Path)} does; of reason {@code LEDGER_IN_USE} if the ledger is of an older version and
     *     another process has it
     */
    static SqliteLedger beside(Path file, Duration patience) {
        try (Connection view = view(file)) {
            if (Schema.isOld(view)) {
                // The change migrates it, which an older version at work would not notice.
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
     * Opens a connection that only reads, also while another process writes.
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
            boolean good = false;
            try {
                Schema.check(connection);
                good = true;
                return connection;
            } finally {
                if (!good) {
                    connection.close();
                }
            }
        } catch (SQLException e) {
            throw unreadable(file, e);
        }
    }

    /** Begins a transaction that sees one moment of the ledger. */
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

    /** Opens one more connection that only reads; the caller closes it. */
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
    public Occupation occupy(Job job) {
        if (!worked.add(job.number())) {
            throw new ErasureException(
                    Reason.WRONG_STATE,
                    "the job '" + job.name() + "' is being run or verified by this process already");
        }
        return () -> worked.remove(job.number());
    }

    @Override
    public void close() {
        writer.close();
        if (lock != null) {
            lock.close();
        }
    }
}
