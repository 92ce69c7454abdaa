package io.efface.quota.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.efface.config.FaceRepositories;
import io.efface.policy.PacedLimit;
import io.efface.policy.QuotaStore;
import io.efface.policy.QuotaUnavailableException;
import io.efface.quota.contract.Relay;
import io.efface.quota.contract.SharedQuotaContract;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

class PostgresQuotaStoreTest extends SharedQuotaContract {
    /** A long timeout, because the first response may take seconds on a busy machine. */
    private static final Duration LONG_TIMEOUT = Duration.ofSeconds(20);

    private static PostgresServer server;

    private final List<HikariDataSource> pools = new ArrayList<>();
    private final HikariDataSource pool = pool(server.port());
    private final PostgresQuotaStore store = new PostgresQuotaStore(pool, LONG_TIMEOUT);

    @BeforeAll
    static void startOnce() throws Exception {
        server = new PostgresServer();
        try (HikariDataSource pool = Pools.pool(server.port())) {
            new PostgresQuotaStore(pool, LONG_TIMEOUT).createTable();
        }
    }

    @AfterAll
    static void stopOnce() throws Exception {
        server.close();
    }

    @AfterEach
    void closePools() {
        pools.forEach(HikariDataSource::close);
    }

    private HikariDataSource pool(int port) {
        HikariDataSource opened = Pools.pool(port);
        pools.add(opened);
        return opened;
    }

    @Override
    protected QuotaStore store(Duration timeout) {
        return new PostgresQuotaStore(pool(server.port()), timeout);
    }

    @Override
    protected QuotaStore store(Relay relay, Duration timeout) {
        return new PostgresQuotaStore(pool(relay.port()), timeout);
    }

    @Override
    protected int port() {
        return server.port();
    }

    @Override
    protected void stopServer() throws Exception {
        server.stop();
    }

    @Override
    protected void startServer() throws Exception {
        server.start();
    }

    /** Tests the example of {@code docs/shared-quota.md}, but without accounts. */
    @Test
    void documentedSetUp_withoutAccounts_opens() {
        // Connects once with a long timeout. The store of the example has the default timeout, which the first
        // connection may exceed on a busy machine.
        this.store.checkTable();
        HikariDataSource quotaPool = pool;
        PostgresQuotaStore store = new PostgresQuotaStore(quotaPool);
        store.createTable();
        try (FaceRepositories repositories =
                FaceRepositories.builder().service(QuotaStore.class, store).open()) {
            assertThat(repositories).isNotNull();
        }
    }

    @Test
    void checkTable_noTable_reportsWhatToDo() {
        PostgresQuotaStore otherStore = new PostgresQuotaStore(schema("elsewhere"), LONG_TIMEOUT);

        assertThatThrownBy(otherStore::checkTable)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no table efface_limit")
                .hasMessageContaining("createTable()");
        assertThatThrownBy(() -> otherStore.tryTake(once("b")))
                .isInstanceOf(QuotaUnavailableException.class)
                .hasMessageContaining("no table efface_limit");
    }

    @Test
    void createTable_again_keepsTheRows() {
        assertThat(store.tryTake(once("created twice"))).isZero();

        store.createTable();
        store.checkTable();

        assertThat(store.tryTake(once("created twice"))).isPositive();
    }

    @Test
    void checkTable_otherColumns_isReported() throws SQLException {
        execute("CREATE SCHEMA odd", "CREATE TABLE odd.efface_limit (id varchar(64) PRIMARY KEY, state bytea)");

        assertThatThrownBy(new PostgresQuotaStore(schema("odd"), LONG_TIMEOUT)::checkTable)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("different columns");
    }

    @Test
    void tryTake_rowLockedByAnother_rejectsInTime() throws Exception {
        PacedLimit limit = new PacedLimit("locked", Duration.ofMillis(1), Duration.ZERO);
        take(store, limit);
        try (Connection holder = plain().getConnection();
                Statement statement = holder.createStatement()) {
            holder.setAutoCommit(false);
            statement.execute("SELECT * FROM efface_limit FOR UPDATE");

            PostgresQuotaStore shortTimeout = new PostgresQuotaStore(pool, Duration.ofSeconds(1));
            assertThatThrownBy(() -> shortTimeout.tryTake(List.of(limit)))
                    .isInstanceOf(QuotaUnavailableException.class);
            holder.rollback();
        }
        take(store, limit);
    }

    /** Two processes that insert new limits at the same time must not wait for each other. */
    @Test
    void tryTake_newRowIsBeingInsertedByAnother_locksNoOtherRowMeanwhile() throws Exception {
        PacedLimit existing = new PacedLimit("there", Duration.ofMillis(1), Duration.ZERO);
        PacedLimit added = new PacedLimit("added", Duration.ofMillis(1), Duration.ZERO);
        take(store, existing);
        CompletableFuture<Duration> taken;
        try (Connection other = plain().getConnection();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("INSERT INTO efface_limit(id, next) VALUES ('" + added.key() + "', 0)");
            taken = CompletableFuture.supplyAsync(() -> store.tryTake(List.of(existing, added)));
            awaitLockWait();

            statement.execute("SELECT * FROM efface_limit WHERE id = '" + existing.key() + "' FOR UPDATE NOWAIT");
            other.commit();
        }
        assertThat(taken.get(60, TimeUnit.SECONDS)).isZero();
    }

    private static void awaitLockWait() throws SQLException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        try (Connection connection = plain().getConnection();
                PreparedStatement waiting = connection.prepareStatement(
                        "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'")) {
            while (System.nanoTime() < end) {
                try (ResultSet rows = waiting.executeQuery()) {
                    if (rows.next() && rows.getInt(1) > 0) {
                        return;
                    }
                }
            }
        }
        throw new AssertionError("no session waits for a lock");
    }

    @Test
    void tryTake_poolIsSerializable_takesPermitsAndRestoresTheConnection() throws SQLException {
        HikariConfig config = Pools.config(server.port());
        config.setMaximumPoolSize(1);
        config.setTransactionIsolation("TRANSACTION_SERIALIZABLE");
        HikariDataSource strict = new HikariDataSource(config);
        pools.add(strict);
        PostgresQuotaStore ofStrict = new PostgresQuotaStore(strict, LONG_TIMEOUT);

        assertThat(ofStrict.tryTake(once("strict"))).isZero();
        assertThat(ofStrict.tryTake(once("strict"))).isPositive();

        try (Connection connection = strict.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SHOW statement_timeout")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getString(1)).isEqualTo("0");
            assertThat(connection.getAutoCommit()).isTrue();
            assertThat(connection.getNetworkTimeout()).isZero();
            assertThat(connection.getTransactionIsolation()).isEqualTo(Connection.TRANSACTION_SERIALIZABLE);
        }
    }

    @Test
    void removeUnused_oldRow_isRemovedAndUsedRowStays() throws SQLException {
        assertThat(store.tryTake(once("in use"))).isZero();
        execute("INSERT INTO efface_limit(id, next) VALUES ('old', 1)");

        assertThat(store.removeUnused()).isEqualTo(1);

        assertThat(store.tryTake(once("in use"))).isPositive();
    }

    @Test
    void tryTake_anyName_isNotInTheTable() throws SQLException {
        assertThat(store.tryTake(once("aliyun:named"))).isZero();

        try (Connection connection = plain().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("SELECT count(*) FROM efface_limit WHERE id !~ '^[0-9a-f]{32}$'")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getInt(1)).isZero();
        }
    }

    @Test
    void new_timeoutOutOfRange_isRejected() {
        assertThatThrownBy(() -> new PostgresQuotaStore(pool, Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new PostgresQuotaStore(pool, Duration.ofHours(1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** Returns a limit that gives only one permit during the test. */
    private static List<PacedLimit> once(String name) {
        return List.of(new PacedLimit(name, Duration.ofHours(1), Duration.ZERO));
    }

    private static PGSimpleDataSource schema(String name) {
        PGSimpleDataSource dataSource = plain();
        dataSource.setCurrentSchema(name);
        return dataSource;
    }

    private static PGSimpleDataSource plain() {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setPortNumbers(new int[] {server.port()});
        dataSource.setDatabaseName("postgres");
        dataSource.setUser("postgres");
        return dataSource;
    }

    private static void execute(String... statements) throws SQLException {
        try (Connection connection = plain().getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
