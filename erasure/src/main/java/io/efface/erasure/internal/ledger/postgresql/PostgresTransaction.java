package io.efface.erasure.internal.ledger.postgresql;

import io.efface.erasure.internal.ledger.Accounts;
import io.efface.erasure.internal.ledger.Cursor;
import io.efface.erasure.internal.ledger.DetachedFaces;
import io.efface.erasure.internal.ledger.ErasedTargets;
import io.efface.erasure.internal.ledger.Events;
import io.efface.erasure.internal.ledger.Faces;
import io.efface.erasure.internal.ledger.HoldList;
import io.efface.erasure.internal.ledger.Jobs;
import io.efface.erasure.internal.ledger.PlannedRows;
import io.efface.erasure.internal.ledger.RowEdits;
import io.efface.erasure.internal.ledger.Seals;
import io.efface.erasure.internal.ledger.StoredRows;
import io.efface.erasure.internal.ledger.Targets;
import io.efface.erasure.internal.ledger.Transaction;
import io.efface.erasure.internal.ledger.WorkerList;
import io.efface.erasure.internal.ledger.jdbc.Query;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A session on the ledger's database, which caches its prepared statements. For one thread. */
final class PostgresTransaction implements Transaction {
    /** What a transaction may do. */
    enum Mode {
        /** Reads one snapshot. */
        SNAPSHOT,
        /** Reads. Each statement sees the changes committed before it, and is a transaction of its own. */
        READING,
        /** Reads and writes. If the transaction reads a row in order to change it, the read locks the row. */
        WRITING
    }

    private final PostgresSession session;
    private final Mode mode;
    private final PostgresSchema schema;
    private final JobLocks locks;
    private final Map<String, Query> queries = new HashMap<>();
    private final Map<Integer, PostgresEvents> events = new TreeMap<>();
    private final Map<Integer, Integer> parts = new HashMap<>();
    private final @Nullable String database;
    private int openCursors;

    PostgresTransaction(PostgresSession session, Mode mode, PostgresSchema schema, String ledgerId) {
        this(session, mode, schema, ledgerId, null);
    }

    /**
     * Creates a session on the ledger's database.
     *
     * @param database the identity of the database, or null if it is not known
     */
    PostgresTransaction(
            PostgresSession session, Mode mode, PostgresSchema schema, String ledgerId, @Nullable String database) {
        this.session = session;
        this.mode = mode;
        this.schema = schema;
        this.database = database;
        this.locks = new JobLocks(this, ledgerId);
    }

    boolean isWriting() {
        return mode == Mode.WRITING;
    }

    PostgresSession session() {
        return session;
    }

    PostgresSchema schema() {
        return schema;
    }

    JobLocks locks() {
        return locks;
    }

    /** Returns the names of the tables that are the same for all jobs. */
    PostgresTables tables() {
        return schema.tables();
    }

    /** Returns the names of the tables of a job. */
    PostgresTables tables(int job) {
        Integer known = parts.get(job);
        if (known != null) {
            return tables().withPart(known);
        }
        int part = (int) sql("SELECT part FROM " + tables().jobs() + " WHERE number = :job")
                .set("job", job)
                .number();
        parts.put(job, part);
        return tables().withPart(part);
    }

    /** Forgets the partition of a job, because this transaction changes it. */
    void forgetPart(int job) {
        parts.remove(job);
    }

    /** Returns a prepared statement from the cache of this session. All its named parameters have to be set before each use. */
    Query sql(String sql) {
        if (!isWriting() && !sql.startsWith("SELECT")) {
            throw new IllegalStateException("this transaction only reads");
        }
        try {
            Query query = queries.get(sql);
            if (query == null) {
                query = new Query(session.connection(), sql, PostgresException::new);
                queries.put(sql, query);
            }
            return query.cleared();
        } catch (SQLException e) {
            throw new PostgresException(e);
        }
    }

    /**
     * Opens a cursor, for which the server sends the rows in parts. Outside of a transaction, the driver would read all rows into memory,
     * so the cursor begins a transaction.
     */
    <T> Cursor<T> open(Query query, Query.Reader<T> reader) {
        if (mode == Mode.READING && openCursors == 0) {
            session.setAutoCommit(false);
        }
        openCursors++;
        return new SessionCursor<>(query.open(reader), () -> {
            openCursors--;
            if (mode == Mode.READING && openCursors == 0) {
                session.setAutoCommit(true);
            }
        });
    }

    /** Executes one or more statements without caching them. They may take long. */
    void execute(String sql) {
        session.executeLong(sql);
    }

    @Override
    public Jobs jobs() {
        return new PostgresJobs(this);
    }

    @Override
    public Accounts accounts(int job) {
        return new PostgresAccounts(this, job);
    }

    @Override
    public Targets targets(int job) {
        return new PostgresTargets(this, job);
    }

    @Override
    public Faces faces(int job) {
        return new PostgresFaces(this, job);
    }

    @Override
    public DetachedFaces detached(int job) {
        return new PostgresDetachedFaces(this, job);
    }

    @Override
    public HoldList holds(int job) {
        return new PostgresHoldList(this, job);
    }

    @Override
    public PlannedRows plan(int job) {
        return new PostgresPlannedRows(this, job);
    }

    @Override
    public ErasedTargets erased(int job) {
        return new PostgresErasedTargets(this, job);
    }

    @Override
    public Events events(int job) {
        return events.computeIfAbsent(job, number -> new PostgresEvents(this, number));
    }

    @Override
    public Seals seals(int job) {
        return new PostgresSeals(this, job);
    }

    @Override
    public StoredRows rows(int job) {
        return new PostgresStoredRows(this, job);
    }

    @Override
    public RowEdits edits(int job) {
        return new PostgresRowEdits(this, job);
    }

    @Override
    public WorkerList workers() {
        return new PostgresWorkers(this);
    }

    @Override
    public Optional<String> database() {
        return Optional.ofNullable(database);
    }

    /** Prepares this object for the next transaction. */
    void begin() {
        locks.forget();
        parts.clear();
        events.values().forEach(PostgresEvents::forgetAdded);
    }

    /** Marks the beginning of a change that can be undone alone. */
    void beginChange() {
        locks.mark();
        events.values().forEach(PostgresEvents::mark);
    }

    /** Restores what this object knew at the beginning of the change. */
    void undoChange() {
        locks.undo();
        parts.clear();
        events.values().forEach(PostgresEvents::undo);
    }

    /** Stores the added events, in the order of the jobs' numbers. */
    void storeEvents() {
        events.values().forEach(PostgresEvents::store);
    }

    @Override
    public void close() {
        // Closing the session also closes its statements.
        session.close();
    }
}
