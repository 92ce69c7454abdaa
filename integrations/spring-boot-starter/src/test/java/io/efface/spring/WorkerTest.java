package io.efface.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.efface.emulator.green.GreenEmulator;
import io.efface.erasure.Erasure;
import io.efface.erasure.JobStatus;
import io.efface.erasure.LedgerAddress;
import io.efface.erasure.PlanRequest;
import io.efface.erasure.RunOptions;
import io.efface.erasure.TargetState;
import io.efface.erasure.input.InputSource;
import io.efface.testkit.junit.EffaceEmulators;
import io.efface.testkit.junit.EmulatedAccounts;
import io.micrometer.core.instrument.MeterRegistry;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.PropertyAccessorFactory;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Tests workers in applications that use the starter, with a real PostgreSQL server. */
@EffaceEmulators
@ExtendWith(OutputCaptureExtension.class)
class WorkerTest extends ApplicationFixture {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static EmbeddedPostgres server;

    /** An application that chooses the data source of the ledger. */
    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class WithDataSource {
        @Bean
        LedgerAddress ledgerAddress() {
            return LedgerAddress.of(server.getPostgresDatabase(), "of_data_source");
        }
    }

    @BeforeAll
    static void startServer() throws IOException {
        server = EmbeddedPostgres.builder()
                .setServerConfig("fsync", "on")
                .setPGStartupWait(PATIENCE)
                .start();
    }

    @AfterAll
    static void stopServer() throws IOException {
        server.close();
    }

    private static String location(String schema) {
        return "postgresql://postgres@127.0.0.1:" + server.getPort() + "/postgres?schema=" + schema;
    }

    private String workerYaml(EmulatedAccounts emulated, String schema, String... keysAndValues) {
        String keys = "efface.keys: " + folder.resolve("keys") + "\n";
        String ledger = schema.isEmpty() ? "" : "efface.ledger: " + location(schema) + "\n";
        return yaml(emulated, keysAndValues) + keys + ledger;
    }

    private void planAndDetach(Erasure erasure, int people) throws IOException {
        String lines = IntStream.range(0, people).mapToObj(i -> "p" + i + "\n").collect(Collectors.joining());
        Path list = Files.writeString(folder.resolve("list.csv"), "person_id\n" + lines);
        erasure.plan(PlanRequest.of("leavers", InputSource.file(list))
                .accounts(List.of("green"))
                .build());
        erasure.detach("leavers", RunOptions.builder().build());
    }

    private static void put(GreenEmulator green, int people) {
        IntStream.range(0, people).forEach(i -> green.library().put("p" + i, "face-" + i));
    }

    private static void awaitEmpty(GreenEmulator green) throws InterruptedException {
        Instant latest = Instant.now().plus(PATIENCE);
        CountDownLatch never = new CountDownLatch(1);
        while (green.library().size() > 0) {
            assertThat(Instant.now()).isBefore(latest);
            assertThat(never.await(50, TimeUnit.MILLISECONDS)).isFalse();
        }
    }

    private static Object health(ConfigurableApplicationContext context) throws ReflectiveOperationException {
        Object endpoint = context.getBean("healthEndpoint");
        Object health = endpoint.getClass()
                .getMethod("healthForPath", String[].class)
                .invoke(endpoint, (Object) new String[] {"effaceWorker"});
        return health == null
                ? "none"
                : String.valueOf(
                        PropertyAccessorFactory.forBeanPropertyAccess(health).getPropertyValue("status"));
    }

    private static long permits(String schema) throws SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT count(*) FROM " + schema + ".efface_limit")) {
            rows.next();
            return rows.getLong(1);
        }
    }

    @Test
    void start_workerEnabled_carriesOutDetachedRunsAndSharesQuota(EmulatedAccounts emulated, GreenEmulator green)
            throws Exception {
        put(green, 10);
        String yaml = workerYaml(
                emulated,
                "enabled",
                "efface.worker.enabled",
                "true",
                "efface.worker.name",
                "app-1",
                "efface.worker.account-runs",
                "2");

        try (ConfigurableApplicationContext context = start(yaml)) {
            assertThat(health(context)).isEqualTo("UP");
            assertThat(context.getBean(WorkerState.class).name()).isEqualTo("app-1");
            assertThat(context.getBean(MeterRegistry.class)
                            .get("efface.worker.account.runs")
                            .gauge()
                            .value())
                    .isZero();
            planAndDetach(context.getBean(Erasure.class), 10);
            awaitEmpty(green);
        }

        assertThat(permits("enabled")).as("limits in the database").isPositive();
    }

    @Test
    void stop_workerIsBusy_handsItsAccountRunsBack(EmulatedAccounts emulated, GreenEmulator green) throws Exception {
        put(green, 200);
        String yaml = workerYaml(emulated, "stopped", "efface.worker.enabled", "true");
        try (ConfigurableApplicationContext context = start(yaml)) {
            planAndDetach(context.getBean(Erasure.class), 200);
            Instant latest = Instant.now().plus(PATIENCE);
            CountDownLatch never = new CountDownLatch(1);
            while (context.getBean(WorkerState.class).activeAccountRuns() == 0
                    || green.library().size() == 200) {
                assertThat(Instant.now()).isBefore(latest);
                assertThat(never.await(10, TimeUnit.MILLISECONDS)).isFalse();
            }
        }

        assertThat(green.library().size()).as("people who are left").isPositive();
        JobStatus status = JobStatus.read(LedgerAddress.of(server.getPostgresDatabase(), "stopped"), "leavers");
        assertThat(status.states()).doesNotContainKey(TargetState.IN_FLIGHT);
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("SELECT count(*) FROM stopped.account WHERE worker IS NOT NULL")) {
            rows.next();
            assertThat(rows.getLong(1)).as("leases").isZero();
        }
    }

    @Test
    void start_addressIsABean_usesItsDataSource(EmulatedAccounts emulated, GreenEmulator green) throws Exception {
        put(green, 2);
        String yaml = workerYaml(emulated, "", "efface.worker.enabled", "true");

        try (ConfigurableApplicationContext context = start(yaml, WithDataSource.class)) {
            planAndDetach(context.getBean(Erasure.class), 2);
            awaitEmpty(green);
        }

        assertThat(permits("of_data_source")).isPositive();
    }

    @Test
    void start_workerNotEnabled_hasNoWorker(EmulatedAccounts emulated) throws Exception {
        try (ConfigurableApplicationContext context = start(workerYaml(emulated, "idle"))) {
            assertThat(context.getBeansOfType(WorkerState.class)).isEmpty();
            assertThat(health(context)).isEqualTo("none");
        }
    }

    @Test
    void start_noLedger_failsWithAnExplanation(EmulatedAccounts emulated, CapturedOutput output) {
        String yaml = workerYaml(emulated, "", "efface.worker.enabled", "true");

        assertThat(failure(output, yaml)).contains("the application has no ledger; set efface.ledger");
    }

    @Test
    void start_ledgerInAFile_failsWithAnExplanation(EmulatedAccounts emulated, CapturedOutput output) {
        String yaml = workerYaml(
                emulated,
                "",
                "efface.worker.enabled",
                "true",
                "efface.ledger",
                folder.resolve("jobs/ledger.db").toString());

        assertThat(failure(output, yaml)).contains("LEDGER_UNSUITABLE", "use a ledger in PostgreSQL");
    }

    @Test
    void start_misspeltSetting_fails(EmulatedAccounts emulated) {
        String yaml =
                workerYaml(emulated, "misspelt", "efface.worker.enabled", "true", "efface.worker.acount-runs", "2");

        assertThatThrownBy(() -> start(yaml)).rootCause().hasMessageContaining("acount-runs");
    }
}
