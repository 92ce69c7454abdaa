package io.efface.erasure;

import static io.efface.erasure.RunBench.LAYERS;
import static io.efface.erasure.RunBench.options;
import static io.efface.erasure.RunBench.people;
import static io.efface.erasure.RunBench.put;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.efface.erasure.ErasureException.Reason;
import io.efface.testkit.ContractFault;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunTest {
    @TempDir
    Path folder;

    private RunBench bench;

    @BeforeEach
    void open() {
        bench = new RunBench(folder, LAYERS);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void run_peopleInTwoAccounts_erasesThemAndIsComplete() {
        put(bench.a, people(300));
        put(bench.b, people(300));
        bench.plan(people(300), "a", "b");

        RunSummary summary = bench.run();

        assertThat(bench.a.people()).isEmpty();
        assertThat(bench.b.people()).isEmpty();
        assertThat(summary.end()).isEqualTo(RunEnd.FINISHED);
        assertThat(summary.accounts()).containsEntry("a", AccountEnd.FINISHED).containsEntry("b", AccountEnd.FINISHED);
        assertThat(summary.counts().isComplete()).isTrue();
        assertThat(summary.counts().in(TargetState.DONE)).isEqualTo(600);
        assertThat(summary.isWorkLeft()).isFalse();
        assertThat(summary.finallySealed()).isTrue();
        assertThat(summary.taken().deleted()).isEqualTo(600);
        assertThat(summary.taken().total()).isEqualTo(600);
        assertThat(bench.ledger.job(RunBench.JOB).state()).isEqualTo(JobState.STARTED);
        assertThat(bench.a.requests()).isEqualTo(300);
        assertThat(bench.events(0)).hasSize(1200);
        assertThat(bench.events(1))
                .hasSize(2)
                .satisfiesExactly(
                        attempted -> assertThat(attempted)
                                .contains("\"ATTEMPTED\"", "\"attempt\":1")
                                .doesNotContain("\"p1\""),
                        outcome -> assertThat(outcome).contains("\"OUTCOME\"", "\"DELETED\"", "\"CONFIRMED\""));
    }

    @Test
    void run_again_sendsNothing() {
        put(bench.a, people(3));
        bench.plan(people(3), "a");
        bench.run();
        int requests = bench.a.requests();

        RunSummary second = bench.run();

        assertThat(bench.a.requests()).isEqualTo(requests);
        assertThat(second.taken().done()).isZero();
        assertThat(second.counts().isComplete()).isTrue();
    }

    @Test
    void run_missingPeople_areAbsentAlready() {
        put(bench.a, List.of("p1"));
        bench.plan(people(3), "a");

        RunSummary summary = bench.run();

        assertThat(bench.row(1)).isEqualTo("DONE DELETED CONFIRMED 0");
        assertThat(bench.row(2)).isEqualTo("DONE ALREADY_ABSENT CONFIRMED 0");
        assertThat(summary.taken().absent()).isEqualTo(2);
        assertThat(summary.counts().isComplete()).isTrue();
    }

    @Test
    void run_lostAnswer_isReadBackByTheNextRunAndKeepsTheRemark() {
        put(bench.a, people(1));
        bench.plan(people(1), "a");
        bench.a.failNext(ContractFault.DROP_AFTER_EFFECT);
        bench.a.failNext(ContractFault.UNAVAILABLE_5XX);

        RunSummary first = bench.run();

        assertThat(bench.row(1)).isEqualTo("UNKNOWN null null 1");
        assertThat(first.taken().unknown()).isEqualTo(1);
        assertThat(first.isWorkLeft()).isTrue();
        assertThat(first.finallySealed()).isFalse();

        RunSummary second = bench.run();

        assertThat(bench.row(1)).isEqualTo("DONE ALREADY_ABSENT VERIFIED_ABSENT 1");
        assertThat(second.counts().isComplete()).isTrue();
        assertThat(bench.events(1)).hasSize(4);
        assertThat(bench.events(1).get(2)).contains("READ_BACK", "\"found\":false");
    }

    @Test
    void run_requestLostBeforeItsEffect_isSentAgainByTheNextRun() {
        put(bench.a, people(1));
        bench.plan(people(1), "a");
        bench.a.failNext(ContractFault.DROP_BEFORE_EFFECT);
        bench.a.failNext(ContractFault.UNAVAILABLE_5XX);
        bench.run();

        bench.run();

        assertThat(bench.row(1)).isEqualTo("DONE DELETED CONFIRMED 1");
        assertThat(bench.a.people()).isEmpty();
        assertThat(bench.query("SELECT attempt FROM ROWS")).containsExactly("2");
    }

    @Test
    void run_unknownOfNow_waitsUntilNothingCanArriveAnyMore() {
        put(bench.a, people(1));
        bench.plan(people(1), "a");
        bench.a.failNext(ContractFault.DROP_BEFORE_EFFECT);
        bench.a.failNext(ContractFault.UNAVAILABLE_5XX);
        bench.run();
        var sent = bench.time.instant();

        bench.run();

        assertThat(bench.time.instant()).isAfterOrEqualTo(sent.plusSeconds(30));
    }

    @Test
    void run_vendorsRefusal_isFailedAndTakenAgainOnlyWhenAsked() {
        put(bench.a, people(2));
        bench.plan(people(2), "a");
        bench.a.failNext(ContractFault.THROTTLE);

        RunSummary first = bench.run(options().concurrency(1));

        assertThat(bench.row(1)).startsWith("FAILED");
        assertThat(bench.query("SELECT kind, effect, permanent FROM ROWS WHERE id = 1"))
                .containsExactly("RATE_LIMITED NONE 0");
        assertThat(first.taken().throttled()).isEqualTo(1);
        assertThat(first.isWorkLeft()).isFalse();
        assertThat(bench.run().taken().done()).isZero();

        RunSummary third = bench.run(options().retry(RunOptions.Retry.TRANSIENT));

        assertThat(third.counts().isComplete()).isTrue();
        assertThat(bench.events(1)).anyMatch(event -> event.contains("REOPENED"));
    }

    @Test
    void run_otherNumberOfTargetsThanExpected_isRefused() {
        put(bench.a, people(2));
        bench.plan(people(2), "a");

        assertThatThrownBy(() -> bench.run(options().expectedTargets(3)))
                .isInstanceOfSatisfying(
                        ErasureException.class, e -> assertThat(e.reason()).isEqualTo(Reason.NOT_CONFIRMED));
        assertThat(bench.a.requests()).isZero();
        assertThat(bench.run(options().expectedTargets(2)).counts().isComplete())
                .isTrue();
    }

    @Test
    void preview_pendingTargets_countsThemAndSendsNothing() {
        bench.plan(people(4), "a", "b");

        RunPreview preview = bench.erasure.preview(RunBench.JOB, options().build());

        assertThat(preview.planned()).isEqualTo(8);
        assertThat(preview.takes()).isEqualTo(8);
        assertThat(preview.accounts()).extracting(RunPreview.Account::name).containsExactly("a", "b");
        assertThat(bench.a.requests()).isZero();
    }
}
