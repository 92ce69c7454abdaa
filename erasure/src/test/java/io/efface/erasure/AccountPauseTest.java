package io.efface.erasure;

import static io.efface.erasure.RunBench.options;
import static org.assertj.core.api.Assertions.assertThat;

import io.efface.ErrorKind;
import io.efface.FaceException;
import io.efface.Operation;
import io.efface.Origin;
import io.efface.testkit.ContractFault;
import io.efface.testkit.memory.InMemoryConfig;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Tests how an account pauses, is probed, and ends. */
class AccountPauseTest extends RunFixture {
    @Test
    void rejection_thatEnds_isProbedByAReadAndTheAccountContinues() {
        RunBench bench = planned(30, "a", "b");
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
        RunBench bench = planned(4, "a");
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
        RunBench bench = planned(30, "a", "b");
        before = (operation, person) -> bench.a.failNext(ContractFault.AUTH_REJECTED);

        RunSummary summary = bench.run(options().concurrency(2));

        assertThat(summary.accounts()).containsEntry("a", AccountEnd.REFUSED).containsEntry("b", AccountEnd.FINISHED);
        assertThat(summary.hasRefusedAccount()).isTrue();
        assertThat(bench.b.people()).isEmpty();
        assertThat(bench.a.people()).hasSize(30);
        assertThat(summary.counts().in(TargetState.PENDING)).isEqualTo(30);
        assertThat(summary.counts().in(TargetState.FAILED)).isZero();
        assertThat(bench.query("SELECT paused FROM ACCOUNTS ORDER BY number")).containsExactly("REFUSED", "null");
        // The concurrency is 2, so one or two calls are rejected before the pause. Then three probes are sent.
        assertThat(bench.a.requests()).isBetween(4, 5);
    }

    @Test
    void rejection_byAProxy_endsTheAccountAtOnceAndKeepsTheCause() {
        RunBench bench = planned(30, "a", "b");
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
        RunBench bench = planned(3, "a");
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
        RunBench bench = planned(3, "a");
        before = (operation, person) -> bench.a.failNext(ContractFault.AUTH_REJECTED);
        bench.run();
        before = HookedConfig.Hook.NONE;

        assertThat(bench.run().counts().isComplete()).isTrue();
        assertThat(bench.query("SELECT maybe_earlier FROM ROWS")).containsOnly("0");
    }

    @Test
    void rejection_ofEveryDeletionAndNoRead_endsTheAccount() {
        RunBench bench = planned(20, "a");
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
        RunBench bench = bench(InMemoryConfig.defaults().withReadsBack(false));
        bench.putAndPlan(10, "a");
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
                InMemoryConfig.defaults(),
                Map.of("retry.max-attempts", "1", "breaker.calls", "5", "breaker.open-for", "40s"));
        bench.putAndPlan(40, "a");
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
}
