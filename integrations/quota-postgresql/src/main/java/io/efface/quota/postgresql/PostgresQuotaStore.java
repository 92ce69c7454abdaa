package io.efface.quota.postgresql;

import io.efface.policy.Bucket4jBucket;
import io.efface.policy.QuotaBucket;
import io.efface.policy.QuotaStore;
import io.efface.policy.QuotaUnavailableException;
import io.efface.policy.StoreClock;
import io.github.bucket4j.distributed.ExpirationAfterWriteStrategy;
import io.github.bucket4j.distributed.jdbc.PrimaryKeyMapper;
import io.github.bucket4j.distributed.proxy.ProxyManager;
import io.github.bucket4j.postgresql.Bucket4jPostgreSQL;
import java.time.Duration;
import java.util.Objects;
import java.util.function.LongSupplier;
import javax.sql.DataSource;

/**
 * Counts quota in a PostgreSQL table, so that all processes that use the table send no faster together than the vendor allows.
 * Thread-safe. Hand one in with
 * {@link io.efface.config.FaceRepositoriesBuilder#service(Class, Object) service(QuotaStore.class, store)}.
 *
 * <p><b>Clock.</b> Only the database's clock counts. Each transaction reads it, and this process's wall clock is never asked.
 *
 * <p><b>A database that is gone refuses.</b> Each question has one bounded wait, from taking a connection to the commit. When it
 * ends without an answer, or the connection breaks, {@link QuotaUnavailableException} is thrown. Nothing is asked twice: a permit
 * that the database gave in spite of it is lost, never given again. The next question starts afresh.
 *
 * <p><b>Pool.</b> Give this store a small pool of its own (two to four connections), or calls that wait for the application's
 * connections are refused. What the store changes on a connection it sets back: network timeout and auto-commit. Statement
 * timeouts and isolation are set for its own transactions only.
 *
 * <p><b>One name, two rates.</b> While processes disagree about a bucket's interval the longest one holds; a shorter one takes over
 * after the bucket was unused for ten minutes, or its row was deleted.
 */
public final class PostgresQuotaStore implements QuotaStore {
    /** How long a question waits when nothing else is said: one second. */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(1);

    private static final Duration LONGEST_TIMEOUT = Duration.ofMinutes(1);
    private static final Duration KEPT_UNUSED = Duration.ofMinutes(10);

    private final QuotaTable table;
    private final TimedCalls calls;
    private final ProxyManager<String> buckets;

    /**
     * Makes a store that waits {@link #DEFAULT_TIMEOUT} for an answer. Asks nothing yet.
     *
     * @param dataSource stays the caller's to close
     */
    public PostgresQuotaStore(DataSource dataSource) {
        this(dataSource, DEFAULT_TIMEOUT);
    }

    /**
     * Makes a store. Asks nothing yet.
     *
     * @param dataSource stays the caller's to close
     * @param timeout most time for one question, the wait for a connection included, from 1 ms to 1 minute
     * @throws IllegalArgumentException if the timeout is out of range
     */
    public PostgresQuotaStore(DataSource dataSource, Duration timeout) {
        this(dataSource, timeout, System::nanoTime);
    }

    PostgresQuotaStore(DataSource dataSource, Duration timeout, LongSupplier ticker) {
        Objects.requireNonNull(dataSource, "dataSource");
        if (timeout.toMillis() < 1 || timeout.compareTo(LONGEST_TIMEOUT) > 0) {
            throw new IllegalArgumentException("timeout must be from 1 ms to 1 minute");
        }
        StoreClock clock = new StoreClock(ticker);
        table = new QuotaTable(dataSource, clock, timeout);
        calls = new TimedCalls(timeout);
        buckets = Bucket4jPostgreSQL.selectForUpdateBasedBuilder(new BoundedDataSource(dataSource, clock, timeout))
                .primaryKeyMapper(PrimaryKeyMapper.STRING)
                .table(QuotaTable.NAME)
                .idColumn("id")
                .stateColumn("state")
                .addCustomColumn(new ExpiryColumn<>(
                        "expires_at", ExpirationAfterWriteStrategy.basedOnTimeForRefillingBucketUpToMax(KEPT_UNUSED)))
                .clientClock(clock)
                .build();
    }

    /**
     * Makes the table {@code efface_quota} where the connection's search path says, unless it is there. The statement is the
     * resource {@code efface_quota.sql} beside this class, for those who make tables by other means. Safe to call from several
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
     * Deletes the rows of buckets that nobody used for ten minutes and that owe nothing. Never needed for counting; vendors,
     * accounts and groups of operations are few.
     *
     * @return how many
     * @throws QuotaUnavailableException if the database does not answer
     */
    public int removeUnused() {
        return calls.run(table::removeExpired);
    }

    @Override
    public QuotaBucket bucket(String name, Duration interval) {
        Objects.requireNonNull(name, "name");
        if (interval.isZero() || interval.isNegative()) {
            throw new IllegalArgumentException("interval must be more than zero");
        }
        QuotaBucket bucket = Bucket4jBucket.of(buckets.builder(), QuotaTable.key(name), interval);
        return new TimedBucket(bucket, calls, table);
    }
}
