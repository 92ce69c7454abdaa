package io.efface.erasure;

import static io.efface.erasure.RunBench.options;
import static io.efface.erasure.RunBench.people;
import static io.efface.erasure.RunBench.rejectedLocally;
import static org.assertj.core.api.Assertions.assertThat;

import io.efface.Effect;
import io.efface.ErrorKind;
import io.efface.FaceException;
import io.efface.Operation;
import io.efface.Origin;
import io.efface.testkit.ContractFault;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tests how a run distinguishes the rejection of one target from the rejection of the account. */
class TargetRejectionTest extends RunFixture {
    @Test
    void rejection_ofEverySentDeletion_failsOnlyTargetsRejectedLocally() {
        RunBench bench = bench();
        bench.putAndPlan(40, "a");
        before = (operation, person) -> {
            if (operation == Operation.FIND_PERSON) {
                return;
            }
            if (person.value().endsWith("0") || person.value().endsWith("5")) {
                bench.a.failNext(ContractFault.AUTH_REJECTED);
            } else {
                throw rejectedLocally(operation);
            }
        };

        RunSummary summary = bench.run(options().concurrency(1));

        assertThat(summary.accounts()).containsEntry("a", AccountEnd.REFUSED);
        assertThat(bench.query("SELECT DISTINCT kind FROM ROWS WHERE state = 4"))
                .as("a rejection in this process does not show that the account works")
                .containsExactly("FAILED_PRECONDITION");
    }

    @ParameterizedTest(name = "rejected by {0}")
    @EnumSource(names = {"LOCAL", "VENDOR"})
    void rejection_ofProbesBecauseOfTheirTargets_failsThoseTargetsAndTheAccountContinues(Origin origin) {
        RunBench bench = bench();
        bench.putAndPlan(10, "a");
        AtomicInteger requests = new AtomicInteger();
        Set<String> ruledOut = Set.of("p2", "p3", "p4", "p5", "p6");
        before = (operation, person) -> {
            if (ruledOut.contains(person.value())) {
                throw FaceException.of(operation, ErrorKind.INVALID_ARGUMENT)
                        .origin(origin)
                        .effect(Effect.NONE)
                        .aboutTarget(true)
                        .build();
            }
            if (requests.incrementAndGet() == 1) {
                bench.a.failNext(ContractFault.AUTH_REJECTED);
            }
        };
        Instant begun = bench.time.instant();

        RunSummary summary = bench.run(options().concurrency(1));

        assertThat(summary.accounts())
                .as("the rejection of one target does not show that the account rejects requests")
                .containsEntry("a", AccountEnd.FINISHED);
        assertThat(summary.counts().in(TargetState.FAILED)).isEqualTo(5);
        assertThat(summary.counts().in(TargetState.DONE)).isEqualTo(5);
        assertThat(bench.time.instant()).as("only one pause").isBefore(begun.plusSeconds(5 + 10));
    }

    @Test
    void rejection_ofOneTarget_failsThatTarget() {
        RunBench bench = bench();
        bench.putAndPlan(20, "a");
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
        bench.putAndPlan(20, "a");
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
        bench.putAndPlan(5, "a");
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
}
