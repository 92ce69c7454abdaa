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

/** A connection to the ledger, which caches its prepared statements. For one thread. */
public final class SqliteTransaction implements Transaction {
    private final Connection connection;
    private final Map<String, Query> queries = new HashMap<>();
    private final Map<Integer, SqliteEvents> events = new HashMap<>();

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
        return new SqliteAccounts(this, job);
    }

    @Override
    public Targets targets(int job) {
        return new SqliteTargets(this, job);
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
        return new SqliteHoldList(this, job);
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

    /** Forgets the last numbers of events. Call this method when a transaction begins or when a part of it was rolled back. */
    public void forgetEventNumbers() {
        events.values().forEach(SqliteEvents::forgetLastNumber);
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
