package io.efface.erasure;

import static io.efface.erasure.RunBench.options;
import static io.efface.erasure.RunBench.people;
import static io.efface.erasure.RunBench.put;
import static org.assertj.core.api.Assertions.assertThat;

import io.efface.Operation;
import io.efface.testkit.ContractFault;
import io.efface.testkit.memory.InMemoryConfig;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SafetyStopTest extends RunFixture {
    @Test
    void maxAbsent_wrongRegionOfOneAccount_stopsOnlyThatAccount() {
        RunBench bench = bench();
        put(bench.b, people(1000));
        bench.plan(people(1000), "a", "b");

        RunSummary summary = bench.run();

        assertThat(summary.accounts())
                .containsEntry("a", AccountEnd.TOO_MANY_ABSENT)
                .containsEntry("b", AccountEnd.FINISHED);
        assertThat(summary.hasSafetyStop()).isTrue();
        assertThat(bench.b.people()).isEmpty();
        assertThat(bench.a.requests()).isBetween(101, 101 + 8);
        assertThat(bench.query("SELECT paused FROM ACCOUNTS ORDER BY number"))
                .containsExactly("TOO_MANY_ABSENT", "null");
    }

    @Test
    void maxAbsent_resumedWithTheSameLimit_sendsNothing() {
        RunBench bench = bench();
        bench.plan(people(1000), "a");
        bench.run();
        int before = bench.a.requests();
        bench.restart();

        RunSummary second = bench.run();

        assertThat(second.accounts()).containsEntry("a", AccountEnd.TOO_MANY_ABSENT);
        assertThat(bench.a.requests()).isEqualTo(before);
        assertThat(second.isWorkLeft()).isTrue();
    }

    @Test
    void maxAbsent_higherLimit_continuesAndIsRecordedInTheReceipts() {
        RunBench bench = bench();
        bench.plan(people(300), "a");
        bench.run();

        RunSummary second = bench.run(options().maxAbsentPercent(100));

        assertThat(second.counts().isComplete()).isTrue();
        assertThat(bench.events(0))
                .filteredOn(event -> event.contains("OVERRIDDEN"))
                .hasSize(1)
                .allMatch(event -> event.contains("\"max-absent\"") && event.contains("100"));
    }

    @Test
    void maxAbsent_halfOfTheTargetsAbsent_doesNotStop() {
        RunBench bench = bench();
        put(
                bench.a,
                people(400).stream()
                        .filter(id -> Integer.parseInt(id.substring(1)) % 2 == 0)
                        .toList());
        bench.plan(people(400), "a");

        RunSummary summary = bench.run(options().concurrency(1));

        assertThat(summary.accounts()).containsEntry("a", AccountEnd.FINISHED);
        assertThat(summary.taken().absent()).isEqualTo(200);
    }

    @Test
    void maxAbsent_absentTargetsAfterTheFirst200_doNotStop() {
        RunBench bench = bench();
        put(bench.a, people(200));
        bench.plan(people(1000), "a");

        assertThat(bench.run(options().concurrency(1)).counts().isComplete()).isTrue();
    }

    @Test
    void maxAbsent_failuresBeforeAbsentTargets_stillStops() {
        RunBench bench = bench();
        bench.plan(people(1000), "a");
        before = (operation, person) -> bench.a.failNext(ContractFault.CONFLICT);
        assertThat(bench.run(options().concurrency(1)).accounts()).containsEntry("a", AccountEnd.TOO_MANY_FAILURES);
        before = HookedConfig.Hook.NONE;

        RunSummary second = bench.run(options().concurrency(1));

        assertThat(second.accounts()).containsEntry("a", AccountEnd.TOO_MANY_ABSENT);
        assertThat(second.taken().absent()).isEqualTo(101);
    }

    @Test
    void maxAbsent_noTargetLeft_isFinishedAndNotPaused() {
        RunBench bench = bench();
        bench.plan(people(20), "a", "b");

        RunSummary first = bench.run(options().concurrency(1));

        assertThat(first.accounts()).containsEntry("a", AccountEnd.FINISHED).containsEntry("b", AccountEnd.FINISHED);
        assertThat(first.manyAbsent()).containsExactlyInAnyOrder("a", "b");
        assertThat(first.hasSafetyStop()).isFalse();
        assertThat(first.counts().isComplete()).isTrue();
        assertThat(bench.query("SELECT paused FROM ACCOUNTS")).containsExactly("null", "null");

        RunSummary second = bench.run();

        assertThat(second.hasSafetyStop()).isFalse();
        assertThat(bench.query("SELECT paused FROM ACCOUNTS")).containsExactly("null", "null");
    }

    @Test
    void maxAbsent_oneAccountHasTargetsLeft_stopsOnlyThatAccount() {
        RunBench bench = bench();
        List<String> list = new ArrayList<>(List.of("subject,account,person_id"));
        people(20).forEach(person -> list.add(person + ",a," + person));
        people(300).forEach(person -> list.add(person + ",b," + person));
        bench.plan(list);

        RunSummary summary = bench.run();

        assertThat(summary.accounts())
                .containsEntry("a", AccountEnd.FINISHED)
                .containsEntry("b", AccountEnd.TOO_MANY_ABSENT);
        assertThat(summary.manyAbsent()).containsExactly("a");
        assertThat(bench.query("SELECT paused FROM ACCOUNTS ORDER BY number"))
                .containsExactly("null", "TOO_MANY_ABSENT");
    }

    @Test
    void maxAbsent_unknownTargetLeft_stillStops() {
        RunBench bench = bench();
        bench.plan(people(21), "a");
        int[] number = {0};
        before = (operation, person) -> {
            number[0]++;
            if (number[0] == 1) {
                bench.a.failNext(ContractFault.CONFLICT);
            }
        };

        RunSummary summary = bench.run(options().concurrency(1));

        assertThat(summary.counts().in(TargetState.UNKNOWN)).isEqualTo(1);
        assertThat(summary.accounts()).containsEntry("a", AccountEnd.TOO_MANY_ABSENT);
        assertThat(summary.manyAbsent()).isEmpty();
    }

    @Test
    void maxAbsent_fewerThan20Targets_doesNotStop() {
        RunBench bench = bench();
        bench.plan(people(19), "a");

        assertThat(bench.run().counts().isComplete()).isTrue();
    }

    @Test
    void maxFailures_everyTargetFails_stopsAfterAHundred() {
        RunBench bench = planned(1000, "a");
        before = (operation, person) -> bench.a.failNext(ContractFault.CONFLICT);

        RunSummary summary = bench.run(options().concurrency(1).maxFailures(FailureLimit.parse("10")));

        assertThat(summary.accounts()).containsEntry("a", AccountEnd.TOO_MANY_FAILURES);
        assertThat(summary.counts().in(TargetState.UNKNOWN)).isEqualTo(100);
        assertThat(bench.a.people()).hasSize(1000);
    }

    @Test
    void maxFailures_severalFailedFacesOfEachTarget_countsEachTargetOnce() {
        RunBench bench = bench(InMemoryConfig.defaults().withFacesPerCall(1));
        List<String> list = new ArrayList<>(List.of("subject,account,person_id,face_ids"));
        for (String person : people(300)) {
            bench.a.put(person, "f1", "f2", "f3", "f4");
            list.add(person + ",a," + person + ",f1;f2;f3");
        }
        bench.plan(list);
        int[] number = {0};
        before = (operation, person) -> {
            number[0]++;
            if (number[0] % 3 != 1) {
                bench.a.failNext(ContractFault.CONFLICT);
            }
        };

        RunSummary summary = bench.run(options().concurrency(1).maxFailures(FailureLimit.parse("99")));

        assertThat(summary.accounts()).containsEntry("a", AccountEnd.TOO_MANY_FAILURES);
        assertThat(summary.counts().in(TargetState.PARTIAL)).isEqualTo(100);
    }

    @Test
    void maxFailures_facesThatWereNotAttempted_areNotCounted() {
        RunBench bench = bench(InMemoryConfig.defaults().withFacesPerCall(1));
        List<String> list = new ArrayList<>(List.of("subject,account,person_id,face_ids"));
        for (String person : people(150)) {
            bench.a.put(person, "f1", "f2", "f3");
            list.add(person + ",a," + person + ",f1;f2");
        }
        bench.plan(list);
        int[] number = {0};
        before = (operation, person) -> {
            number[0]++;
            if (operation == Operation.DELETE_FACES && number[0] % 2 == 0) {
                bench.a.failNext(ContractFault.AUTH_REJECTED);
            }
        };

        RunSummary summary = bench.run(options().concurrency(1).maxFailures(FailureLimit.parse("10")));

        assertThat(summary.accounts().get("a")).isNotEqualTo(AccountEnd.TOO_MANY_FAILURES);
    }

    @Test
    void maxFailures_failuresUpToTheLimit_doNotStop() {
        RunBench bench = planned(600, "a");
        int[] number = {0};
        before = (operation, person) -> {
            number[0]++;
            if (number[0] % 10 == 0) {
                bench.a.failNext(ContractFault.CONFLICT);
            }
        };

        RunSummary summary = bench.run(options().concurrency(1).maxFailures(FailureLimit.parse("10%")));

        assertThat(summary.accounts()).containsEntry("a", AccountEnd.FINISHED);
        assertThat(summary.counts().in(TargetState.UNKNOWN)).isEqualTo(60);
    }
}
