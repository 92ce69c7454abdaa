package io.efface.quota.postgresql;

import io.efface.policy.StoreClock;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The table of buckets: makes it, checks it, sweeps it. */
final class QuotaTable {
    static final String NAME = "efface_quota";
    private static final String DDL = "efface_quota.sql";

    private static final int KEY_BYTES = 16;
    /** Any number that others are not likely to lock, too. */
    private static final long CREATION_LOCK = 0x6566666163655174L;

    private final DataSource dataSource;
    private final StoreClock clock;
    private final Duration timeout;

    QuotaTable(DataSource dataSource, StoreClock clock, Duration timeout) {
        this.dataSource = dataSource;
        this.clock = clock;
        this.timeout = timeout;
    }

    /** A name may be long and hold any character; a key is short and plain. */
    static String key(String name) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, KEY_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Bucket4j wants to know the time before its first transaction, which reads it. */
    void readClockOnce() throws SQLException {
        if (!clock.isKnown()) {
            Session.open(dataSource, timeout, clock).close();
        }
    }

    void create() throws SQLException {
        try (Session session = Session.open(dataSource, timeout, clock);
                Statement statement = session.connection().createStatement()) {
            // Two at once would both find no table, and the second would fail in the catalog.
            statement.execute("SELECT pg_advisory_xact_lock(" + CREATION_LOCK + ")");
            statement.execute(ddl());
            session.connection().commit();
        }
    }

    /** Returns what is wrong with the table, if anything. */
    Optional<String> problem() throws SQLException {
        try (Session session = Session.open(dataSource, timeout, clock)) {
            Connection connection = session.connection();
            try (Statement statement = connection.createStatement()) {
                statement.execute("UPDATE " + NAME + " SET state = state, expires_at = expires_at WHERE id = ''");
                statement.execute("INSERT INTO " + NAME + "(id, state) SELECT '', ''::bytea WHERE false");
                return Optional.empty();
            } catch (SQLException e) {
                Optional<String> problem = problemOf(e);
                if (problem.isPresent()) {
                    return problem;
                }
                throw e;
            } finally {
                connection.rollback();
            }
        }
    }

    int removeExpired() throws SQLException {
        try (Session session = Session.open(dataSource, timeout, clock);
                Statement statement = session.connection().createStatement()) {
            int removed = statement.executeUpdate("DELETE FROM " + NAME
                    + " WHERE expires_at < (extract(epoch FROM clock_timestamp()) * 1000)::bigint");
            session.connection().commit();
            return removed;
        }
    }

    /** Looks for a cause that the application's operator can mend. */
    static Optional<String> problemIn(Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return problemOf(sql);
            }
        }
        return Optional.empty();
    }

    private static Optional<String> problemOf(SQLException error) {
        @Nullable String state = error.getSQLState();
        if (state == null) {
            return Optional.empty();
        }
        return switch (state) {
            case "42P01", "3F000" ->
                Optional.of("the quota database has no table " + NAME
                        + " on its search path; PostgresQuotaStore.createTable() or " + DDL + " makes it");
            case "42703", "42804", "42P10" ->
                Optional.of("the quota database's table " + NAME + " has other columns than " + DDL + " says");
            case "42501", "25006" ->
                Optional.of("the quota database does not allow writing to table " + NAME
                        + "; SELECT, INSERT, UPDATE and DELETE are needed");
            default -> Optional.empty();
        };
    }

    private static String ddl() {
        try (InputStream resource = QuotaTable.class.getResourceAsStream(DDL)) {
            if (resource == null) {
                throw new IllegalStateException(DDL + " is missing from the jar");
            }
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
