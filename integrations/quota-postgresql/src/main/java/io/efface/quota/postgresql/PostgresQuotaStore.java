package io.efface.quota.postgresql;

import io.efface.policy.PacedLimit;
import io.efface.policy.QuotaStore;
import io.efface.policy.QuotaUnavailableException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import javax.sql.DataSource;

/**
 * Counts quota in a PostgreSQL table that several processes share. Together, these processes do not exceed the vendor's limits.
 * Thread-safe. An application passes the store to {@link io.efface.config.FaceRepositoriesBuilder#service(Class, Object)
 * service(QuotaStore.class, store)}.
 *
 * <p><b>Clock.</b> The store uses only the database's {@code clock_timestamp()}. One statement reads the clock, locks the limits, and takes
 * either a permit of each limit or no permit.
 *
 * <p><b>An unavailable database rejects calls.</b> Each call has a timeout that includes everything from taking a connection to the commit.
 * If the timeout ends or the connection breaks, {@link QuotaUnavailableException} is thrown. A call is never repeated: if the database has
 * already granted the permit, the permit is lost and not granted again. The next call uses a new connection of the pool.
 *
 * <p><b>Pool.</b> The store should have its own small pool of two to four connections; otherwise calls that wait for the application's
 * connections are rejected. The store changes the network timeout and auto-commit of a connection, and restores these two settings
 * afterwards. It sets statement timeouts and isolation only for its own transactions.
 */
public final class PostgresQuotaStore implements QuotaStore {
    /** The default timeout of a call: one second. */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(1);

    private static final Duration LONGEST_TIMEOUT = Duration.ofMinutes(1);

    private static final int THREADS = 8;
    private static final int CONNECTIONS = 4;

    private final QuotaTable table;
    private final TimedCalls calls;
    private final boolean createsTable;

    /**
     * Creates a store with the timeout {@link #DEFAULT_TIMEOUT}. Sends nothing yet.
     *
     * @param dataSource the source of connections, which the caller closes
     */
    public PostgresQuotaStore(DataSource dataSource) {
        this(dataSource, DEFAULT_TIMEOUT);
    }

    /**
     * Creates a store. Sends nothing yet.
     *
     * @param dataSource the source of connections, which the caller closes
     * @param timeout maximum duration of a call, including the wait for a connection, from 1 ms to 1 minute
     * @throws IllegalArgumentException if the timeout is out of range
     */
    public PostgresQuotaStore(DataSource dataSource, Duration timeout) {
        Objects.requireNonNull(dataSource, "dataSource");
        check(timeout);
        table = new QuotaTable(dataSource, timeout, null);
        calls = new TimedCalls(timeout, THREADS, () -> {});
        createsTable = false;
    }

    private PostgresQuotaStore(KeptConnections connections, Duration timeout, String schema) {
        check(timeout);
        table = new QuotaTable(connections, timeout, schema);
        calls = new TimedCalls(timeout, CONNECTIONS, connections::closeOfThread);
        createsTable = true;
    }

    /**
     * Creates a store whose table is in a schema. Sends nothing yet. The first call creates the schema and the table if they are missing.
     * The store uses at most four connections. While there are calls, the store keeps these connections; it closes a connection that was
     * unused for ten seconds. So the data source need not be a pool.
     *
     * @param dataSource the source of connections
     * @param schema the name of the schema
     * @param timeout as for the constructor; includes the time to open a connection
     * @throws IllegalArgumentException if the timeout is out of range
     */
    public static PostgresQuotaStore inSchema(DataSource dataSource, String schema, Duration timeout) {
        Objects.requireNonNull(schema, "schema");
        return new PostgresQuotaStore(
                new KeptConnections(Objects.requireNonNull(dataSource, "dataSource")), timeout, schema);
    }

    private static void check(Duration timeout) {
        if (timeout.toMillis() < 1 || timeout.compareTo(LONGEST_TIMEOUT) > 0) {
            throw new IllegalArgumentException("timeout must be from 1ms to 1m");
        }
    }

    /**
     * Creates the table {@code efface_limit} if it does not exist: in the schema of {@link #inSchema}, which is also created if it does
     * not exist, or else in the first schema of the connection's search path. The statement is also in the resource {@code efface_limit.sql} of this package, for other ways to create tables. Several processes may call this
     * method at the same time.
     *
     * @throws QuotaUnavailableException if the database does not respond or does not allow the creation
     */
    public void createTable() {
        calls.run(() -> {
            table.create();
            return true;
        });
    }

    /**
     * Checks that the table exists, has its columns and can be written to. An application can call this method at its start, because a
     * problem would otherwise be noticed only when the first call is rejected.
     *
     * @throws IllegalStateException if the check fails; the message contains advice
     * @throws QuotaUnavailableException if the database does not respond
     */
    public void checkTable() {
        calls.run(table::problem).ifPresent(problem -> {
            throw new IllegalStateException(problem);
        });
    }

    /**
     * Deletes the rows of limits whose next permit was due ten minutes ago or earlier. This deletion is optional: the old rows do not
     * affect the counting, and there are only a few rows.
     *
     * @return the number of deleted rows
     * @throws QuotaUnavailableException if the database does not respond
     */
    public int removeUnused() {
        return calls.run(table::removeUnused);
    }

    @Override
    public Duration tryTake(List<PacedLimit> limits) {
        return Duration.of(runWithAdvice(() -> withTable(() -> table.take(limits))), ChronoUnit.MICROS);
    }

    @Override
    public void penalize(List<PacedLimit> limits, Duration time) {
        boolean unused = runWithAdvice(() -> withTable(() -> {
            table.penalize(limits, time);
            return true;
        }));
    }

    /** Calls again if the table was missing and this store creates it. A call that finds no table has taken no permit. */
    private <T> T withTable(Callable<T> call) throws Exception {
        try {
            return call.call();
        } catch (SQLException e) {
            if (!createsTable || !QuotaTable.isMissing(e)) {
                throw e;
            }
            table.create();
            return call.call();
        }
    }

    /** Runs a call with the timeout, and adds advice to an error that an operator can fix. */
    private <T> T runWithAdvice(Callable<T> call) {
        try {
            return calls.run(call);
        } catch (QuotaUnavailableException e) {
            throw table.problemIn(e)
                    .map(problem -> new QuotaUnavailableException(problem, e))
                    .orElse(e);
        }
    }
}
