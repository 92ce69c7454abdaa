package io.efface.erasure.internal.ledger;

import io.efface.erasure.internal.ledger.sqlite.Query;
import io.efface.erasure.internal.ledger.sqlite.SqliteAccounts;
import io.efface.erasure.internal.ledger.sqlite.SqliteDetachedFaces;
import io.efface.erasure.internal.ledger.sqlite.SqliteErasedTargets;
import io.efface.erasure.internal.ledger.sqlite.SqliteEvents;
import io.efface.erasure.internal.ledger.sqlite.SqliteFaces;
import io.efface.erasure.internal.ledger.sqlite.SqliteHoldList;
import io.efface.erasure.internal.ledger.sqlite.SqliteJobs;
import io.efface.erasure.internal.ledger.sqlite.SqlitePlannedRows;
import io.efface.erasure.internal.ledger.sqlite.SqliteRowEdits;
import io.efface.erasure.internal.ledger.sqlite.SqliteSeals;
import io.efface.erasure.internal.ledger.sqlite.SqliteStoredRows;
import io.efface.erasure.internal.ledger.sqlite.SqliteTargets;
import io.efface.erasure.internal.ledger.sqlite.StorageException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;

/** The ledger's one writing connection while a change is applied. For the writer's thread only. */
public final class Transaction implements AutoCloseable {
    private final Connection connection;
    private final Map<String, PreparedStatement> prepared = new HashMap<>();
    private final Map<String, Query> queries = new HashMap<>();
    private final Map<Integer, SqliteEvents> events = new HashMap<>();

    public Transaction(Connection connection) {
        this.connection = connection;
    }

    /** Returns a prepared statement that this connection keeps: never close it, and set all parameters anew. */
    public PreparedStatement prepare(String sql) throws SQLException {
        PreparedStatement statement = prepared.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
            prepared.put(sql, statement);
        }
        statement.clearParameters();
        return statement;
    }

    /** Returns a statement with named parameters that this connection keeps; set all of them anew. */
    public Query sql(String sql) {
        try {
            Query query = queries.get(sql);
            if (query == null) {
                query = new Query(connection, sql);
                queries.put(sql, query);
            }
            return query.cleared();
        } catch (SQLException e) {
            throw new StorageException(e);
        }
    }

    /** Returns the list of jobs. */
    public Jobs jobs() {
        return new SqliteJobs(this);
    }

    /** Returns the accounts of a job. */
    public Accounts accounts(int job) {
        return new SqliteAccounts(this, job);
    }

    /** Returns the targets of a job. */
    public Targets targets(int job) {
        return new SqliteTargets(this, job);
    }

    /** Returns the faces of a job's targets. */
    public Faces faces(int job) {
        return new SqliteFaces(this, job);
    }

    /** Returns the detached faces of a job. */
    public DetachedFaces detached(int job) {
        return new SqliteDetachedFaces(this, job);
    }

    /** Returns the hold list of a job. */
    public HoldList holds(int job) {
        return new SqliteHoldList(this, job);
    }

    /** Returns the rows of a job that is being planned. */
    public PlannedRows plan(int job) {
        return new SqlitePlannedRows(this, job);
    }

    /** Returns the erased targets of a job. */
    public ErasedTargets erased(int job) {
        return new SqliteErasedTargets(this, job);
    }

    /** Returns the events of a job. */
    public Events events(int job) {
        return events.computeIfAbsent(job, number -> new SqliteEvents(this, number));
    }

    /** Returns the seals of a job. */
    public Seals seals(int job) {
        return new SqliteSeals(this, job);
    }

    /** Returns the rows and faces of a job as they are stored. */
    public StoredRows rows(int job) {
        return new SqliteStoredRows(this, job);
    }

    /** Returns the edits of a job's rows and faces. */
    public RowEdits edits(int job) {
        return new SqliteRowEdits(this, job);
    }

    /** Returns the number that a query without parameters finds, or 0 if it finds nothing. */
    public long number(String sql) throws SQLException {
        try (ResultSet row = prepare(sql).executeQuery()) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    /** Runs a statement that is needed once, such as the making of a table. */
    public void execute(String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new StorageException(e);
        }
    }

    /** Rewrites the ledger's file without what was removed from it; only outside a transaction. */
    public void rewrite() {
        forget();
        execute("VACUUM");
    }

    /** Writes the log into the ledger's file and empties it, only outside a transaction; returns false if a reader prevents it. */
    public boolean emptyLog() {
        return sql("PRAGMA wal_checkpoint(TRUNCATE)")
                .first(row -> row.number(1) == 0)
                .orElse(false);
    }

    /** Forgets the numbers of events: a transaction begins, or a part of it was undone. */
    public void forgetEvents() {
        events.values().forEach(SqliteEvents::forgetLast);
    }

    /** Gives up the kept statements, which would stand in the way of dropping a table or of VACUUM. */
    public void forget() {
        try {
            for (PreparedStatement statement : prepared.values()) {
                statement.close();
            }
            for (Query query : queries.values()) {
                query.close();
            }
        } catch (SQLException e) {
            throw new StorageException(e);
        }
        prepared.clear();
        queries.clear();
    }

    @Override
    public void close() {
        try {
            forget();
            connection.close();
        } catch (SQLException e) {
            throw new StorageException(e);
        }
    }
}
