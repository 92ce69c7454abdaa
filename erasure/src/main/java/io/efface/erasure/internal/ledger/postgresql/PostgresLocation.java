package io.efface.erasure.internal.ledger.postgresql;

import io.efface.erasure.ErasureException;
import io.efface.erasure.ErasureException.Reason;
import io.efface.erasure.internal.ledger.LedgerLocation;
import io.efface.erasure.internal.ledger.LedgerStore;
import io.efface.erasure.internal.ledger.LedgerStore.Reading;
import io.efface.erasure.internal.ledger.Transaction;
import io.efface.erasure.internal.ledger.postgresql.PostgresTransaction.Mode;
import io.efface.policy.QuotaStore;
import io.efface.quota.postgresql.PostgresQuotaStore;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The location of a ledger in a schema of a PostgreSQL database. Immutable and thread-safe. */
public final class PostgresLocation implements LedgerLocation {
    /** The time in which the database has to grant a permit. It includes the time to open an encrypted connection. */
    private static final Duration QUOTA_TIMEOUT = Duration.ofSeconds(5);

    private final DataSource dataSource;
    private final PostgresSchema schema;
    private final String text;

    private PostgresLocation(DataSource dataSource, PostgresSchema schema, String text) {
        this.dataSource = dataSource;
        this.schema = schema;
        this.text = text;
    }

    /**
     * Returns the location of a ledger in the database of a data source.
     *
     * @param schema the name of the schema
     */
    public static PostgresLocation of(DataSource dataSource, String schema) {
        return new PostgresLocation(
                dataSource, new PostgresSchema(schema, PostgresSchema.LARGE_PLAN), "the data source, schema " + schema);
    }

    /**
     * Returns the location that a text names.
     *
     * @param user the user if the text names none, or null
     * @param password the password, or null
     * @throws ErasureException under the conditions of {@link PostgresUrl#parse}
     */
    public static PostgresLocation parse(String text, @Nullable String user, @Nullable String password) {
        PostgresUrl url = PostgresUrl.parse(text);
        return new PostgresLocation(
                url.dataSource(user, password),
                new PostgresSchema(url.schema(), PostgresSchema.LARGE_PLAN),
                url.toString());
    }

    /** Returns this location with another number of rows above which a job gets a partition of its own. */
    PostgresLocation withLargePlan(long rows) {
        return new PostgresLocation(dataSource, new PostgresSchema(schema.name(), rows), text);
    }

    /** Returns the store that counts the quota of accounts in the schema of the ledger. */
    public QuotaStore quotaStore() {
        return PostgresQuotaStore.inSchema(dataSource, schema.name(), QUOTA_TIMEOUT);
    }

    private ErasureException unusable(SQLException e) {
        return PostgresFailure.exception(Reason.LEDGER_UNREADABLE, "the ledger " + this + " cannot be opened", e);
    }

    @Override
    public boolean exists() {
        try (PostgresSession session = PostgresSession.open(dataSource)) {
            return schema.exists(session.connection());
        } catch (SQLException e) {
            throw unusable(e);
        }
    }

    @Override
    public boolean isTaken() {
        try (PostgresSession session = PostgresSession.open(dataSource)) {
            if (!schema.exists(session.connection())) {
                return false;
            }
            String id = schema.check(session.connection());
            boolean isFree = PostgresLedger.lock(session, "pg_try_advisory_lock", id, JobLocks.Kind.LEDGER, 0);
            if (isFree) {
                PostgresLedger.lock(session, "pg_advisory_unlock", id, JobLocks.Kind.LEDGER, 0);
            }
            return !isFree;
        } catch (SQLException e) {
            throw unusable(e);
        }
    }

    @Override
    public LedgerStore open() {
        try {
            return PostgresLedger.open(dataSource, schema, true);
        } catch (SQLException e) {
            throw unusable(e);
        }
    }

    @Override
    public LedgerStore beside(Duration patience) {
        try {
            return PostgresLedger.open(dataSource, schema, false);
        } catch (SQLException e) {
            throw unusable(e);
        }
    }

    @Override
    public <T, E extends Exception> T read(Reading<T, E> reading) throws E {
        try (PostgresSession session = PostgresSession.open(dataSource)) {
            String id = schema.check(session.connection());
            session.beginSnapshot();
            Transaction snapshot = new PostgresTransaction(session, Mode.SNAPSHOT, schema, id);
            return reading.apply(snapshot);
        } catch (PostgresException e) {
            throw unusable(e.getCause());
        } catch (SQLException e) {
            throw unusable(e);
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
