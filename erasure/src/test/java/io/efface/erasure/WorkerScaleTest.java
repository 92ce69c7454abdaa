package io.efface.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import io.efface.config.FaceRepositories;
import io.efface.config.FaceRepositoriesBuilder;
import io.efface.erasure.internal.ledger.Accounts.AccountStatus;
import io.efface.erasure.internal.ledger.postgresql.TestServer;
import io.efface.erasure.keys.KeyFolder;
import io.efface.erasure.worker.WorkerOptions;
import io.efface.testkit.memory.InMemoryConfig;
import io.efface.testkit.memory.InMemoryFaceLibrary;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Measures workers, and ledgers of both kinds, for {@code docs/scale.md}. By default, the numbers are so small that the tests only check that
 * the measurement works. The system properties are {@code efface.scale.accounts}, {@code efface.scale.people} (in each account), {@code
 * efface.scale.latency} (of a deletion and of a read, in milliseconds) and {@code efface.scale.lines} (several numbers, with commas).
 */
class WorkerScaleTest {
    private static final int ACCOUNTS = Integer.getInteger("efface.scale.accounts", 4);
    private static final int PEOPLE = Integer.getInteger("efface.scale.people", 5);
    private static final long LATENCY = Integer.getInteger("efface.scale.latency", 1);
    private static final String LINES = System.getProperty("efface.scale.lines", "200");
    private static final String JOB = "scale";

    @TempDir
    Path folder;

    private static void print(String line, Object... arguments) {
        System.out.printf(line + "%n", arguments);
    }

    private static double load() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }

    private static HookedConfig.Hook latency() {
        return (operation, person) -> LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(LATENCY));
    }

    @Test
    void workers_oneTwoAndFour_eraseAllTargets() throws Exception {
        List<Double> rates = new ArrayList<>();
        for (int workers : new int[] {1, 2, 4}) {
            double rate = measure(workers);
            rates.add(rate);
            print("| %d | %.0f | %.2f | %.1f |", workers, rate, rate / rates.get(0), load());
        }
        assertThat(rates).allSatisfy(rate -> assertThat(rate).isPositive());
    }

    /** Returns the number of targets that workers erase in a second. */
    private double measure(int count) throws Exception {
        Path own = Files.createDirectories(folder.resolve("workers-" + count));
        LedgerAddress address = LedgerAddress.of(TestServer.dataSource(), TestServer.newSchema());
        KeyFolder keys = KeyFolder.create(own.resolve("keys"));
        Map<String, String> settings = Map.of("quota", "off");
        FaceRepositoriesBuilder builder = FaceRepositories.builder();
        List<InMemoryFaceLibrary> libraries = new ArrayList<>();
        List<String> lines = new ArrayList<>(List.of("subject,account,person_id"));
        for (int account = 1; account <= ACCOUNTS; account++) {
            InMemoryFaceLibrary library = new InMemoryFaceLibrary();
            RunBench.put(library, RunBench.people(PEOPLE));
            libraries.add(library);
            String name = "a" + account;
            builder.account(
                            name,
                            new HookedConfig(InMemoryConfig.defaults(), latency(), HookedConfig.Hook.NONE),
                            settings)
                    .service(name, InMemoryFaceLibrary.class, library);
            RunBench.people(PEOPLE).forEach(person -> lines.add(person + ',' + name + ',' + person));
        }
        List<AutoCloseable> open = new ArrayList<>();
        try (FaceRepositories accounts = builder.open();
                Ledger ledger = Ledger.open(address)) {
            Erasure erasure = new Erasure(ledger, keys, accounts, Clock.systemUTC(), new Random(1));
            erasure.plan(PlanRequest.of(JOB, Bench.list(lines.toArray(String[]::new)))
                    .build());
            erasure.detach(JOB, RunOptions.builder().concurrency(4).build());
            long begin = System.nanoTime();
            for (int worker = 1; worker <= count; worker++) {
                Ledger ledgerOfWorker = Ledger.open(address);
                open.add(0, ledgerOfWorker);
                open.add(
                        0,
                        new Erasure(ledgerOfWorker, keys, accounts, Clock.systemUTC(), new Random(worker))
                                .startWorker(WorkerOptions.builder("worker-" + worker)
                                        .accountRuns(10)
                                        .build()));
            }
            CountDownLatch never = new CountDownLatch(1);
            while (!isFinished(ledger)) {
                assertThat(never.await(100, TimeUnit.MILLISECONDS)).isFalse();
            }
            long nanos = System.nanoTime() - begin;
            for (AutoCloseable each : open) {
                each.close();
            }
            assertThat(libraries)
                    .allSatisfy(library -> assertThat(library.people()).isEmpty());
            return (double) ACCOUNTS * PEOPLE * TimeUnit.SECONDS.toNanos(1) / nanos;
        }
    }

    private static boolean isFinished(Ledger ledger) {
        List<AccountStatus> statuses = ledger.store()
                .read(tx -> tx.accounts(tx.jobs().get(JOB).number()).statuses());
        return statuses.stream().allMatch(status -> status.end() == AccountEnd.FINISHED);
    }

    @Test
    void planAndRun_fileAndDatabase_eraseAllTargets() throws IOException {
        for (String number : LINES.split(",", -1)) {
            int lines = Integer.parseInt(number);
            planAndRun("file", lines, LedgerAddress.of(folder.resolve("jobs-" + lines + "/ledger.db")));
            planAndRun("PostgreSQL", lines, LedgerAddress.of(TestServer.dataSource(), TestServer.newSchema()));
        }
    }

    private void planAndRun(String kind, int lines, LedgerAddress address) throws IOException {
        Files.createDirectories(folder.resolve("jobs-" + lines));
        KeyFolder keys = KeyFolder.create(folder.resolve("keys-" + kind + lines));
        InMemoryFaceLibrary library = new InMemoryFaceLibrary();
        List<String> people = RunBench.people(lines);
        RunBench.put(library, people);
        String[] list = new String[lines + 1];
        list[0] = "subject,person_id";
        for (int i = 0; i < lines; i++) {
            list[i + 1] = people.get(i) + ',' + people.get(i);
        }
        try (FaceRepositories accounts = FaceRepositories.builder()
                        .account("a", InMemoryConfig.defaults(), Map.of("quota", "off"))
                        .service("a", InMemoryFaceLibrary.class, library)
                        .open();
                Ledger ledger = Ledger.open(address)) {
            Erasure erasure = new Erasure(ledger, keys, accounts, Clock.systemUTC(), new Random(1));
            long begin = System.nanoTime();
            erasure.plan(
                    PlanRequest.of(JOB, Bench.list(list)).accounts(Set.of("a")).build());
            long planned = System.nanoTime();
            erasure.run(JOB, RunOptions.builder().concurrency(64).build());
            long end = System.nanoTime();
            assertThat(library.people()).isEmpty();
            print(
                    "| %,d | %s | %d | %d | %.0f | %.1f |",
                    lines,
                    kind,
                    Duration.ofNanos(planned - begin).toMillis(),
                    Duration.ofNanos(end - planned).toMillis(),
                    (end - begin) / 1000.0 / lines,
                    load());
        }
    }
}
