package io.efface.erasure;

import static io.efface.erasure.RunBench.LAYERS;
import static io.efface.erasure.RunBench.options;
import static io.efface.erasure.RunBench.people;
import static io.efface.erasure.RunBench.put;
import static org.assertj.core.api.Assertions.assertThat;

import io.efface.Effect;
import io.efface.ErrorKind;
import io.efface.FaceException;
import io.efface.Operation;
import io.efface.Origin;
import io.efface.testkit.ContractFault;
import io.efface.testkit.memory.InMemoryConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccountPauseTest {
    @TempDir
    Path folder;

    private @Nullable RunBench opened;
    private HookedConfig.Hook before = HookedConfig.Hook.NONE;

    @AfterEach
    void close() {
        if (opened != null) {
            opened.close();
        }
    }

    private RunBench bench(Map<String, String> settings, InMemoryConfig config) {
        RunBench bench = new RunBench(
                folder,
                settings,
                config,
                (operation, person) -> before.about(operation, person),
                HookedConfig.Hook.NONE);
        opened = bench;
        return bench;
    }

    private RunBench bench() {
        return bench(LAYERS, InMemoryConfig.defaults());
    }

    @Test
    void rejection_thatEnds_isProbedByAReadAndTheAccountContinues() {
        RunBench bench = bench();
        put(bench.a, people(30));
        put(bench.b, people(30));
        bench.plan(people(30), "a", "b");
        AtomicInteger requests = new AtomicInteger();
        AtomicInteger reads = new AtomicInteger();
        before = (operation, person) -> {
            int number = requests.incrementAndGet();
            if (operation == Operation.FIND_PERSON) {
                reads.incrementAndGet();
            }
            if (number >= 5 && number <= 6) {
                bench.a.failNext(ContractFault.ACCOUNT_UNAVAILABLE);
            }
        };
        Instant begun = bench.time.instant();

        RunSummary summary = bench.run(options().concurrency(2));

        assertThat(summary.accounts()).containsEntry("a", AccountEnd.FINISHED).containsEntry("b", AccountEnd.FINISHED);
        assertThat(summary.counts().isComplete()).isTrue();
        assertThat(bench.a.people()).isEmpty();
        assertThat(reads.get()).isBetween(1, 2);
        assertThat(bench.time.instant()).isAfterOrEqualTo(begun.plusSeconds(5));
        assertThat(summary.taken().failed()).isZero();
        assertThat(bench.query("SELECT paused FROM ACCOUNTS")).containsExactly("null", "null");
    }

    @Test
    void waits_ofSomeSeconds_areReportedOnceEach() {
        RunBench bench = bench();
        put(bench.a, people(4));
        bench.plan(people(4), "a");
        AtomicInteger requests = new AtomicInteger();
        before = (operation, person) -> {
            int request = requests.incrementAndGet();
            if (request == 2) {
                bench.a.failNext(ContractFault.ACCOUNT_UNAVAILABLE);
            } else if (operation == Operation.DELETE_PERSON && request > 2 && request < 6) {
                bench.a.failNext(ContractFault.UNAVAILABLE_5XX);
            }
        };
        List<EraseWait> waits = new ArrayList<>();
        RunControl control = new RunControl();
        control.onWait(waits::add);
        Instant begun = bench.time.instant();

        bench.run(options().concurrency(1).control(control));
        RunControl again = new RunControl();
        again.onWait(waits::add);
        bench.run(options().concurrency(1).control(again));

        assertThat(waits).extracting(EraseWait::kind).containsExactly(EraseWait.Kind.PAUSE, EraseWait.Kind.SETTLE);
        assertThat(waits.get(0).until()).isEqualTo(begun.plusSeconds(5));
        assertThat(waits.get(0).reason()).contains("ACCOUNT_UNAVAILABLE");
        assertThat(waits.get(1).until()).isEqualTo(begun.plusSeconds(5 + 20 + 10));
    }

    @Test
    void rejection_thatStays_endsTheAccountWhenNoOtherWorkIsLeft() {
        RunBench bench = bench();
        put(bench.a, people(30));
        put(bench.b, people(30));
        bench.plan(people(30), "a", "b");
        before = (operation, person) -> bench.a.failNext(ContractFault.AUTH_REJECTED);

        RunSummary summary = bench.run(options().concurrency(2));

        assertThat(summary.accounts()).containsEntry("a", AccountEnd.REFUSED).containsEntry("b", AccountEnd.FINISHED);
        assertThat(summary.hasRefusedAccount()).isTrue();
        assertThat(bench.b.people()).isEmpty();
        assertThat(bench.a.people()).hasSize(30);
        assertThat(summary.counts().in(TargetState.PENDING)).isEqualTo(30);
        assertThat(summary.counts().in(TargetState.FAILED)).isZero();
        assertThat(bench.query("SELECT paused FROM ACCOUNTS ORDER BY number")).containsExactly("REFUSED", "null");
        // At most one call for each concurrent target that is rejected first, then three probes.
        assertThat(bench.a.requests()).isBetween(4, 5);
    }

    @Test
    void rejection_ofEverySentDeletion_failsOnlyTargetsRejectedLocally() {
        RunBench bench = bench();
        put(bench.a, people(40));
        bench.plan(people(40), "a");
        before = (operation, person) -> {
            if (operation == Operation.FIND_PERSON) {
                return;
            }
            if (person.value().endsWith("0") || person.value().endsWith("5")) {
                bench.a.failNext(ContractFault.AUTH_REJECTED);
            } else {
                throw FaceException.of(operation, ErrorKind.FAILED_PRECONDITION)
                        .origin(Origin.LOCAL)
                        .effect(Effect.NONE)
                        .build();
            }
        };

        RunSummary summary = bench.run(options().concurrency(1));

        assertThat(summary.accounts()).containsEntry("a", AccountEnd.REFUSED);
        assertThat(bench.query("SELECT DISTINCT kind FROM ROWS WHERE state = 4"))
                .as("a rejection in this process does not show that the account works")
                .containsExactly("FAILED_PRECONDITION");
    }

    @Test
    void rejection_byAProxy_endsTheAccountAtOnceAndKeepsTheCause() {
        RunBench bench = bench();
        put(bench.a, people(30));
        put(bench.b, people(30));
        bench.plan(people(30), "a", "b");
        before = (operation, person) -> {
            throw FaceException.of(operation, ErrorKind.CONFIGURATION)
                    .origin(Origin.NETWORK)
                    .detail("the proxy refuses, with status 403")
                    .build();
        };
        List<EraseWait> waits = new ArrayList<>();
        RunControl control = new RunControl();
        control.onWait(waits::add);

        RunSummary summary = bench.run(options().concurrency(4).control(control));

        assertThat(summary.accounts()).containsEntry("a", AccountEnd.REFUSED).containsEntry("b", AccountEnd.FINISHED);
        assertThat(waits).isEmpty();
        assertThat(summary.failures())
                .hasEntrySatisfying(
                        "a",
                        failure ->
                                assertThat(failure).hasToString("CONFIGURATION: the proxy refuses, with status 403"));
        assertThat(summary.counts().in(TargetState.PENDING)).isEqualTo(30);
        assertThat(bench.query("SELECT paused FROM ACCOUNTS ORDER BY number")).containsExactly("REFUSED", "null");

        before = HookedConfig.Hook.NONE;
        assertThat(bench.run().counts().isComplete()).isTrue();
    }

    @Test
    void failure_ofTheSourceOfCredentials_isProbedAndKeepsTheCause() {
        RunBench bench = bench();
        put(bench.a, people(3));
        bench.plan(people(3), "a");
        before = (operation, person) -> {
            throw FaceException.of(operation, ErrorKind.UNAUTHENTICATED)
                    .detail("the program of credentials.command printed no JSON")
                    .build();
        };
        Instant begun = bench.time.instant();

        RunSummary summary = bench.run();

        assertThat(summary.accounts()).containsEntry("a", AccountEnd.REFUSED);
        assertThat(bench.time.instant()).isAfterOrEqualTo(begun.plusSeconds(5 + 10 + 20));
        assertThat(summary.failures().get("a"))
                .hasToString("UNAUTHENTICATED: the program of credentials.command printed no JSON");
    }

    @Test
    void rejection_inTheNextRun_isProbedFromTheBeginning() {
        RunBench bench = bench();
        put(bench.a, people(3));
        bench.plan(people(3), "a");
        before = (operation, person) -> bench.a.failNext(ContractFault.AUTH_REJECTED);
        bench.run();
        before = HookedConfig.Hook.NONE;

        assertThat(bench.run().counts().isComplete()).isTrue();
        assertThat(bench.query("SELECT maybe_earlier FROM ROWS")).containsOnly("0");
    }

    @Test
    void rejection_ofOneTarget_failsThatTarget() {
        RunBench bench = bench();
        put(bench.a, people(20));
        bench.plan(people(20), "a");
        before = (operation, person) -> {
            if (operation == Operation.DELETE_PERSON && person.value().equals("p3")) {
                bench.a.failNext(ContractFault.PERMISSION_DENIED);
            }
        };

        RunSummary summary = bench.run(options().concurrency(1));

        assertThat(summary.accounts()).containsEntry("a", AccountEnd.FINISHED);
        assertThat(summary.counts().in(TargetState.DONE)).isEqualTo(19);
        assertThat(bench.row(3)).startsWith("FAILED");
        assertThat(bench.query("SELECT kind, permanent FROM ROWS WHERE id = 3")).containsExactly("PERMISSION_DENIED 1");
        assertThat(summary.counts().permanent()).isEqualTo(1);
    }

    @Test
    void rejection_ofTheAccountAfterAcceptedDeletions_failsNoTarget() {
        RunBench bench = bench();
        put(bench.a, people(20));
        bench.plan(people(20), "a");
        AtomicInteger deletions = new AtomicInteger();
        before = (operation, person) -> {
            int number = operation == Operation.DELETE_PERSON ? deletions.incrementAndGet() : 0;
            // p3 is rejected, p4 is accepted, and then the account rejects every request. The first of these is for p3.
            if (number == 3 || (number >= 5 && number <= 7)) {
                bench.a.failNext(ContractFault.ACCOUNT_UNAVAILABLE);
            }
        };

        RunSummary summary = bench.run(options().concurrency(1));

        assertThat(summary.accounts()).containsEntry("a", AccountEnd.FINISHED);
        assertThat(summary.taken().failed()).isZero();
        assertThat(summary.counts().isComplete()).isTrue();
    }

    @Test
    void rejection_ofTheLastTarget_failsThatTarget() {
        RunBench bench = bench();
        put(bench.a, people(5));
        bench.plan(people(5), "a");
        before = (operation, person) -> {
            if (operation == Operation.DELETE_PERSON && person.value().equals("p4")) {
                bench.a.failNext(ContractFault.PERMISSION_DENIED);
            }
        };

        RunSummary summary = bench.run(options().concurrency(1));

        assertThat(summary.accounts()).containsEntry("a", AccountEnd.FINISHED);
        assertThat(bench.row(4)).startsWith("FAILED");
        assertThat(summary.counts().in(TargetState.DONE)).isEqualTo(4);
    }

    @Test
    void rejection_ofTheFacesOfOneTarget_failsThatTarget() {
        RunBench bench = bench();
        List<String> list = new ArrayList<>(List.of("subject,account,person_id,face_ids"));
        for (String person : people(8)) {
            bench.a.put(person, "f1", "f2");
            list.add(person + ",a," + person + ",f1");
        }
        bench.plan(list);
        before = (operation, person) -> {
            if (operation == Operation.DELETE_FACES && person.value().equals("p3")) {
                bench.a.failNext(ContractFault.PERMISSION_DENIED);
            }
        };

        RunSummary summary = bench.run(options().concurrency(1));

        assertThat(bench.row(3)).startsWith("FAILED");
        assertThat(bench.query("SELECT outcome, kind FROM FACES WHERE row = 3"))
                .containsExactly("FAILED PERMISSION_DENIED");
        assertThat(summary.counts().in(TargetState.DONE)).isEqualTo(7);
    }

    @Test
    void rejection_ofEveryDeletionAndNoRead_endsTheAccount() {
        RunBench bench = bench();
        put(bench.a, people(20));
        bench.plan(people(20), "a");
        before = (operation, person) -> {
            if (operation == Operation.DELETE_PERSON) {
                bench.a.failNext(ContractFault.PERMISSION_DENIED);
            }
        };

        RunSummary summary = bench.run(options().concurrency(1));

        assertThat(summary.accounts()).containsEntry("a", AccountEnd.REFUSED);
        assertThat(summary.counts().in(TargetState.PENDING)).isEqualTo(20);
        assertThat(bench.a.requests()).isLessThan(12);
    }

    @Test
    void rejection_byAnAccountWithoutReadBack_isProbedByADeletion() {
        RunBench bench = bench(LAYERS, InMemoryConfig.defaults().withReadsBack(false));
        put(bench.a, people(10));
        bench.plan(people(10), "a");
        AtomicInteger requests = new AtomicInteger();
        before = (operation, person) -> {
            if (requests.incrementAndGet() <= 2) {
                bench.a.failNext(ContractFault.AUTH_REJECTED);
            }
        };

        assertThat(bench.run(options().concurrency(1)).counts().isComplete()).isTrue();
        assertThat(requests).hasValue(12);
    }

    @Test
    void openBreaker_statesAWait_pausesTheAccountForThatTime() {
        RunBench bench = bench(
                Map.of("retry.max-attempts", "1", "breaker.calls", "5", "breaker.open-for", "40s"),
                InMemoryConfig.defaults());
        put(bench.a, people(40));
        bench.plan(people(40), "a");
        AtomicInteger requests = new AtomicInteger();
        before = (operation, person) -> {
            int request = requests.incrementAndGet();
            if (request > 1 && request <= 7) {
                bench.a.failNext(ContractFault.UNAVAILABLE_5XX);
            }
        };
        Instant begun = bench.time.instant();

        RunSummary summary = bench.run(options().concurrency(1));

        assertThat(summary.accounts()).containsEntry("a", AccountEnd.FINISHED);
        assertThat(summary.counts().in(TargetState.UNKNOWN)).isBetween(1L, 6L);
        assertThat(summary.counts().in(TargetState.UNKNOWN) + summary.counts().in(TargetState.DONE))
                .isEqualTo(40);
        assertThat(bench.time.instant()).isAfterOrEqualTo(begun.plusSeconds(40));
        bench.run();
        assertThat(bench.a.people()).isEmpty();
    }

    @Test
    void pausedAccount_otherAccountHasWork_getsItsShare() {
        RunBench bench = bench();
        put(bench.a, people(4));
        put(bench.b, people(4));
        bench.plan(people(4), "a", "b");
        bench.b.failNext(ContractFault.ACCOUNT_UNAVAILABLE);
        bench.b.failNext(ContractFault.ACCOUNT_UNAVAILABLE);
        CountDownLatch all = new CountDownLatch(4);
        before = (operation, person) -> {
            all.countDown();
            try {
                // The pause of the other account does not end before all four targets are in progress.
                assertThat(all.await(5, TimeUnit.MINUTES)).isTrue();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };

        assertThat(bench.run(options().concurrency(4)).counts().isComplete()).isTrue();
    }

    @Test
    void accounts_moreThanTheConcurrency_takeTurns() {
        RunBench bench = bench();
        put(bench.a, people(10));
        put(bench.b, people(10));
        bench.plan(people(10), "a", "b");
        List<Integer> requestsToOther = new ArrayList<>();
        before = (operation, person) -> requestsToOther.add(bench.b.requests());

        bench.run(options().concurrency(1));

        assertThat(requestsToOther).hasSize(10).doesNotHaveDuplicates();
    }

    @Test
    void slowAccount_otherAccountHasWork_doesNotDelayIt() throws InterruptedException {
        RunBench bench = bench();
        put(bench.a, people(20));
        put(bench.b, people(500));
        bench.plan(people(500), "a", "b");
        CountDownLatch release = new CountDownLatch(1);
        AtomicInteger inside = new AtomicInteger();
        before = (operation, person) -> {
            inside.incrementAndGet();
            try {
                // Wait until all targets of the other account are done.
                assertThat(release.await(5, TimeUnit.MINUTES)).isTrue();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
        RunControl control = new RunControl();
        Thread run = new Thread(
                () -> bench.run(options().concurrency(4).maxAbsentPercent(100).control(control)));
        run.start();
        long patience = System.nanoTime() + Duration.ofMinutes(4).toNanos();
        while (!bench.b.people().isEmpty() && System.nanoTime() < patience) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }

        assertThat(bench.b.people()).isEmpty();
        assertThat(inside.get()).isLessThanOrEqualTo(4);
        release.countDown();
        run.join();
        assertThat(bench.a.people()).isEmpty();
    }
}
