package io.efface.erasure.internal.ledger.sqlite;

import io.efface.erasure.internal.ledger.Accounts;
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
import io.efface.erasure.internal.ledger.jdbc.Query;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A connection to the ledger, which caches its prepared statements. For one thread. */
public final class SqliteTransaction implements Transaction {
    private final Connection connection;
    private final Map<String, Query> queries = new HashMap<>();
    private final Map<Integer, SqliteAccounts> accounts = new HashMap<>();
    private final Map<Integer, SqliteTargets> targets = new HashMap<>();
    private final Map<Integer, SqliteHoldList> holds = new HashMap<>();
    private final Map<Integer, SqliteEvents> events = new HashMap<>();
    /**
     * The results of queries whose tables only this connection can change before the open transaction ends. Null outside of a transaction.
     */
    private @Nullable Map<String, Object> known;

    public SqliteTransaction(Connection connection) {
        this.connection = connection;
    }

    /** Returns a prepared statement from the cache of this connection. All its named parameters have to be set before each use. */
    public Query sql(String sql) {
        try {
            Query query = queries.get(sql);
            if (query == null) {
                query = new Query(connection, sql, StorageException::new);
                queries.put(sql, query);
            }
            return query.cleared();
        } catch (SQLException e) {
            throw new StorageException(e);
        }
    }

    @Override
    public Jobs jobs() {
        return new SqliteJobs(this);
    }

    @Override
    public Accounts accounts(int job) {
        return accounts.computeIfAbsent(job, number -> new SqliteAccounts(this, number));
    }

    @Override
    public Targets targets(int job) {
        return targets.computeIfAbsent(job, number -> new SqliteTargets(this, number));
    }

    @Override
    public Faces faces(int job) {
        return new SqliteFaces(this, job);
    }

    @Override
    public DetachedFaces detached(int job) {
        return new SqliteDetachedFaces(this, job);
    }

    @Override
    public HoldList holds(int job) {
        return holds.computeIfAbsent(job, number -> new SqliteHoldList(this, number));
    }

    @Override
    public PlannedRows plan(int job) {
        return new SqlitePlannedRows(this, job);
    }

    @Override
    public ErasedTargets erased(int job) {
        return new SqliteErasedTargets(this, job);
    }

    @Override
    public Events events(int job) {
        return events.computeIfAbsent(job, number -> new SqliteEvents(this, number));
    }

    @Override
    public Seals seals(int job) {
        return new SqliteSeals(this, job);
    }

    @Override
    public StoredRows rows(int job) {
        return new SqliteStoredRows(this, job);
    }

    @Override
    public RowEdits edits(int job) {
        return new SqliteRowEdits(this, job);
    }

    /** Returns whether a table exists and has a column. Tables of older versions lack some columns. */
    boolean hasColumn(String table, String column) {
        return sql("SELECT 1 FROM pragma_table_info(:table) WHERE name = :column")
                .set("table", table)
                .set("column", column)
                .first(row -> true)
                .isPresent();
    }

    /** Executes a statement without caching it. Use this method for a statement that is needed once, such as the creation of a table. */
    public void execute(String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new StorageException(e);
        }
    }

    /** Call this method when a transaction has begun. */
    void begun() {
        known = new HashMap<>();
        events.values().forEach(SqliteEvents::forgetLastNumber);
    }

    /** Call this method before a transaction is committed or rolled back. */
    void ending() {
        known = null;
    }

    /** Forgets what was read in the open transaction. Call this method when a part of the transaction was rolled back. */
    void forget() {
        forgetKnown();
        events.values().forEach(SqliteEvents::forgetLastNumber);
    }

    /** Forgets the results of {@link #known}. Call this method before a change of a table from which a result was read. */
    void forgetKnown() {
        if (known != null) {
            known.clear();
        }
    }

    /** Returns the result of a query. Within a transaction, the query is executed only once for each key. */
    <T> T known(String key, Class<T> type, Supplier<T> query) {
        Map<String, Object> results = known;
        Object result = results == null ? null : results.get(key);
        if (result != null) {
            return type.cast(result);
        }
        T read = query.get();
        setKnown(key, read);
        return read;
    }

    /** Stores the result that the query with a key would have now. */
    void setKnown(String key, Object result) {
        if (known != null) {
            known.put(key, result);
        }
    }

    /** Closes the cached statements. While they are open, SQLite can neither drop a table nor execute VACUUM. */
    public void closeStatements() {
        try {
            for (Query query : queries.values()) {
                query.close();
            }
        } catch (SQLException e) {
            throw new StorageException(e);
        }
        queries.clear();
    }

    @Override
    public void close() {
        try {
            closeStatements();
            connection.close();
        } catch (SQLException e) {
            throw new StorageException(e);
        }
    }
}
