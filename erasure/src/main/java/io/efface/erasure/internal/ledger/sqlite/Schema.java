package io.efface.erasure.internal.ledger.sqlite;

import io.efface.erasure.ErasureException;
import io.efface.erasure.ErasureException.Reason;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;

/**
 * Creates and checks the ledger's tables. Times are stored as milliseconds since 1970 in UTC. Target states are stored as codes. All other
 * enum constants are stored by name.
 */
public final class Schema {
    /** The application id of a ledger in the header of its SQLite file: the characters "EFFC". */
    public static final int APPLICATION = 0x45464643;

    /** The version of ledgers whose events have no HMAC. In this version and in version 2, jobs have leases, and account runs have none. */
    private static final int OLDEST_VERSION = 1;

    public static final int VERSION = 3;

    /** The columns of account runs in the table of accounts. Tables of older versions do not have them. */
    static final List<String> RUN_COLUMNS = List.of(
            "epoch INTEGER NOT NULL DEFAULT 0",
            "worker TEXT",
            "lease_until INTEGER",
            "attempts BLOB",
            "paused_until INTEGER",
            "pauses INTEGER NOT NULL DEFAULT 0",
            "first_epoch INTEGER NOT NULL DEFAULT 0",
            "ended TEXT");

    private Schema() {}

    /** Creates the tables in an empty file, or checks an existing ledger. */
    public static void prepare(Connection connection) throws SQLException {
        if (isEmpty(connection)) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("BEGIN IMMEDIATE");
                statement.execute("PRAGMA application_id = " + APPLICATION);
                statement.execute("PRAGMA user_version = " + VERSION);
                statement.execute("CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID");
                statement.execute("INSERT INTO meta VALUES('ledger', '" + UUID.randomUUID() + "')");
                statement.execute("""
                        CREATE TABLE job(
                          number INTEGER PRIMARY KEY AUTOINCREMENT,
                          name TEXT NOT NULL UNIQUE,
                          state TEXT NOT NULL,
                          created_at INTEGER NOT NULL,
                          planned_at INTEGER,
                          due_at INTEGER,
                          digest TEXT,
                          keys TEXT NOT NULL,
                          from_job TEXT)
                        """);
                statement.execute("COMMIT");
            }
        }
        check(connection);
    }

    /** Checks that a file is a ledger of this version or of an older version that can be read and migrated. */
    public static void check(Connection connection) throws SQLException {
        if (pragma(connection, "application_id") != APPLICATION) {
            throw new ErasureException(
                    Reason.LEDGER_UNREADABLE,
                    "the file is not a ledger: it is an SQLite database of another application");
        }
        if (hasTriggersOrViews(connection)) {
            throw new ErasureException(
                    Reason.LEDGER_UNREADABLE,
                    "the ledger has triggers or views, which Efface never creates and which could change its statements");
        }
        int version = pragma(connection, "user_version");
        if (version < OLDEST_VERSION || version > VERSION) {
            throw new ErasureException(
                    Reason.LEDGER_UNREADABLE,
                    "the ledger is of version " + version + "; this Efface writes version " + VERSION
                            + " and also reads the versions from " + OLDEST_VERSION);
        }
    }

    /** Returns whether an older version of Efface created the ledger. The first write migrates such a ledger. */
    public static boolean isOld(Connection connection) throws SQLException {
        return pragma(connection, "user_version") < VERSION;
    }

    /** Drops the columns with the leases of jobs, which tables of older versions have. */
    static void dropLeasesOfJobs(SqliteTransaction tx) {
        for (String column : List.of("epoch", "worker", "lease_until")) {
            if (tx.hasColumn("job", column)) {
                tx.execute("ALTER TABLE job DROP COLUMN " + column);
            }
        }
    }

    /** Creates a job's tables without indexes. Call {@link #createIndexes} after the rows are added. */
    public static void createTables(JobTables job, SqliteTransaction tx) {
        tx.execute("CREATE TABLE " + job.accounts()
                + "(number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, provider TEXT NOT NULL, place TEXT NOT NULL,"
                + " settings TEXT NOT NULL, paused TEXT, paused_at INTEGER,"
                + " sampled INTEGER NOT NULL DEFAULT 0, absent INTEGER NOT NULL DEFAULT 0"
                + String.join(
                        "", RUN_COLUMNS.stream().map(column -> ", " + column).toList())
                + ")");
        tx.execute("CREATE TABLE " + job.rows()
                + "(id INTEGER PRIMARY KEY, line INTEGER NOT NULL, account INTEGER, state INTEGER NOT NULL,"
                + " problem TEXT, problem_column INTEGER, duplicate_of INTEGER, operation TEXT NOT NULL,"
                + " subject_hash BLOB, subject BLOB, person_hash BLOB, person BLOB,"
                + " attempt INTEGER NOT NULL DEFAULT 0, operation_id TEXT, epoch INTEGER, since INTEGER,"
                + " not_before INTEGER, outcome TEXT, evidence TEXT, verified_at INTEGER,"
                + " maybe_earlier INTEGER NOT NULL DEFAULT 0, kind TEXT, effect TEXT, permanent INTEGER,"
                + " vendor_code TEXT, request_id TEXT, outcome_at INTEGER, read_at INTEGER)");
        tx.execute("CREATE TABLE " + job.faces()
                + "(row INTEGER NOT NULL, number INTEGER NOT NULL, target INTEGER NOT NULL, hash BLOB NOT NULL, face BLOB,"
                + " outcome TEXT, evidence TEXT, verified_at INTEGER, maybe_earlier INTEGER NOT NULL DEFAULT 0, kind TEXT,"
                + " PRIMARY KEY(row, number)) WITHOUT ROWID");
        tx.execute("CREATE TABLE " + job.holds() + "(hash BLOB PRIMARY KEY) WITHOUT ROWID");
        tx.execute(
                "CREATE TABLE " + job.events()
                        + "(seq INTEGER PRIMARY KEY AUTOINCREMENT, position INTEGER, target INTEGER, bytes BLOB NOT NULL, mac BLOB)");
        tx.execute("CREATE TABLE " + job.seals()
                + "(number INTEGER PRIMARY KEY, first INTEGER NOT NULL, last INTEGER NOT NULL, final INTEGER NOT NULL,"
                + " bytes BLOB NOT NULL, signature BLOB NOT NULL)");
    }

    /** Creates the indexes by which planning finds duplicates and their faces. */
    static void createDuplicateIndexes(JobTables job, SqliteTransaction tx) {
        createIndex(tx, job.rows(), "person", "(account, person_hash)");
        createIndex(tx, job.faces(), "target", "(target)");
    }

    /** Creates the indexes by which planning finds the rows of held ids. */
    static void createHoldIndexes(JobTables job, SqliteTransaction tx) {
        createIndex(tx, job.rows(), "any", "(person_hash)");
        createIndex(tx, job.rows(), "subject", "(subject_hash)");
    }

    /** Creates all indexes of a job's tables that do not exist yet. */
    public static void createIndexes(JobTables job, SqliteTransaction tx) {
        createDuplicateIndexes(job, tx);
        createHoldIndexes(job, tx);
        createIndex(tx, job.rows(), "work", "(account, state, id)");
        createIndex(tx, job.rows(), "same", "(duplicate_of) WHERE duplicate_of IS NOT NULL");
        createIndex(tx, job.events(), "open", "(seq) WHERE position IS NULL");
        createIndex(tx, job.events(), "job", "(seq) WHERE target IS NULL");
    }

    private static void createIndex(SqliteTransaction tx, String table, String name, String columns) {
        tx.execute("CREATE INDEX IF NOT EXISTS " + table + "_" + name + " ON " + table + columns);
    }

    /** Drops a job's tables. The job must not have been started. */
    public static void drop(JobTables job, SqliteTransaction tx) {
        tx.closeStatements();
        for (String table : new String[] {
            job.accounts(), job.rows(), job.faces(), job.detached(), job.holds(), job.events(), job.seals()
        }) {
            tx.execute("DROP TABLE IF EXISTS " + table);
        }
    }

    private static boolean isEmpty(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) FROM sqlite_master")) {
            return row.next() && row.getInt(1) == 0 && pragma(connection, "application_id") == 0;
        }
    }

    private static boolean hasTriggersOrViews(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT 1 FROM sqlite_master WHERE type NOT IN ('table', 'index') LIMIT 1")) {
            return row.next();
        }
    }

    private static int pragma(Connection connection, String name) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("PRAGMA " + name)) {
            return row.next() ? row.getInt(1) : 0;
        }
    }
}
