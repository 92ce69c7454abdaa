package io.efface.erasure;

import static io.efface.erasure.RunBench.options;
import static io.efface.erasure.RunBench.people;
import static io.efface.erasure.RunBench.put;
import static org.assertj.core.api.Assertions.assertThat;

import io.efface.Operation;
import io.efface.erasure.input.InputColumns;
import io.efface.testkit.ContractFault;
import java.util.List;
import org.junit.jupiter.api.Test;

class HoldsDuringRunTest extends RunFixture {
    private static void hold(RunBench bench, String... ids) {
        bench.erasure.holds().add(RunBench.JOB, Bench.list(ids), null, InputColumns.defaults());
    }

    @Test
    void hold_addedDuringTheRun_appliesToTheNextClaim() {
        RunBench bench = planned(300, "a");
        before = (operation, person) -> {
            if (person.value().equals("p10")) {
                // By now, the run has read this target from the ledger.
                hold(bench, "p11", "p200");
            }
        };

        RunSummary summary = bench.run(options().concurrency(1));

        assertThat(bench.a.people()).extracting(id -> id.value()).containsExactly("p11", "p200");
        assertThat(summary.counts().in(TargetState.HELD)).isEqualTo(2);
        assertThat(summary.counts().in(TargetState.DONE)).isEqualTo(298);
        assertThat(summary.counts().isComplete())
                .as("held targets do not count as planned")
                .isTrue();
    }

    @Test
    void hold_onATargetThatTheAccountRejects_holdsTheTargetAndTheRunFinishesTheJob() {
        RunBench bench = bench();
        String first = people(3).get(0);
        bench.putAndPlan(3, "a");
        bench.a.failNext(ContractFault.AUTH_REJECTED);
        before = (operation, person) -> {
            if (operation == Operation.DELETE_PERSON && person.value().equals(first)) {
                hold(bench, first);
            }
        };

        RunSummary summary = bench.run(options().concurrency(1));

        assertThat(bench.row(1)).startsWith("HELD");
        assertThat(bench.a.people()).extracting(id -> id.value()).containsExactly(first);
        assertThat(summary.counts().isComplete()).isTrue();
        assertThat(summary.finallySealed()).isTrue();
        bench.erasure.holds().remove(RunBench.JOB, Bench.list(first), null, InputColumns.defaults());
        assertThat(bench.row(1)).startsWith("PENDING");
    }

    @Test
    void hold_onAnUnknownTarget_keepsItsState() {
        RunBench bench = planned(2, "a");
        bench.a.failNext(ContractFault.DROP_BEFORE_EFFECT);
        bench.a.failNext(ContractFault.UNAVAILABLE_5XX);
        bench.run(options().concurrency(1));
        assertThat(bench.row(1)).startsWith("UNKNOWN");
        hold(bench, "p1");

        RunSummary summary = bench.run();

        assertThat(bench.row(1)).startsWith("UNKNOWN");
        assertThat(RunBench.contains(bench.a, "p1")).isTrue();
        assertThat(summary.counts().stopped()).isEqualTo(1);
        assertThat(summary.isWorkLeft()).isFalse();
        assertThat(summary.counts().isComplete()).isFalse();
    }

    @Test
    void hold_onTheSubjectOfADuplicateRow_holdsTheTarget() {
        RunBench bench = bench();
        put(bench.a, List.of("p1"));
        bench.plan(List.of("subject,account,person_id", "s1,a,p0", "s2,a,p1", "s3,a,p1"));
        before = (operation, person) -> {
            if (person.value().equals("p0")) {
                hold(bench, "s3");
            }
        };

        RunSummary summary = bench.run(options().concurrency(1));

        assertThat(RunBench.contains(bench.a, "p1")).isTrue();
        assertThat(summary.counts().in(TargetState.HELD)).isEqualTo(1);
    }
}
