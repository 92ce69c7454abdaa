package io.efface.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import io.efface.erasure.internal.ledger.postgresql.FailingWrites;
import io.efface.erasure.internal.ledger.postgresql.SteppedDataSource;
import io.efface.erasure.keys.KeyFolder;
import io.efface.erasure.worker.ErasureWorker;
import io.efface.erasure.worker.WorkerOptions;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests that detached runs survive failures of the database while workers use it. The workers are in this process, and each has connections
 * of its own. {@code -Defface.database.faults=20} sets the number of crashes of the server.
 */
class DatabaseFaultsTest {
    private static final int FAULTS = Integer.getInteger("efface.database.faults", 2);
    private static final RunOptions OPTIONS = RunOptions.builder()
            .concurrency(2)
            .maxAbsentPercent(100)
            .callTimeout(Duration.ofSeconds(5))
            .build();

    @TempDir
    Path folder;

    private EmbeddedPostgres server;
    private FaultScene scene;

    @BeforeEach
    void open() throws IOException {
        server = EmbeddedPostgres.builder()
                .setServerConfig("fsync", "on")
                .setServerConfig("restart_after_crash", "on")
                .setPGStartupWait(Duration.ofMinutes(2))
                .start();
        scene = new FaultScene(folder, LedgerAddress.of(direct(), "efface"), 2, new Random(1));
    }

    @AfterEach
    void close() throws IOException {
        scene.close();
        server.close();
    }

    private DataSource direct() {
        return FaultWorker.server(server.getPort());
    }

    private final class TestWorker implements AutoCloseable {
        private final Ledger ledger;
        private final io.efface.config.FaceRepositories accounts = scene.accounts();
        final ErasureWorker worker;

        TestWorker(String name, DataSource database) {
            this.ledger = Ledger.open(LedgerAddress.of(database, "efface"));
            this.worker = new Erasure(
                            ledger,
                            KeyFolder.open(folder.resolve("keys")),
                            accounts,
                            Clock.systemUTC(),
                            new Random(name.hashCode()))
                    .startWorker(WorkerOptions.builder(name).accountRuns(1).build(), FaultWorker.SHORT);
        }

        @Override
        public void close() {
            worker.close();
            ledger.close();
            accounts.close();
        }
    }

    private void awaitDeletions(int vendor, long people) throws InterruptedException {
        scene.await("deletions", () -> scene.vendors.get(vendor).people().size() <= people);
    }

    /** Kills a process of the server with {@code kill -9}. The server then ends all its processes and recovers from its log. */
    private void crash() throws Exception {
        long process;
        try (Connection connection = direct().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("SELECT pid FROM pg_stat_activity WHERE backend_type = 'walwriter'")) {
            assertThat(row.next()).isTrue();
            process = row.getLong(1);
        }
        assertThat(new ProcessBuilder("kill", "-KILL", Long.toString(process))
                        .start()
                        .waitFor())
                .isZero();
        scene.await("the server has recovered", () -> {
            try (Connection connection = direct().getConnection()) {
                return connection.isValid(5);
            } catch (SQLException e) {
                return false;
            }
        });
    }

    @Test
    void server_crashesUnderLoad_workersContinue() throws Exception {
        int people = 15 * FAULTS;
        String job = scene.planAndDetach(people, OPTIONS);
        try (TestWorker one = new TestWorker("one", direct());
                TestWorker two = new TestWorker("two", direct())) {
            assertThat(one).isNotSameAs(two);
            for (int i = 1; i <= FAULTS; i++) {
                awaitDeletions(i % 2, people - 12L * i);
                crash();
                System.out.println("DatabaseFaultsTest: crash " + i + " of " + FAULTS);
            }
            scene.awaitEnd(job, OPTIONS);
        }
    }

    @Test
    void connection_stalls_anotherWorkerTakesOver() throws Exception {
        String job = scene.planAndDetach(40, OPTIONS);
        try (StallingProxy proxy = new StallingProxy(server.getPort());
                TestWorker one = new TestWorker("one", FaultWorker.server(proxy.port()))) {
            awaitDeletions(0, 35);
            proxy.stall();
            try (TestWorker two = new TestWorker("two", direct())) {
                scene.await("the other worker has finished the job", () -> scene.isFinished(job));
                proxy.forward();
                scene.awaitEnd(job, OPTIONS);
                assertThat(two.worker.problem()).isEmpty();
            }
            assertThat(one.worker.name()).isEqualTo("one");
        }
    }

    @Test
    void disk_full_workersContinueWhenThereIsSpace() throws Exception {
        String job = scene.planAndDetach(40, OPTIONS);
        FailingWrites writes = new FailingWrites();
        try (TestWorker one = new TestWorker("one", SteppedDataSource.of(direct(), writes))) {
            awaitDeletions(0, 35);
            writes.fail("53100");
            CountDownLatch never = new CountDownLatch(1);
            assertThat(never.await(4, TimeUnit.SECONDS)).isFalse();
            assertThat(writes.failures()).isPositive();
            writes.fail(null);
            scene.awaitEnd(job, OPTIONS);
            assertThat(one.worker.accountRuns()).hasSizeLessThanOrEqualTo(1);
        }
    }
}
