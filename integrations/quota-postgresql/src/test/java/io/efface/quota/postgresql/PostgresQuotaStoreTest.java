package io.efface.quota.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.efface.config.FaceRepositories;
import io.efface.policy.QuotaBucket;
import io.efface.policy.QuotaStore;
import io.efface.policy.QuotaUnavailableException;
import io.efface.quota.contract.Relay;
import io.efface.quota.contract.SharedQuotaContract;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

class PostgresQuotaStoreTest extends SharedQuotaContract {
    /** A first answer takes seconds where the machine has other work. */
    private static final Duration PATIENT = Duration.ofSeconds(20);

    private static PostgresServer server;

    private final List<HikariDataSource> pools = new ArrayList<>();
    private final HikariDataSource pool = pool(server.port());
    private final PostgresQuotaStore store = new PostgresQuotaStore(pool, PATIENT);

    @BeforeAll
    static void startOnce() throws Exception {
        server = new PostgresServer();
        try (HikariDataSource pool = Pools.pool(server.port())) {
            new PostgresQuotaStore(pool, PATIENT).createTable();
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
        return new PostgresQuotaStore(pool, timeout);
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

    @Override
    protected Class<?> contender() {
        return PostgresContender.class;
    }

    @Override
    protected List<String> contenderArguments() {
        return List.of(String.valueOf(server.port()));
    }

    /** As in docs/shared-quota.md, but for the accounts. */
    @Test
    void documentedSetUp_withoutAccounts_opens() {
        // The page's store has the default timeout, which a first connection may exceed on a busy machine.
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
    void checkTable_noTable_saysWhatToDo() {
        PostgresQuotaStore elsewhere = new PostgresQuotaStore(schema("elsewhere"), PATIENT);

        assertThatThrownBy(elsewhere::checkTable)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no table efface_quota")
                .hasMessageContaining("createTable()");
        QuotaBucket bucket = elsewhere.bucket("b", Duration.ofSeconds(1));
        assertThatThrownBy(bucket::tryTake)
                .isInstanceOf(QuotaUnavailableException.class)
                .hasMessageContaining("no table efface_quota");
    }

    @Test
    void createTable_again_keepsWhatIsThere() {
        QuotaBucket bucket = store.bucket("created twice", Duration.ofHours(1));
        assertThat(bucket.tryTake()).isZero();

        store.createTable();
        store.checkTable();

        assertThat(bucket.tryTake()).isPositive();
    }

    @Test
    void checkTable_otherColumns_saysSo() throws SQLException {
        execute("CREATE SCHEMA odd", "CREATE TABLE odd.efface_quota (id varchar(64) PRIMARY KEY, state bytea)");

        assertThatThrownBy(new PostgresQuotaStore(schema("odd"), PATIENT)::checkTable)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("other columns");
    }

    @Test
    void tryTake_rowLockedByAnother_refusesInTime() throws SQLException {
        QuotaBucket bucket = store.bucket("locked", Duration.ofMillis(1));
        assertThat(bucket.tryTake()).isZero();
        try (Connection holder = plain().getConnection();
                Statement statement = holder.createStatement()) {
            holder.setAutoCommit(false);
            statement.execute("SELECT * FROM efface_quota FOR UPDATE");

            QuotaBucket impatient =
                    new PostgresQuotaStore(pool, Duration.ofSeconds(1)).bucket("locked", Duration.ofMillis(1));
            assertThatThrownBy(impatient::tryTake).isInstanceOf(QuotaUnavailableException.class);
            holder.rollback();
        }
        assertThat(bucket.tryTake()).isZero();
    }

    @Test
    void tryTake_poolOfAnotherIsolation_countsAndSetsTheConnectionBack() throws SQLException {
        HikariConfig config = Pools.config(server.port());
        config.setMaximumPoolSize(1);
        config.setTransactionIsolation("TRANSACTION_SERIALIZABLE");
        HikariDataSource strict = new HikariDataSource(config);
        pools.add(strict);
        QuotaBucket bucket = new PostgresQuotaStore(strict, PATIENT).bucket("strict", Duration.ofHours(1));

        assertThat(bucket.tryTake()).isZero();
        assertThat(bucket.tryTake()).isPositive();

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
    void removeUnused_oldRow_goesAndTheBucketInUseStays() throws SQLException {
        assertThat(store.bucket("in use", Duration.ofHours(1)).tryTake()).isZero();
        execute("INSERT INTO efface_quota(id, expires_at) VALUES ('old', 1)");

        assertThat(store.removeUnused()).isEqualTo(1);

        assertThat(store.bucket("in use", Duration.ofHours(1)).tryTake()).isPositive();
    }

    @Test
    void tryTake_anyName_keepsItOutOfTheTable() throws SQLException {
        assertThat(store.bucket("aliyun:named", Duration.ofHours(1)).tryTake()).isZero();

        try (Connection connection = plain().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("SELECT count(*) FROM efface_quota WHERE id !~ '^[0-9a-f]{32}$'")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getInt(1)).isZero();
        }
    }

    @Test
    void new_timeoutOutOfRange_isRefused() {
        assertThatThrownBy(() -> new PostgresQuotaStore(pool, Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new PostgresQuotaStore(pool, Duration.ofHours(1)))
                .isInstanceOf(IllegalArgumentException.class);
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
