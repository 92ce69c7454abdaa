package io.efface.quota.postgresql;

import io.efface.policy.PacedLimit;
import io.efface.policy.QuotaStore;
import io.efface.policy.QuotaUnavailableException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import javax.sql.DataSource;

/**
 * Counts quota in a PostgreSQL table, so that all processes that use the table together send no faster than the vendor allows.
 * Thread-safe. Pass one to
 * {@link io.efface.config.FaceRepositoriesBuilder#service(Class, Object) service(QuotaStore.class, store)}.
 *
 * <p><b>Clock.</b> Only the database's {@code clock_timestamp()} counts: one statement reads it, locks the limits and takes all or none.
 *
 * <p><b>A database that is gone refuses.</b> Each call has one bounded wait, from taking a connection to the commit. When it
 * ends without an answer, or the connection breaks, {@link QuotaUnavailableException} is thrown. Nothing is asked twice: a permit
 * that the database gave nevertheless is lost, never given again. The next call starts afresh.
 *
 * <p><b>Pool.</b> Give this store a small pool of its own (two to four connections), or calls that wait for the application's
 * connections are refused. What the store changes on a connection it sets back: network timeout and auto-commit. Statement
 * timeouts and isolation are set for its own transactions only.
 */
public final class PostgresQuotaStore implements QuotaStore {
    /** How long a call waits by default: one second. */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(1);

    private static final Duration LONGEST_TIMEOUT = Duration.ofMinutes(1);

    private final QuotaTable table;
    private final TimedCalls calls;

    /**
     * Creates a store that waits {@link #DEFAULT_TIMEOUT} for an answer. Sends nothing yet.
     *
     * @param dataSource stays the caller's to close
     */
    public PostgresQuotaStore(DataSource dataSource) {
        this(dataSource, DEFAULT_TIMEOUT);
    }

    /**
     * Creates a store. Sends nothing yet.
     *
     * @param dataSource stays the caller's to close
     * @param timeout most time for one call, the wait for a connection included, from 1 ms to 1 minute
     * @throws IllegalArgumentException if the timeout is out of range
     */
    public PostgresQuotaStore(DataSource dataSource, Duration timeout) {
        Objects.requireNonNull(dataSource, "dataSource");
        if (timeout.toMillis() < 1 || timeout.compareTo(LONGEST_TIMEOUT) > 0) {
            throw new IllegalArgumentException("timeout must be from 1ms to 1m");
        }
        table = new QuotaTable(dataSource, timeout);
        calls = new TimedCalls(timeout);
    }

    /**
     * Creates the table {@code efface_limit} where the connection's search path says, unless it is there. The statement is the
     * resource {@code efface_limit.sql} beside this class, for those who create tables by other means. Safe to call from several
     * processes at once.
     *
     * @throws QuotaUnavailableException if the database does not answer or does not allow it
     */
    public void createTable() {
        calls.run(() -> {
            table.create();
            return true;
        });
    }

    /**
     * Checks that the table is there, has its columns and can be written to. Meant for the application's start; without it the
     * first call would be refused.
     *
     * @throws IllegalStateException if it is not; the message says what to do
     * @throws QuotaUnavailableException if the database does not answer
     */
    public void checkTable() {
        calls.run(table::problem).ifPresent(problem -> {
            throw new IllegalStateException(problem);
        });
    }

    /**
     * Deletes the rows of limits whose next permit was due ten minutes ago or earlier. Never needed for counting; vendors,
     * accounts and limits are few.
     *
     * @return how many
     * @throws QuotaUnavailableException if the database does not answer
     */
    public int removeUnused() {
        return calls.run(table::removeUnused);
    }

    @Override
    public Duration tryTake(List<PacedLimit> limits) {
        return Duration.of(explained(() -> table.take(limits)), ChronoUnit.MICROS);
    }

    @Override
    public void penalize(List<PacedLimit> limits, Duration time) {
        boolean unused = explained(() -> {
            table.penalize(limits, time);
            return true;
        });
    }

    /** Ends the call in time, and says what an operator can fix. */
    private <T> T explained(Callable<T> call) {
        try {
            return calls.run(call);
        } catch (QuotaUnavailableException e) {
            throw QuotaTable.problemIn(e)
                    .map(problem -> new QuotaUnavailableException(problem, e))
                    .orElse(e);
        }
    }
}
