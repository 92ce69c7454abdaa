package io.efface.erasure.internal.ledger.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.efface.erasure.ErasureException;
import io.efface.erasure.ErasureException.Reason;
import io.efface.erasure.internal.ledger.LedgerStore;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** Tests what happens when the server is not suitable, or fails. */
class PostgresFaultTest {
    private static final Instant NOW = Instant.parse("2026-05-04T03:02:01Z");

    private static void execute(String sql) throws SQLException {
        try (Connection connection = TestServer.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static void assertFails(Runnable call, Reason reason, String... parts) {
        assertThatThrownBy(call::run)
                .isInstanceOfSatisfying(
                        ErasureException.class, e -> assertThat(e.reason()).isEqualTo(reason))
                .hasMessageContainingAll(parts);
    }

    private static int create(LedgerStore store, String name) {
        return store.writer().write(tx -> tx.jobs().create(name, NOW, null, null));
    }

    /** Returns a data source whose connections lose the response to a commit, after the server has committed. */
    private static DataSource losingCommits(AtomicBoolean isLosing) {
        return proxy(DataSource.class, TestServer.dataSource(), (method, result) -> {
            if (!method.equals("getConnection")) {
                return result;
            }
            return proxy(Connection.class, result, (call, answer) -> {
                if (call.equals("commit") && isLosing.get()) {
                    throw new SQLException("an id", "08006");
                }
                return answer;
            });
        });
    }

    private interface Answer {
        Object after(String method, Object result) throws SQLException;
    }

    private static <T> T proxy(Class<T> type, Object target, Answer answer) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    try {
                        return answer.after(method.getName(), method.invoke(target, arguments));
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }

    @Test
    void open_serverWithoutFsync_isRefused() throws IOException {
        try (EmbeddedPostgres unsafe =
                EmbeddedPostgres.builder().setServerConfig("fsync", "off").start()) {
            PostgresLocation location = PostgresLocation.of(unsafe.getPostgresDatabase(), "efface");

            assertFails(location::open, Reason.LEDGER_UNSUITABLE, "fsync = off");

            assertThat(location.exists()).isFalse();
        }
    }

    @Test
    void open_severalProcessesAtOnce_createOneLedger() throws Exception {
        PostgresLocation location = TestServer.newLocation();
        List<CompletableFuture<String>> ids = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            ids.add(CompletableFuture.supplyAsync(() -> {
                try (LedgerStore store = location.open()) {
                    return store.id();
                }
            }));
        }
        String first = ids.get(0).get(1, TimeUnit.MINUTES);
        for (CompletableFuture<String> id : ids) {
            assertThat(id.get(1, TimeUnit.MINUTES)).isEqualTo(first);
        }
    }

    @Test
    void open_laterVersion_isRejected() throws SQLException {
        String schema = TestServer.newSchema();
        PostgresLocation location = PostgresLocation.of(TestServer.dataSource(), schema);
        location.open().close();
        execute("UPDATE " + schema + ".meta SET value = '2' WHERE key = 'version'");

        assertFails(() -> location.open().close(), Reason.LEDGER_UNREADABLE, "version 2");
    }

    @Test
    void write_connectionIsTerminated_failsWithoutTheChangeAndStopsTheWriter() throws SQLException {
        LedgerStore store = TestServer.emptyLedger();
        create(store, "before");

        assertFails(
                () -> store.writer().write(tx -> {
                    tx.jobs().create("lost", NOW, null, null);
                    terminateWriters();
                    return tx.jobs().names();
                }),
                Reason.LEDGER_FAILED,
                "the connection to the server failed or was lost",
                "nothing more is sent");

        assertThat(store.writer().hasFailed()).isTrue();
        assertFails(() -> create(store, "after"), Reason.LEDGER_FAILED, "nothing more is sent");
        store.close();
        try (LedgerStore again = TestServer.reusedLocation().open()) {
            List<String> names = again.read(tx -> tx.jobs().names());
            assertThat(names).containsExactly("before");
        }
    }

    private static void terminateWriters() {
        try {
            execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    + " WHERE datname = current_database() AND state = 'idle in transaction'");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void write_responseToTheCommitIsLost_isNeitherTakenAsStoredNorAsNotStored() {
        AtomicBoolean isLosing = new AtomicBoolean();
        TestServer.emptyLedger().close();
        LedgerStore store =
                PostgresLocation.of(losingCommits(isLosing), "reused").open();
        isLosing.set(true);

        assertFails(
                () -> create(store, "unknown"),
                Reason.LEDGER_FAILED,
                "whether the last changes were stored is unknown until the ledger is opened again");

        assertThat(store.writer().failure()).hasMessageNotContaining("an id").hasRootCauseMessage("SQLSTATE 08006");
        store.close();
        try (LedgerStore again = TestServer.reusedLocation().open()) {
            assertThat(again.find("unknown")).isPresent();
        }
    }
}
