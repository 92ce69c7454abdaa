package io.efface.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.efface.config.FaceRepositories;
import io.efface.erasure.ErasureException.Reason;
import io.efface.erasure.input.InputFormat;
import io.efface.erasure.input.InputSource;
import io.efface.erasure.internal.ledger.Accounts.AccountStatus;
import io.efface.erasure.internal.ledger.postgresql.TestServer;
import io.efface.erasure.keys.KeyFolder;
import io.efface.erasure.worker.ErasureWorker;
import io.efface.erasure.worker.WorkerOptions;
import io.efface.testkit.memory.InMemoryConfig;
import io.efface.testkit.memory.InMemoryFaceLibrary;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests workers on a ledger in PostgreSQL, in real time. Each worker has a ledger of its own, as each process has. */
class WorkersTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String JOB = "leavers";

    @TempDir
    Path folder;

    private final LedgerAddress address = LedgerAddress.of(TestServer.dataSource(), TestServer.newSchema());
    private final InMemoryFaceLibrary a = new InMemoryFaceLibrary();
    private final InMemoryFaceLibrary b = new InMemoryFaceLibrary();
    private final AtomicInteger calls = new AtomicInteger();
    private HookedConfig.Hook before = HookedConfig.Hook.NONE;
    private KeyFolder keys;
    private FaceRepositories accounts;
    private Ledger ledger;

    @BeforeEach
    void open() {
        keys = KeyFolder.create(folder.resolve("keys"));
        accounts = accounts(Clock.systemUTC());
        ledger = Ledger.open(address);
    }

    private FaceRepositories accounts(Clock clock) {
        Map<String, String> settings = Map.of("quota", "off");
        return FaceRepositories.builder()
                .clock(clock)
                .account(
                        "a",
                        new HookedConfig(
                                InMemoryConfig.defaults(),
                                (operation, person) -> {
                                    calls.incrementAndGet();
                                    before.about(operation, person);
                                },
                                HookedConfig.Hook.NONE),
                        settings)
                .account("b", InMemoryConfig.defaults(), settings)
                .service("a", InMemoryFaceLibrary.class, a)
                .service("b", InMemoryFaceLibrary.class, b)
                .open();
    }

    @AfterEach
    void close() {
        ledger.close();
        accounts.close();
    }

    private void planAndDetach(int people) {
        List<String> list = RunBench.people(people);
        RunBench.put(a, list);
        RunBench.put(b, list);
        Clock clock = Clock.systemUTC();
        Erasure erasure = new Erasure(ledger, keys, accounts, clock, new Random(1));
        erasure.plan(PlanRequest.of(JOB, Bench.list(list.toArray(String[]::new)))
                .accounts(Set.of("a", "b"))
                .build());
        erasure.detach(JOB, RunOptions.builder().concurrency(2).build());
    }

    private Erasure erasure(Ledger own) {
        return new Erasure(own, keys, accounts, Clock.systemUTC(), new Random(3));
    }

    private ErasureWorker worker(Ledger own, String name) {
        return erasure(own)
                .startWorker(WorkerOptions.builder(name).accountRuns(2).build());
    }

    private ErasureWorker worker(Ledger own, String name, FaceRepositories opened, Clock clock) {
        return new Erasure(own, keys, opened, clock, new Random(3))
                .startWorker(WorkerOptions.builder(name).accountRuns(1).build());
    }

    private List<AccountStatus> statuses() {
        return ledger.store()
                .read(tx -> tx.accounts(tx.jobs().get(JOB).number()).statuses());
    }

    private void await(Supplier<Boolean> condition) throws InterruptedException {
        Instant latest = Instant.now().plus(PATIENCE);
        CountDownLatch never = new CountDownLatch(1);
        while (!condition.get()) {
            assertThat(Instant.now()).isBefore(latest);
            assertThat(never.await(50, TimeUnit.MILLISECONDS)).isFalse();
        }
    }

    private boolean isFinished() {
        return statuses().stream().allMatch(status -> status.end() == AccountEnd.FINISHED);
    }

    /** Plans a batch of events and records its run, as the page about Kafka shows. */
    private void receive(Erasure erasure, List<String> people) {
        String list = people.stream()
                .map(person -> "{\"person_id\": \"" + person + "\"}\n")
                .collect(Collectors.joining());
        InputSource source = InputSource.stream(JOB, new ByteArrayInputStream(list.getBytes(StandardCharsets.UTF_8)));
        try {
            erasure.plan(PlanRequest.of(JOB, source)
                    .format(InputFormat.NDJSON)
                    .accounts(accounts.accounts())
                    .build());
        } catch (ErasureException e) {
            assertThat(e.reason()).isEqualTo(Reason.JOB_EXISTS);
        }
        if (JobStatus.read(ledger.address(), JOB).detached().isEmpty()) {
            erasure.detach(JOB, RunOptions.builder().build());
        }
    }

    @Test
    void detach_batchIsDeliveredAgain_isRecordedOnce() throws Exception {
        List<String> people = RunBench.people(5);
        RunBench.put(a, people);
        Erasure erasure = erasure(ledger);
        receive(erasure, people);
        receive(erasure, people);
        try (Ledger own = Ledger.open(address);
                ErasureWorker worker = worker(own, "one")) {
            await(this::isFinished);
            assertThat(worker.name()).isEqualTo("one");
        }

        receive(erasure, people);

        assertThat(isFinished()).isTrue();
        assertThat(a.people()).isEmpty();
    }

    @Test
    void workers_detachedRun_eraseEachPersonOnce() throws Exception {
        planAndDetach(40);
        try (Ledger one = Ledger.open(address);
                Ledger two = Ledger.open(address);
                ErasureWorker first = worker(one, "one");
                ErasureWorker second = worker(two, "two")) {
            assertThat(first).isNotSameAs(second);
            await(this::isFinished);
        }

        assertThat(a.people()).isEmpty();
        assertThat(b.people()).isEmpty();
        assertThat(calls).hasValue(40);
        assertThat(statuses()).extracting(status -> status.lease().worker()).containsOnlyNulls();
        JobStatus status = JobStatus.read(address, JOB);
        assertThat(status.done()).isEqualTo(80);
        assertThat(status.receipts().isFinal()).isTrue();
    }

    @Test
    void worker_closed_handsItsAccountRunsToAnotherWorker() throws Exception {
        planAndDetach(60);
        CountDownLatch begun = new CountDownLatch(5);
        before = (operation, person) -> begun.countDown();
        try (Ledger one = Ledger.open(address)) {
            ErasureWorker first = worker(one, "one");
            assertThat(begun.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            first.close();
        }
        try (Ledger two = Ledger.open(address);
                ErasureWorker second = worker(two, "two")) {
            assertThat(second).isNotNull();
            await(this::isFinished);
        }

        assertThat(a.people()).isEmpty();
        assertThat(b.people()).isEmpty();
        assertThat(calls).as("no deletion is repeated").hasValue(60);
    }

    @Test
    void worker_verifyAfter_readsBackTheTargetsOfAFinishedRun() throws Exception {
        planAndDetach(6);
        WorkerOptions options = WorkerOptions.builder("verifying")
                .verifyAfter(Duration.ofSeconds(1))
                .build();
        try (Ledger own = Ledger.open(address);
                ErasureWorker worker = erasure(own).startWorker(options)) {
            assertThat(worker.name()).isEqualTo("verifying");
            await(() -> isFinished()
                    && ledger.store()
                            .read(tx -> tx.targets(tx.jobs().get(JOB).number()).unproven() == 0));
            assertThat(worker.problem()).isEmpty();
        }

        assertThat(JobStatus.read(address, JOB).receipts().isFinal()).isTrue();
    }

    @Test
    void worker_withoutVerifyAfter_readsNothingBack() throws Exception {
        planAndDetach(2);
        try (Ledger own = Ledger.open(address);
                ErasureWorker worker = worker(own, "one")) {
            assertThat(worker).isNotNull();
            await(this::isFinished);
        }

        long unproven = ledger.store()
                .read(tx -> tx.targets(tx.jobs().get(JOB).number()).unproven());
        assertThat(unproven).isEqualTo(4);
    }

    @Test
    void worker_purgeAfter_removesOnlyJobsThatWereScrubbedBefore() throws Exception {
        Clock past = Clock.offset(Clock.systemUTC(), Duration.ofDays(-3));
        Erasure old = new Erasure(ledger, keys, accounts, past, new Random(1));
        Erasure present = erasure(ledger);
        for (String job : List.of("old-scrubbed", "old-kept", "new-scrubbed")) {
            old.plan(PlanRequest.of(job, Bench.list("p1")).accounts(Set.of("a")).build());
        }
        old.scrub("old-scrubbed", true);
        present.scrub("new-scrubbed", true);
        WorkerOptions options =
                WorkerOptions.builder("purging").purgeAfter(Duration.ofDays(2)).build();

        try (Ledger own = Ledger.open(address);
                ErasureWorker worker = erasure(own).startWorker(options)) {
            assertThat(worker).isNotNull();
            await(() -> !names().contains("old-scrubbed"));
        }

        assertThat(names()).containsExactlyInAnyOrder("old-kept", "new-scrubbed");
        assertThat(JobStatus.read(address, "new-scrubbed").state()).isEqualTo(JobState.SCRUBBED);
    }

    private List<String> names() {
        return ledger.store().read(tx -> tx.jobs().names());
    }

    @Test
    void options_outOfRange_areRejected() {
        for (Runnable wrong : List.<Runnable>of(
                () -> WorkerOptions.builder(" "),
                () -> WorkerOptions.builder("a b"),
                () -> WorkerOptions.builder("a".repeat(101)),
                () -> WorkerOptions.builder("a").accountRuns(0),
                () -> WorkerOptions.builder("a").verifyAfter(Duration.ZERO),
                () -> WorkerOptions.builder("a").purgeAfter(Duration.ofHours(23)))) {
            assertThatThrownBy(wrong::run)
                    .isInstanceOfSatisfying(
                            ErasureException.class, e -> assertThat(e.reason()).isEqualTo(Reason.INPUT));
        }
    }

    @Test
    void workers_clocksTwoHoursWrong_eraseEachPersonOnce() throws Exception {
        planAndDetach(40);
        Clock ahead = Clock.offset(Clock.systemUTC(), Duration.ofHours(2));
        Clock behind = Clock.offset(Clock.systemUTC(), Duration.ofHours(-2));
        Instant begin = Instant.now();
        try (Ledger one = Ledger.open(address);
                Ledger two = Ledger.open(address);
                FaceRepositories accountsAhead = accounts(ahead);
                FaceRepositories accountsBehind = accounts(behind);
                ErasureWorker first = worker(one, "one", accountsAhead, ahead);
                ErasureWorker second = worker(two, "two", accountsBehind, behind)) {
            assertThat(first).isNotSameAs(second);
            await(this::isFinished);
        }

        assertThat(a.people()).isEmpty();
        assertThat(b.people()).isEmpty();
        assertThat(calls).hasValue(40);
        assertThat(JobStatus.read(address, JOB).receipts().isFinal()).isTrue();
        List<Instant> times = new ArrayList<>();
        ledger.store().<Void, RuntimeException>read(tx -> {
            tx.rows(tx.jobs().get(JOB).number())
                    .all()
                    .forEach(row -> times.add(row.result().outcomeAt()));
            return null;
        });
        assertThat(times)
                .as("times of outcomes follow the clock of the database")
                .allSatisfy(time -> assertThat(time)
                        .isBetween(begin.minusSeconds(5), Instant.now().plusSeconds(60)));
    }

    @Test
    void worker_withoutAnAccountOfTheJob_leavesItToAnotherWorker() throws Exception {
        planAndDetach(5);
        try (FaceRepositories onlyA = FaceRepositories.builder()
                        .account("a", InMemoryConfig.defaults(), Map.of("quota", "off"))
                        .service("a", InMemoryFaceLibrary.class, a)
                        .open();
                Ledger one = Ledger.open(address);
                ErasureWorker first = new Erasure(one, keys, onlyA, Clock.systemUTC(), new Random(3))
                        .startWorker(WorkerOptions.builder("one").build())) {
            await(() -> statuses().get(0).end() == AccountEnd.FINISHED);
            assertThat(a.people()).isEmpty();
            assertThat(b.people()).hasSize(5);
            assertThat(first.progress().deleted()).isEqualTo(5);
            assertThat(JobStatus.workers(address)).singleElement().satisfies(worker -> {
                assertThat(worker.name()).isEqualTo("one");
                assertThat(worker.isAlive()).isTrue();
            });
            try (Ledger two = Ledger.open(address);
                    ErasureWorker second = worker(two, "two")) {
                assertThat(second).isNotNull();
                await(this::isFinished);
            }
        }

        assertThat(b.people()).isEmpty();
        assertThat(JobStatus.workers(address)).isEmpty();
    }

    @Test
    void start_ledgerInAFile_isRejected() {
        try (Ledger file = Ledger.open(folder.resolve("jobs/ledger.db"))) {
            assertThatThrownBy(() -> worker(file, "one"))
                    .isInstanceOfSatisfying(
                            ErasureException.class, e -> assertThat(e.reason()).isEqualTo(Reason.LEDGER_UNSUITABLE));
        }
    }
}
