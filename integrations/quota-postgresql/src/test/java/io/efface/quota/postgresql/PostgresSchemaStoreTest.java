package io.efface.quota.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.efface.policy.PacedLimit;
import io.efface.policy.QuotaStore;
import io.efface.quota.contract.Relay;
import io.efface.quota.contract.SharedQuotaContract;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** Tests a store that creates its table in a schema, and that keeps the connections of a source that is no pool. */
class PostgresSchemaStoreTest extends SharedQuotaContract {
    private static final Duration LONG_TIMEOUT = Duration.ofSeconds(20);
    private static PostgresServer server;

    @BeforeAll
    static void startOnce() throws Exception {
        server = new PostgresServer();
        PostgresQuotaStore.inSchema(source(server.port()), "a \"ledger\"", LONG_TIMEOUT)
                .createTable();
    }

    @AfterAll
    static void stopOnce() throws Exception {
        server.close();
    }

    private static PGSimpleDataSource source(int port) {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setServerNames(new String[] {"127.0.0.1"});
        dataSource.setPortNumbers(new int[] {port});
        dataSource.setDatabaseName("postgres");
        dataSource.setUser("postgres");
        return dataSource;
    }

    @Override
    protected QuotaStore store(Duration timeout) {
        return PostgresQuotaStore.inSchema(source(server.port()), "a \"ledger\"", timeout);
    }

    @Override
    protected QuotaStore store(Relay relay, Duration timeout) {
        return PostgresQuotaStore.inSchema(source(relay.port()), "a \"ledger\"", timeout);
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

    @Test
    void tryTake_noSchema_createsSchemaAndTable() throws SQLException {
        QuotaStore store = PostgresQuotaStore.inSchema(source(server.port()), "created", LONG_TIMEOUT);

        assertThat(store.tryTake(once("new"))).isZero();
        assertThat(store.tryTake(once("new"))).isPositive();
        try (Connection connection = source(server.port()).getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT count(*) FROM created.efface_limit")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getInt(1)).isEqualTo(1);
        }
    }

    @Test
    void checkTable_noSchema_doesNotNameTheSearchPath() {
        PostgresQuotaStore store = PostgresQuotaStore.inSchema(source(server.port()), "missing", LONG_TIMEOUT);

        assertThatThrownBy(store::checkTable)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the quota database has no table efface_limit in the schema of the store;"
                        + " PostgresQuotaStore.createTable() creates it");
    }

    @Test
    void penalize_noSchema_createsSchemaAndTable() {
        QuotaStore store = PostgresQuotaStore.inSchema(source(server.port()), "penalized", LONG_TIMEOUT);

        store.penalize(once("new"), Duration.ofHours(1));

        assertThat(store.tryTake(once("new"))).isPositive();
    }

    @Test
    void tryTake_often_opensAtMostFourConnections() throws SQLException {
        AtomicInteger opened = new AtomicInteger();
        PGSimpleDataSource counted = new PGSimpleDataSource() {
            @Override
            public Connection getConnection() throws SQLException {
                opened.incrementAndGet();
                return super.getConnection();
            }
        };
        counted.setServerNames(new String[] {"127.0.0.1"});
        counted.setPortNumbers(new int[] {server.port()});
        counted.setDatabaseName("postgres");
        counted.setUser("postgres");
        QuotaStore store = PostgresQuotaStore.inSchema(counted, "counted", LONG_TIMEOUT);
        for (int i = 0; i < 50; i++) {
            store.tryTake(List.of(new PacedLimit("often", Duration.ofMillis(1), Duration.ZERO)));
        }

        assertThat(opened).hasValueBetween(1, 4);
    }

    /** Returns a limit that gives only one permit during the test. */
    private static List<PacedLimit> once(String name) {
        return List.of(new PacedLimit(name, Duration.ofHours(1), Duration.ZERO));
    }
}
