package io.efface.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import io.efface.Operation;
import io.efface.PersonId;
import io.efface.erasure.input.InputColumns;
import io.efface.erasure.internal.ledger.sqlite.HoldSql;
import io.efface.testkit.ContractFault;
import io.efface.testkit.memory.InMemoryConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests runs with random faults: the vendor rejects, loses or delays requests or reports false successes, and crashes, suspensions and
 * holds occur at random moments. Then the job is run without faults until it is done, and its outcomes are compared with the people at the
 * vendor before and now.
 */
class RunRandomTest {
    private static final int PEOPLE = 60;
    private static final int FAULTY_RUNS = 12;
    private static final List<RunOptions.Retry> RETRIES = List.copyOf(EnumSet.allOf(RunOptions.Retry.class));
    private static final List<ContractFault> FAULTS = List.of(
            ContractFault.THROTTLE,
            ContractFault.CONFLICT,
            ContractFault.UNAVAILABLE_5XX,
            ContractFault.INTERNAL_AFTER_EFFECT,
            ContractFault.UNLISTED_CODE_AFTER_EFFECT,
            ContractFault.DROP_BEFORE_EFFECT,
            ContractFault.DROP_AFTER_EFFECT,
            ContractFault.EMPTY,
            ContractFault.GARBAGE,
            ContractFault.AUTH_REJECTED,
            ContractFault.ACCOUNT_UNAVAILABLE,
            ContractFault.PERMISSION_DENIED,
            ContractFault.FALSE_SUCCESS);

    @TempDir
    Path folder;

    private final Map<String, AtomicInteger> deletions = new ConcurrentHashMap<>();
    private final Set<String> sentWithoutClaim = ConcurrentHashMap.newKeySet();
    private volatile boolean hasFaults;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void run_randomFaults_leadToTrueOutcomes(long seed) {
        Random random = new Random(seed);
        RunBench[] self = new RunBench[1];
        Map<String, String> layers = Map.of(
                "breaker.enabled",
                "false",
                "retry.max-attempts",
                "1",
                "verify",
                random.nextBoolean() ? "off" : "unconfirmed");
        try (RunBench bench = new RunBench(
                folder,
                layers,
                InMemoryConfig.defaults().withFacesPerCall(1 + random.nextInt(3)),
                (operation, person) -> before(self[0], random, operation, person),
                HookedConfig.Hook.NONE,
                point -> {
                    if (hasFaults && isOneIn(random, 250)) {
                        self[0].crash();
                    }
                })) {
            self[0] = bench;
            Set<String> lines = new TreeSet<>();
            Set<String> existing = people(bench, random, lines);
            List<String> list = new ArrayList<>(List.of("subject,account,person_id,face_ids"));
            list.addAll(lines);
            bench.plan(list);

            hasFaults = true;
            for (int i = 0; i < FAULTY_RUNS; i++) {
                faultyStep(bench, random);
                bench.checkRows();
            }
            hasFaults = false;
            runUntilDone(bench);

            compare(bench, existing);
        }
    }

    private static synchronized boolean isOneIn(Random random, int number) {
        return random.nextInt(number) == 0;
    }

    private void before(RunBench bench, Random random, Operation operation, PersonId person) {
        if (operation != Operation.FIND_PERSON) {
            int sent = deletions
                    .computeIfAbsent(person.value(), id -> new AtomicInteger())
                    .incrementAndGet();
            if (isOneIn(random, 4)
                    && claims(bench, person.value()) < (operation == Operation.DELETE_PERSON ? sent : 1)) {
                sentWithoutClaim.add(person.value());
            }
        }
        if (!hasFaults) {
            return;
        }
        if (isOneIn(random, 3)) {
            bench.a.failNext(FAULTS.get(random.nextInt(FAULTS.size())));
        }
        if (isOneIn(random, 80)) {
            bench.time.advance(Duration.ofMinutes(10));
        }
    }

    /** Returns the number of committed claims for a person. */
    private static int claims(RunBench bench, String person) {
        long row = Long.parseLong(person.substring(1));
        return Integer.parseInt(
                bench.query("SELECT attempt FROM ROWS WHERE id = " + row).get(0));
    }

    /**
     * Lists people p1 to pN in the order of their rows. Most of them exist. For some of them, only faces are listed. Returns the existing
     * people.
     */
    private static Set<String> people(RunBench bench, Random random, Set<String> lines) {
        Set<String> existing = new TreeSet<>();
        for (int i = 1; i <= PEOPLE; i++) {
            String person = "p" + i;
            boolean faces = random.nextInt(3) == 0;
            // The set sorts the lines, so the subject contains the number of the line.
            lines.add(String.format("s%04d,a,%s,%s", i, person, faces ? "f1;f2;f3" : ""));
            if (random.nextInt(4) > 0) {
                bench.a.put(person, "f1", "f2", "f4");
                existing.add(person);
            }
        }
        return existing;
    }

    private void faultyStep(RunBench bench, Random random) {
        try {
            if (random.nextInt(4) == 0) {
                bench.erasure.verify(
                        RunBench.JOB,
                        VerifyOptions.builder()
                                .settle(Duration.ZERO)
                                .looks(1 + random.nextInt(3))
                                .build());
            } else {
                RunOptions.Builder options = withoutLimits()
                        .concurrency(1 + random.nextInt(6))
                        .retry(RETRIES.get(random.nextInt(RETRIES.size())));
                if (random.nextInt(3) == 0) {
                    options.limit(1 + random.nextInt(20));
                }
                bench.run(options);
            }
            if (random.nextInt(4) == 0) {
                String person = "p" + (1 + random.nextInt(PEOPLE));
                bench.erasure.holds().add(RunBench.JOB, Bench.list(person), null, InputColumns.defaults());
            }
        } catch (ErasureException e) {
            assertThat(e.reason()).isEqualTo(ErasureException.Reason.LEDGER_FAILED);
        }
        if (bench.ledger.store().writer().hasFailed()) {
            bench.restart();
        }
    }

    private static RunOptions.Builder withoutLimits() {
        return RunBench.options().maxAbsentPercent(100).maxFailures(FailureLimit.parse("100%"));
    }

    private static void runUntilDone(RunBench bench) {
        // The first of these runs may still get faults that were scripted before and not used yet.
        for (int i = 0; i < 4; i++) {
            bench.run(withoutLimits().retry(RunOptions.Retry.ALL));
            bench.erasure.verify(RunBench.JOB, VerifyOptions.builder().build());
        }
    }

    private void compare(RunBench bench, Set<String> existing) {
        assertThat(sentWithoutClaim).as("requests without a committed claim").isEmpty();
        JobCounts counts =
                bench.run(withoutLimits().retry(RunOptions.Retry.ALL)).counts();
        assertThat(counts.rows()).isEqualTo(PEOPLE);
        assertThat(counts.open()).isZero();
        for (int i = 1; i <= PEOPLE; i++) {
            compare(bench, i, existing.contains("p" + i));
        }
    }

    private void compare(RunBench bench, int id, boolean existed) {
        String person = "p" + id;
        String row = bench.row(id);
        boolean faces =
                bench.query("SELECT operation FROM ROWS WHERE id = " + id).contains("DELETE_FACES");
        Set<String> facesAtVendor = RunBench.faces(bench.a, person);
        boolean gone = faces
                ? !facesAtVendor.contains("f1") && !facesAtVendor.contains("f2")
                : !RunBench.contains(bench.a, person);
        String description = person + (existed ? " (existed before): " : " (never existed): ") + row;
        boolean onHold = bench.query("SELECT " + HoldSql.isHeld(bench.tables(), String.valueOf(id)))
                .equals(List.of("1"));
        int attempts = bench.events(id).stream()
                .mapToInt(event -> event.contains("\"ATTEMPTED\"") ? 1 : 0)
                .sum();
        int sent = deletions.getOrDefault(person, new AtomicInteger()).get();

        if (row.startsWith("DONE")) {
            assertThat(gone).as(description).isTrue();
            assertThat(row).as(description).contains("VERIFIED_ABSENT");
        } else {
            assertThat(onHold)
                    .as("%s is not done although it is not on hold", description)
                    .isTrue();
        }
        if (row.startsWith("HELD")) {
            // A request that the vendor rejected without an effect may have been sent before the hold.
            assertThat(bench.events(id))
                    .as(description)
                    .filteredOn(event -> event.contains("\"effect\""))
                    .allMatch(event -> event.contains("\"effect\":\"NONE\""));
            assertThat(gone).as(description).isEqualTo(!existed);
        }
        if (row.startsWith("DONE ALREADY_ABSENT") && row.endsWith(" 0")) {
            assertThat(existed).as(description).isFalse();
        }
        if (!faces) {
            assertThat(sent)
                    .as("%s: at most one request for each claim", description)
                    .isLessThanOrEqualTo(attempts);
        }
    }
}
