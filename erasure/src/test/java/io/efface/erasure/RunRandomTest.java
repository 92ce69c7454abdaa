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
 * Runs against a vendor that refuses, loses, delays and lies at random, with crashes, stand-stills and holds at random moments, until
 * all is quiet; then what the ledger claims is compared with what the vendor held before and holds now.
 */
class RunRandomTest {
    private static final int PEOPLE = 60;
    private static final int CHAOTIC_RUNS = 12;
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
    private final Set<String> unannounced = ConcurrentHashMap.newKeySet();
    private volatile boolean chaos;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void run_chaosUntilQuiet_claimsNothingThatIsNotSo(long seed) {
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
                    if (chaos && one(random, 250)) {
                        self[0].crash();
                    }
                })) {
            self[0] = bench;
            Set<String> lines = new TreeSet<>();
            Set<String> there = people(bench, random, lines);
            List<String> list = new ArrayList<>(List.of("subject,account,person_id,face_ids"));
            list.addAll(lines);
            bench.plan(list);

            chaos = true;
            for (int i = 0; i < CHAOTIC_RUNS; i++) {
                chaoticStep(bench, random);
                bench.checkRows();
            }
            chaos = false;
            settle(bench);

            compare(bench, there);
        }
    }

    private static synchronized boolean one(Random random, int of) {
        return random.nextInt(of) == 0;
    }

    private void before(RunBench bench, Random random, Operation operation, PersonId person) {
        if (operation != Operation.FIND_PERSON) {
            int sent = deletions
                    .computeIfAbsent(person.value(), id -> new AtomicInteger())
                    .incrementAndGet();
            if (one(random, 4) && intents(bench, person.value()) < (operation == Operation.DELETE_PERSON ? sent : 1)) {
                unannounced.add(person.value());
            }
        }
        if (!chaos) {
            return;
        }
        if (one(random, 3)) {
            bench.a.failNext(FAULTS.get(random.nextInt(FAULTS.size())));
        }
        if (one(random, 80)) {
            bench.time.advance(Duration.ofMinutes(10));
        }
    }

    /** Returns how many intents are on disk, as another process would see it. */
    private static int intents(RunBench bench, String person) {
        long row = Long.parseLong(person.substring(1));
        return Integer.parseInt(
                bench.query("SELECT attempt FROM ROWS WHERE id = " + row).get(0));
    }

    /** Lists people p1 to pN in the order of their rows; most are there, some with faces of their own. */
    private static Set<String> people(RunBench bench, Random random, Set<String> lines) {
        Set<String> there = new TreeSet<>();
        for (int i = 1; i <= PEOPLE; i++) {
            String person = "p" + i;
            boolean faces = random.nextInt(3) == 0;
            // The set sorts lines, so the subject carries the place.
            lines.add(String.format("s%04d,a,%s,%s", i, person, faces ? "f1;f2;f3" : ""));
            if (random.nextInt(4) > 0) {
                bench.a.put(person, "f1", "f2", "f4");
                there.add(person);
            }
        }
        return there;
    }

    private void chaoticStep(RunBench bench, Random random) {
        try {
            if (random.nextInt(4) == 0) {
                bench.erasure.verify(
                        RunBench.JOB,
                        VerifyOptions.builder()
                                .settle(Duration.ZERO)
                                .looks(1 + random.nextInt(3))
                                .build());
            } else {
                RunOptions.Builder options =
                        calm().concurrency(1 + random.nextInt(6)).retry(RETRIES.get(random.nextInt(RETRIES.size())));
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

    private static RunOptions.Builder calm() {
        return RunBench.options().maxAbsentPercent(100).maxFailures(FailureLimit.parse("100%"));
    }

    private static void settle(RunBench bench) {
        // The first of these runs may still meet faults that were scripted and met no request.
        for (int i = 0; i < 4; i++) {
            bench.run(calm().retry(RunOptions.Retry.ALL));
            bench.erasure.verify(RunBench.JOB, VerifyOptions.builder().build());
        }
    }

    private void compare(RunBench bench, Set<String> there) {
        assertThat(unannounced).as("sent without an intent on disk").isEmpty();
        JobCounts counts = bench.run(calm().retry(RunOptions.Retry.ALL)).counts();
        assertThat(counts.rows()).isEqualTo(PEOPLE);
        assertThat(counts.open()).isZero();
        for (int i = 1; i <= PEOPLE; i++) {
            compare(bench, i, there.contains("p" + i));
        }
    }

    private void compare(RunBench bench, int id, boolean wasThere) {
        String person = "p" + id;
        String row = bench.row(id);
        boolean faces =
                bench.query("SELECT operation FROM ROWS WHERE id = " + id).contains("DELETE_FACES");
        Set<String> held = RunBench.faces(bench.a, person);
        boolean gone = faces ? !held.contains("f1") && !held.contains("f2") : !RunBench.holds(bench.a, person);
        String told = person + (wasThere ? " (there before): " : " (never there): ") + row;
        boolean onHold = bench.query("SELECT " + HoldSql.isHeld(bench.tables(), String.valueOf(id)))
                .equals(List.of("1"));
        int attempts = bench.events(id).stream()
                .mapToInt(event -> event.contains("\"ATTEMPTED\"") ? 1 : 0)
                .sum();
        int sent = deletions.getOrDefault(person, new AtomicInteger()).get();

        if (row.startsWith("DONE")) {
            assertThat(gone).as(told).isTrue();
            assertThat(row).as(told).contains("VERIFIED_ABSENT");
        } else {
            assertThat(onHold).as("%s is left although nothing holds it", told).isTrue();
        }
        if (row.startsWith("HELD")) {
            // A request that the vendor refused without any effect may have been sent before the hold.
            assertThat(bench.events(id))
                    .as(told)
                    .filteredOn(event -> event.contains("\"effect\""))
                    .allMatch(event -> event.contains("\"effect\":\"NONE\""));
            assertThat(gone).as(told).isEqualTo(!wasThere);
        }
        if (row.startsWith("DONE ALREADY_ABSENT") && row.endsWith(" 0")) {
            assertThat(wasThere).as(told).isFalse();
        }
        if (!faces) {
            assertThat(sent).as("%s: at most one request for each intent", told).isLessThanOrEqualTo(attempts);
        }
    }
}
