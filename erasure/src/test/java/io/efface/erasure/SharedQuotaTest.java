package io.efface.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import io.efface.CallOptions;
import io.efface.FaceRepository;
import io.efface.PersonId;
import io.efface.config.FaceRepositories;
import io.efface.config.FaceRepositoriesBuilder;
import io.efface.erasure.internal.ledger.postgresql.TestServer;
import io.efface.testkit.memory.InMemoryConfig;
import io.efface.testkit.memory.InMemoryFaceLibrary;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Tests that accounts of several processes count their quota in the database of a ledger. Each process is represented by accounts and an
 * address of the ledger of its own.
 *
 * <p>{@code mvn -pl erasure -am test -Dtest=SharedQuotaTest -Dsurefire.failIfNoSpecifiedTests=false -Defface.quota.seconds=60} measures a
 * minute, on an idle machine.
 */
class SharedQuotaTest {
    private static final String SECONDS = "efface.quota.seconds";
    private static final int PROCESSES = 3;
    private static final int THREADS = 2;
    private static final int LIMIT = 20;
    private static final double CONFIGURED = 19;
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final CallOptions PATIENT = CallOptions.defaults().withTimeout(Duration.ofMinutes(2));

    private final String schema = TestServer.newSchema();
    private final List<Long> requests = Collections.synchronizedList(new ArrayList<>());

    private FaceRepositories accounts() {
        FaceRepositoriesBuilder builder = FaceRepositories.builder()
                .account(
                        "a",
                        new HookedConfig(
                                InMemoryConfig.defaults(),
                                (operation, person) -> requests.add(System.nanoTime()),
                                HookedConfig.Hook.NONE),
                        Map.of("quota", LIMIT + "/s", "quota-group", "shared", "verify", "off", "deadline", "2m"))
                .service("a", InMemoryFaceLibrary.class, new InMemoryFaceLibrary());
        LedgerAddress.of(TestServer.dataSource(), schema).shareQuota(builder);
        return builder.open();
    }

    /** Sends requests of three processes until the time has passed. Returns {@link System#nanoTime()} before the first request. */
    private long send(Duration time) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(PROCESSES * THREADS);
        List<FaceRepositories> processes = new ArrayList<>();
        try {
            for (int i = 0; i < PROCESSES; i++) {
                FaceRepositories accounts = accounts();
                processes.add(accounts);
                accounts.get("a").deletePerson(PersonId.of("warm-up"), PATIENT);
            }
            requests.clear();
            long begin = System.nanoTime();
            List<Future<?>> callers = new ArrayList<>();
            for (FaceRepositories accounts : processes) {
                for (int i = 0; i < THREADS; i++) {
                    FaceRepository account = accounts.get("a");
                    PersonId person = PersonId.of("person-" + i);
                    callers.add(threads.submit(() -> {
                        while (System.nanoTime() - begin < time.toNanos()) {
                            account.deletePerson(person, PATIENT);
                        }
                        return true;
                    }));
                }
            }
            for (Future<?> caller : callers) {
                caller.get(5, TimeUnit.MINUTES);
            }
            return begin;
        } finally {
            threads.shutdownNow();
            processes.forEach(FaceRepositories::close);
        }
    }

    /** Compares the number of requests with the whole time, so that a busy machine does not change the result. */
    @Test
    void shareQuota_threeProcesses_togetherKeepTheLimit() throws Exception {
        long begin = send(Duration.ofSeconds(2));

        double seconds = (System.nanoTime() - begin) / (double) SECOND;
        // The slack allows one more request than the rate, and the first request does not wait.
        assertThat(requests).hasSizeGreaterThan(PROCESSES).hasSizeLessThanOrEqualTo((int) (CONFIGURED * seconds) + 2);
    }

    @Test
    void shareQuota_ledgerInAFile_changesNothing() {
        FaceRepositoriesBuilder builder = FaceRepositories.builder()
                .account("a", InMemoryConfig.defaults(), Map.of())
                .service("a", InMemoryFaceLibrary.class, new InMemoryFaceLibrary());
        LedgerAddress.of(Path.of("ledger.db")).shareQuota(builder);

        try (FaceRepositories accounts = builder.open()) {
            assertThat(accounts.get("a").deletePerson(PersonId.of("p"))).isNotNull();
        }
    }

    @Test
    @EnabledIfSystemProperty(
            named = SECONDS,
            matches = "[0-9]+",
            disabledReason = "measures real time: set -Defface.quota.seconds=60 on an idle machine")
    void shareQuota_aMinute_usesTheConfiguredRateAndNeverExceedsTheLimit() throws Exception {
        int seconds = Integer.getInteger(SECONDS);
        long begin = send(Duration.ofSeconds(seconds));

        List<Long> times = requests.stream().sorted().toList();
        long sent =
                times.stream().filter(time -> time - begin < seconds * SECOND).count();
        int most = 0;
        for (int first = 0, after = 0; first < times.size(); first++) {
            while (after < times.size() && times.get(after) - times.get(first) < SECOND) {
                after++;
            }
            most = Math.max(most, after - first);
        }
        System.out.printf(
                Locale.ROOT,
                "%d processes sent %d requests in %d s, %.2f %% of the configured rate; at most %d in a sliding second%n",
                PROCESSES,
                sent,
                seconds,
                100 * sent / (CONFIGURED * seconds),
                most);
        assertThat(sent / (CONFIGURED * seconds)).isGreaterThanOrEqualTo(0.99);
        assertThat(most).isLessThanOrEqualTo(LIMIT);
    }
}
