package io.efface.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.efface.config.FaceRepositories;
import io.efface.config.FaceRepositoriesBuilder;
import io.efface.erasure.ErasureException.Reason;
import io.efface.erasure.internal.ledger.Accounts.AccountStatus;
import io.efface.erasure.internal.ledger.LedgerStore;
import io.efface.erasure.internal.ledger.postgresql.SteppedDataSource;
import io.efface.erasure.internal.ledger.postgresql.TestServer;
import io.efface.erasure.internal.worker.WorkerTimes;
import io.efface.erasure.keys.KeyFolder;
import io.efface.erasure.worker.ErasureWorker;
import io.efface.erasure.worker.WorkerOptions;
import io.efface.testkit.memory.InMemoryConfig;
import io.efface.testkit.memory.InMemoryFaceLibrary;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests what a worker does besides the work on account runs: its executions, heartbeats, seals, recurring tasks and log. */
class WorkerUpkeepTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final WorkerTimes TIMES = new WorkerTimes(
            Duration.ofMillis(500), Duration.ofMillis(200), Duration.ofMillis(200), Duration.ofSeconds(2));

    @TempDir
    Path folder;

    /** A statement, and the number of the server's process that executed it. */
    private record Executed(int process, String sql) {}

    private final String schema = TestServer.newSchema();
    private final LedgerAddress address = LedgerAddress.of(TestServer.dataSource(), schema);
    private final Queue<Executed> statements = new ConcurrentLinkedQueue<>();
    private final InMemoryFaceLibrary a = new InMemoryFaceLibrary();
    private final InMemoryFaceLibrary b = new InMemoryFaceLibrary();
    private HookedConfig.Hook before = HookedConfig.Hook.NONE;
    private KeyFolder keys;
    private FaceRepositories accounts;
    private Ledger ledger;

    @BeforeEach
    void open() {
        keys = KeyFolder.create(folder.resolve("keys"));
        accounts = accounts("a", "b");
        ledger = Ledger.open(address);
    }

    private FaceRepositories accounts(String... names) {
        Map<String, String> settings = Map.of("quota", "off");
        FaceRepositoriesBuilder builder = FaceRepositories.builder();
        for (String name : names) {
            HookedConfig config = new HookedConfig(
                    InMemoryConfig.defaults(),
                    (operation, person) -> before.about(operation, person),
                    HookedConfig.Hook.NONE);
            builder.account(name, config, settings).service(name, InMemoryFaceLibrary.class, name.equals("a") ? a : b);
        }
        return builder.open();
    }

    @AfterEach
    void close() {
        ledger.close();
        accounts.close();
    }

    private Erasure erasure(Ledger own, KeyFolder ownKeys, FaceRepositories ownAccounts) {
        return new Erasure(own, ownKeys, ownAccounts, Clock.systemUTC(), new Random(3));
    }

    private void plan(String job, int people, String... names) {
        List<String> list = RunBench.people(people);
        RunBench.put(a, list);
        RunBench.put(b, list);
        erasure(ledger, keys, accounts)
                .plan(PlanRequest.of(job, Bench.list(list.toArray(String[]::new)))
                        .accounts(Set.of(names))
                        .build());
    }

    private void planAndDetach(String job, int people, String... names) {
        plan(job, people, names);
        erasure(ledger, keys, accounts)
                .detach(job, RunOptions.builder().concurrency(1).build());
    }

    /** A worker with a ledger of its own, as each process has. */
    private final class TestWorker implements AutoCloseable {
        private final Ledger own;
        final ErasureWorker worker;

        TestWorker(DataSource database, WorkerOptions options) {
            this(database, keys, accounts, options);
        }

        TestWorker(DataSource database, KeyFolder ownKeys, FaceRepositories ownAccounts, WorkerOptions options) {
            own = Ledger.open(LedgerAddress.of(database, schema));
            worker = erasure(own, ownKeys, ownAccounts).startWorker(options, TIMES);
        }

        @Override
        public void close() {
            worker.close();
            own.close();
        }
    }

    private static WorkerOptions options() {
        return WorkerOptions.builder("one").accountRuns(2).build();
    }

    /** Returns the database, and records the statements that are sent to it. */
    private DataSource recorded() {
        return SteppedDataSource.of(
                TestServer.dataSource(), (process, sql) -> statements.add(new Executed(process, sql)));
    }

    private long count(String text) {
        return statements.stream().filter(each -> each.sql().contains(text)).count();
    }

    private interface Connections {
        Connection get() throws SQLException;
    }

    private static DataSource database(Connections connections) {
        DataSource server = TestServer.dataSource();
        return (DataSource) Proxy.newProxyInstance(
                WorkerUpkeepTest.class.getClassLoader(),
                new Class<?>[] {DataSource.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("getConnection")) {
                        return connections.get();
                    }
                    try {
                        return method.invoke(server, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private void await(String what, BooleanSupplier condition) throws InterruptedException {
        Instant latest = Instant.now().plus(PATIENCE);
        CountDownLatch never = new CountDownLatch(1);
        while (!condition.getAsBoolean()) {
            assertThat(Instant.now()).as(what).isBefore(latest);
            assertThat(never.await(50, TimeUnit.MILLISECONDS)).isFalse();
        }
    }

    private void execute(String sql) {
        try (Connection connection = TestServer.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns a number of the table of tasks. */
    private long tasks(String query) {
        try (Connection connection = TestServer.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query.replace("TASKS", schema + ".scheduled_tasks"))) {
            return row.next() ? row.getLong(1) : 0;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<AccountStatus> statuses(String job) {
        return ledger.store()
                .read(tx -> tx.accounts(tx.jobs().get(job).number()).statuses());
    }

    private boolean isFinished(String job) {
        return statuses(job).stream().allMatch(status -> status.end() == AccountEnd.FINISHED);
    }

    private boolean isFinal(String job) {
        return JobStatus.read(address, job).receipts().isFinal();
    }

    @Test
    void worker_connectionsWithoutAutoCommit_worksOnDetachedRuns() throws Exception {
        planAndDetach("leavers", 3, "a");
        DataSource database = database(() -> {
            Connection connection = TestServer.dataSource().getConnection();
            connection.setAutoCommit(false);
            return connection;
        });

        try (TestWorker one = new TestWorker(database, options())) {
            await("the run is finished", () -> isFinished("leavers"));
            assertThat(one.worker.problem()).isEmpty();
        }

        assertThat(a.people()).isEmpty();
        assertThat(isFinal("leavers")).isTrue();
    }

    @Test
    void worker_unknownTaskOfOtherWorkers_isKept() throws Exception {
        execute("INSERT INTO " + schema + ".scheduled_tasks(task_name, task_instance, execution_time, picked, version)"
                + " VALUES('verify-jobs', 'recurring', now() - interval '20 days', false, 1)");

        try (TestWorker one = new TestWorker(recorded(), options())) {
            await("the worker has looked for work", () -> count("update") > 0 || count("for update") > 0);
            long before = count("last_heartbeat <=");
            await("the worker has looked for dead executions", () -> count("last_heartbeat <=") > before + 3);
            assertThat(one.worker.problem()).isEmpty();
        }

        assertThat(tasks("SELECT count(*) FROM TASKS WHERE task_name = 'verify-jobs'"))
                .isEqualTo(1);
    }

    @Test
    void worker_runOfALaterVersion_worksOnTheOtherJobs() throws Exception {
        planAndDetach("later", 3, "a");
        planAndDetach("leavers", 3, "b");
        execute("UPDATE " + schema
                + ".job SET detached = replace(detached, '{', '{\"aNewOption\":\"1\",') WHERE name = 'later'");
        assertThat(ledger.hasDetachedWork()).isTrue();

        try (TestWorker one = new TestWorker(TestServer.dataSource(), options())) {
            await("the other run is finished", () -> isFinished("leavers"));
            assertThat(one.worker.problem()).isEmpty();
        }

        assertThat(a.people()).hasSize(3);
        assertThatThrownBy(ledger::hasDetachedWork)
                .isInstanceOfSatisfying(
                        ErasureException.class, e -> assertThat(e.reason()).isEqualTo(Reason.LEDGER_UNREADABLE));
    }

    @Test
    void worker_jobWasStoppedAndScrubbed_forgetsItsAccountRuns() throws Exception {
        planAndDetach("leavers", 3, "a");
        execute("INSERT INTO " + schema + ".scheduled_tasks(task_name, task_instance, execution_time, picked, version)"
                + " VALUES('account-run', '1/1', now(), false, 1)");
        ledger.stopDetached("leavers");
        erasure(ledger, keys, accounts).scrub("leavers", true);

        try (TestWorker one = new TestWorker(TestServer.dataSource(), options())) {
            await(
                    "the account run is removed",
                    () -> tasks("SELECT count(*) FROM TASKS WHERE task_name = 'account-run'") == 0);
            assertThat(one.worker.problem()).isEmpty();
        }
    }

    @Test
    void worker_databaseFails_logsNoTextOfTheServer() throws Exception {
        planAndDetach("leavers", 3, "a");
        AtomicBoolean isFailing = new AtomicBoolean();
        AtomicInteger failures = new AtomicInteger();
        DataSource database = database(() -> {
            if (isFailing.get()) {
                failures.incrementAndGet();
                throw new SQLException("password authentication failed for user \"alice\"", "28P01");
            }
            return TestServer.dataSource().getConnection();
        });
        PrintStream standardError = System.err;
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
        try (TestWorker one = new TestWorker(database, options())) {
            isFailing.set(true);
            await("connections fail", () -> failures.get() > 20);
            isFailing.set(false);
            await(
                    "the worker continues",
                    () -> isFinished("leavers") && one.worker.problem().isEmpty());
        } finally {
            System.setErr(standardError);
        }

        assertThat(log.toString(StandardCharsets.UTF_8))
                .contains("the list of account runs could not be read", "SQLSTATE 28P01")
                .doesNotContain("alice");
    }

    @Test
    void worker_recurringTasks_doNotWorkOnFurtherAccountRuns() throws Exception {
        planAndDetach("leavers", 3, "a", "b");
        AtomicInteger most = new AtomicInteger();
        try (TestWorker one = new TestWorker(
                TestServer.dataSource(),
                WorkerOptions.builder("one").accountRuns(1).build())) {
            before = (operation, person) -> {
                awaitUnchecked(() -> most.get() > 0
                        || tasks("SELECT count(*) FROM TASKS WHERE task_name = 'account-run' AND picked") == 2);
                most.accumulateAndGet(one.worker.accountRuns().size(), Math::max);
            };
            await("the run is finished", () -> isFinished("leavers"));
        }

        assertThat(most).hasValue(1);
    }

    private void awaitUnchecked(BooleanSupplier condition) {
        try {
            await("both account runs are picked", condition);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void worker_accountIsNotConfigured_doesNotReadTheTargets() throws Exception {
        planAndDetach("leavers", 3, "b");
        try (FaceRepositories onlyA = accounts("a");
                TestWorker one = new TestWorker(recorded(), keys, onlyA, options())) {
            await(
                    "the worker has left the account run to others",
                    () -> tasks(
                                    "SELECT count(*) FROM TASKS WHERE task_name = 'account-run' AND execution_time > now() + interval '1 second'")
                            == 1);
            assertThat(one.worker.problem()).isEmpty();
        }

        assertThat(count("job_row")).isZero();
        assertThat(b.people()).hasSize(3);
    }

    private KeyFolder withoutSigningKey() throws Exception {
        Path other = folder.resolve("other");
        Files.createDirectory(
                other, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Files.createDirectory(other.resolve("data"));
        try (Stream<Path> files = Files.walk(keys.folder())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (!file.endsWith("signing.key")) {
                    Files.copy(file, other.resolve(keys.folder().relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        }
        return KeyFolder.openForWorker(other);
    }

    @Test
    void worker_jobIsInUse_sealsItsEventsLater() throws Exception {
        planAndDetach("leavers", 3, "a");
        try (TestWorker one = new TestWorker(TestServer.dataSource(), withoutSigningKey(), accounts, options())) {
            await("the run is finished", () -> isFinished("leavers"));
            assertThat(one.worker.problem()).isEmpty();
        }
        LedgerStore.Occupation verification =
                ledger.store().occupy(ledger.store().read(tx -> tx.jobs().get("leavers")));

        try (TestWorker two = new TestWorker(TestServer.dataSource(), options())) {
            long version = tasks("SELECT version FROM TASKS WHERE task_name = 'seal-jobs'");
            await(
                    "the worker has looked for events without a seal",
                    () -> tasks("SELECT version FROM TASKS WHERE task_name = 'seal-jobs'") > version + 4);
            assertThat(isFinal("leavers")).isFalse();
            verification.close();
            await("the worker has sealed the events", () -> isFinal("leavers"));
            assertThat(two.worker.problem()).isEmpty();
        }
    }

    @Test
    void worker_finalSeal_isNotMadeOnTheConnectionOfTheHeartbeats() throws Exception {
        planAndDetach("leavers", 3, "a");
        try (TestWorker one = new TestWorker(recorded(), options())) {
            await("the run is finished", () -> isFinished("leavers"));
            assertThat(one.worker.problem()).isEmpty();
        }

        assertThat(isFinal("leavers")).isTrue();
        int heartbeat = statements.stream()
                .filter(each -> each.sql().contains("heartbeat_at = excluded"))
                .findFirst()
                .orElseThrow()
                .process();
        int lastSeal = statements.stream()
                .filter(each -> each.sql().contains(".seal(job, number"))
                .reduce((first, second) -> second)
                .orElseThrow()
                .process();
        assertThat(lastSeal).isNotEqualTo(heartbeat);
    }

    @Test
    void worker_jobWasVerifiedByAnotherWorker_doesNotReadItsTargetsAgain() throws Exception {
        planAndDetach("leavers", 3, "a");
        WorkerOptions verifying =
                WorkerOptions.builder("one").verifyAfter(Duration.ofSeconds(1)).build();
        String runs = "SELECT version FROM TASKS WHERE task_name = 'verify-jobs'";
        try (TestWorker one = new TestWorker(TestServer.dataSource(), verifying)) {
            await(
                    "the job is verified",
                    () -> isFinished("leavers")
                            && ledger.store()
                                    .read(tx ->
                                            tx.targets(tx.jobs().get("leavers").number())
                                                            .unproven()
                                                    == 0));
            long version = tasks(runs);
            await("the worker has looked at the verified job", () -> tasks(runs) > version + 6);
            assertThat(one.worker.problem()).isEmpty();
        }

        try (TestWorker two = new TestWorker(recorded(), verifying)) {
            long version = tasks(runs);
            await("the worker has looked at the verified job", () -> tasks(runs) > version + 4);
            assertThat(two.worker.problem()).isEmpty();
        }

        assertThat(count("VERIFIED_ABSENT")).isZero();
    }

    @Test
    void worker_manyAccountRunsWait_areReadWithOneStatement() throws Exception {
        plan("leavers", 3, "a", "b");
        erasure(ledger, keys, accounts)
                .detach("leavers", RunOptions.builder().window(closedWindow()).build());
        try (TestWorker one = new TestWorker(recorded(), options())) {
            await(
                    "both account runs wait",
                    () -> tasks(
                                    "SELECT count(*) FROM TASKS WHERE task_name = 'account-run' AND execution_time > now() + interval '1 minute'")
                            == 2);
            statements.clear();
            await("the worker has looked three times", () -> count("heartbeat_at = excluded") > 3);
            assertThat(one.worker.problem()).isEmpty();
        }

        // An execution that has just ended may be changed once more.
        assertThat(count("'1/1'")).isLessThan(3);
    }

    private static RunWindow closedWindow() {
        int hour = Instant.now().atOffset(ZoneOffset.UTC).getHour();
        return RunWindow.parse("%02d:00-%02d:00@UTC".formatted((hour + 10) % 24, (hour + 11) % 24));
    }

    @Test
    void close_callDoesNotEnd_isCancelledAndTheWorkerSendsHeartbeatsUntilThen() throws Exception {
        planAndDetach("leavers", 3, "a");
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        before = (operation, person) -> {
            begun.countDown();
            try {
                release.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
        try (TestWorker one = new TestWorker(recorded(), options())) {
            assertThat(begun.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            statements.clear();
            Instant begin = Instant.now();
            one.worker.close();
            assertThat(Duration.between(begin, Instant.now())).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(40));
        } finally {
            release.countDown();
        }

        assertThat(count("heartbeat_at = excluded")).isGreaterThan(1);
        assertThat(JobStatus.workers(address)).isEmpty();
    }
}
