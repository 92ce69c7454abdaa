package io.efface.erasure.internal.ledger.postgresql;

import io.efface.erasure.ErasureException;
import io.efface.erasure.ErasureException.Reason;
import io.efface.erasure.internal.ledger.DetachingJobs;
import io.efface.erasure.internal.ledger.LedgerStore;
import io.efface.erasure.internal.ledger.LedgerWriter;
import io.efface.erasure.internal.ledger.SharedDatabase;
import io.efface.erasure.internal.ledger.Transaction;
import io.efface.erasure.internal.ledger.postgresql.PostgresTransaction.Mode;
import io.efface.erasure.internal.ledger.record.Job;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import javax.sql.DataSource;

/** An open ledger in a PostgreSQL database. Several processes may open the same ledger. Thread-safe. */
final class PostgresLedger implements LedgerStore {
    private final DataSource dataSource;
    private final PostgresSchema schema;
    private final String id;
    private final PostgresWriter writer;
    private final DetachingJobs detachingJobs = new DetachingJobs();

    private PostgresLedger(DataSource dataSource, PostgresSchema schema, String id, PostgresWriter writer) {
        this.dataSource = dataSource;
        this.schema = schema;
        this.id = id;
        this.writer = writer;
    }

    /**
     * Opens a ledger.
     *
     * @param create whether to create a missing ledger
     */
    static PostgresLedger open(DataSource dataSource, PostgresSchema schema, boolean create) throws SQLException {
        PostgresSession session = PostgresSession.open(dataSource);
        boolean isOpen = false;
        try {
            PostgresSchema.checkServer(session.connection());
            if (create) {
                schema.createIfMissing(session.connection());
            }
            String id = schema.check(session.connection());
            // The lock shows other processes that this process has the ledger open. It ends with the session.
            lock(session, "pg_advisory_lock_shared", id, JobLocks.Kind.LEDGER, 0);
            PostgresWriter writer = new PostgresWriter(
                    new PostgresTransaction(session, Mode.WRITING, schema, id, schema.identity(session.connection())));
            isOpen = true;
            return new PostgresLedger(dataSource, schema, id, writer);
        } finally {
            if (!isOpen) {
                session.close();
            }
        }
    }

    /**
     * Calls a function about an advisory lock of the session.
     *
     * @return the result of the function, or false if it has none
     */
    static boolean lock(PostgresSession session, String function, String ledgerId, JobLocks.Kind kind, int job)
            throws SQLException {
        try (PreparedStatement statement =
                session.connection().prepareStatement("SELECT CAST(" + function + "(?) AS text)")) {
            statement.setLong(1, JobLocks.key(ledgerId, kind, job));
            try (ResultSet row = statement.executeQuery()) {
                return row.next() && "true".equals(row.getString(1));
            }
        }
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public LedgerWriter writer() {
        return writer;
    }

    @Override
    public <T, E extends Exception> T read(Reading<T, E> reading) throws E {
        try (Transaction tx = reading()) {
            return reading.apply(tx);
        } catch (PostgresException e) {
            throw e.ofReading();
        }
    }

    @Override
    public Transaction reading() {
        try {
            return new PostgresTransaction(PostgresSession.open(dataSource), Mode.READING, schema, id);
        } catch (SQLException e) {
            throw new PostgresException(e);
        }
    }

    @Override
    public Optional<SharedDatabase> shared() {
        return Optional.of(new SharedDatabase(
                RedactedDataSource.of(dataSource), schema.tables().tasks(), this::databaseTime, this::openAgain));
    }

    private LedgerStore openAgain() {
        try {
            PostgresLedger again = open(dataSource, schema, false);
            if (!again.id.equals(id)) {
                again.close();
                throw new ErasureException(
                        Reason.LEDGER_UNREADABLE, "the database has another ledger than before; restart the worker");
            }
            return again;
        } catch (SQLException e) {
            throw new PostgresException(e).ofReading();
        }
    }

    private Instant databaseTime() {
        try (PostgresSession session = PostgresSession.open(dataSource);
                Statement statement = session.connection().createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT CAST(extract(epoch FROM clock_timestamp()) * 1000000 AS bigint)")) {
            row.next();
            return Instant.EPOCH.plus(row.getLong(1), ChronoUnit.MICROS);
        } catch (SQLException e) {
            throw new PostgresException(e).ofReading();
        }
    }

    /** Reads the jobs from the ledger, because another process may have detached faces. */
    @Override
    public DetachingJobs detachingJobs() {
        for (Job job : writer.write(tx -> tx.jobs().detaching())) {
            detachingJobs.add(job.number());
        }
        return detachingJobs;
    }

    @Override
    public Occupation occupy(Job job) {
        PostgresSession session = null;
        boolean isOccupied = false;
        try {
            session = PostgresSession.open(dataSource);
            isOccupied = lock(session, "pg_try_advisory_lock", id, JobLocks.Kind.RUN, job.number());
            if (!isOccupied) {
                throw new ErasureException(
                        Reason.WRONG_STATE,
                        "a process already runs, verifies or seals the job '" + job.name()
                                + "'; wait until it has ended, or end it, then try again");
            }
            return new JobOccupation(session, id, job.number());
        } catch (SQLException e) {
            throw new PostgresException(e).ofReading();
        } finally {
            if (session != null && !isOccupied) {
                session.close();
            }
        }
    }

    @Override
    public void close() {
        writer.close();
    }
}
