package io.efface.erasure;

import static io.efface.erasure.RunBench.LAYERS;
import static io.efface.erasure.RunBench.options;
import static io.efface.erasure.RunBench.people;
import static io.efface.erasure.RunBench.put;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.efface.Effect;
import io.efface.ErrorKind;
import io.efface.erasure.ErasureException.Reason;
import io.efface.erasure.internal.ledger.sqlite.Connections;
import io.efface.erasure.internal.run.RunProgress;
import io.efface.testkit.ContractFault;
import io.efface.testkit.memory.InMemoryConfig;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
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
        bench = RunBench.inMemory(folder, LAYERS);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void run_peopleInTwoAccounts_erasesThemAndIsComplete() {
        bench.putAndPlan(300, "a", "b");

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
        assertThat(bench.ledger.store().job(RunBench.JOB).state()).isEqualTo(JobState.STARTED);
        assertThat(bench.a.requests()).isEqualTo(300);
        assertThat(bench.events(0)).hasSize(1 + 1200);
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
        bench.putAndPlan(3, "a");
        bench.run();
        int requests = bench.a.requests();

        RunSummary second = bench.run();

        assertThat(bench.a.requests()).isEqualTo(requests);
        assertThat(second.taken().done()).isZero();
        assertThat(second.counts().isComplete()).isTrue();
    }

    @Test
    void run_missingPeople_areAlreadyAbsent() {
        put(bench.a, List.of("p1"));
        bench.plan(people(3), "a");

        RunSummary summary = bench.run();

        assertThat(bench.row(1)).isEqualTo("DONE DELETED CONFIRMED 0");
        assertThat(bench.row(2)).isEqualTo("DONE ALREADY_ABSENT CONFIRMED 0");
        assertThat(summary.taken().absent()).isEqualTo(2);
        assertThat(summary.counts().isComplete()).isTrue();
    }

    @Test
    void run_lostResponse_isReadByTheNextRunAndKeepsTheRemark() {
        bench.putAndPlan(1, "a");
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
        bench.putAndPlan(1, "a");
        bench.a.failNext(ContractFault.DROP_BEFORE_EFFECT);
        bench.a.failNext(ContractFault.UNAVAILABLE_5XX);
        bench.run();

        bench.run();

        assertThat(bench.row(1)).isEqualTo("DONE DELETED CONFIRMED 1");
        assertThat(bench.a.people()).isEmpty();
        assertThat(bench.target(1).attempt()).isEqualTo(2);
    }

    @Test
    void run_unknownTarget_waitsUntilNoRequestCanArriveAnyMore() {
        bench.putAndPlan(1, "a");
        bench.a.failNext(ContractFault.DROP_BEFORE_EFFECT);
        bench.a.failNext(ContractFault.UNAVAILABLE_5XX);
        var start = bench.time.instant();
        bench.run();

        bench.run();

        assertThat(bench.time.instant()).isAfterOrEqualTo(start.plusSeconds(30));
    }

    @Test
    void run_rejectedTarget_failsAndIsAttemptedAgainOnlyWithRetry() {
        bench.putAndPlan(5, "a");
        for (int tried = 1; tried <= 3; tried++) {
            bench.a.passNext();
            bench.a.failNext(ContractFault.THROTTLE);
        }

        RunSummary first = bench.run(options().concurrency(1));

        assertThat(bench.row(2)).startsWith("FAILED");
        assertThat(bench.target(2).progress().kind()).isEqualTo(ErrorKind.RATE_LIMITED);
        assertThat(bench.target(2).progress().effect()).isEqualTo(Effect.NONE);
        assertThat(bench.target(2).progress().permanent()).isFalse();
        assertThat(first.taken().throttled()).isEqualTo(3);
        assertThat(first.isWorkLeft()).isFalse();
        assertThat(bench.run().taken().done()).isZero();

        RunSummary third = bench.run(options().retry(RunOptions.Retry.TRANSIENT));

        assertThat(third.counts().isComplete()).isTrue();
        assertThat(bench.events(2)).anyMatch(event -> event.contains("REOPENED"));
    }

    @Test
    void run_otherNumberOfTargetsThanExpected_isRejected() {
        bench.putAndPlan(2, "a");

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

    @Test
    void concurrency_anyRun_limitsTargetsInFlightAndCalls() {
        bench.close();
        AtomicInteger most = new AtomicInteger();
        AtomicInteger calls = new AtomicInteger();
        AtomicInteger mostCalls = new AtomicInteger();
        RunBench[] self = new RunBench[1];
        bench = new RunBench(
                folder.resolve("bounded"),
                LAYERS,
                InMemoryConfig.defaults(),
                (operation, person) -> {
                    mostCalls.accumulateAndGet(calls.incrementAndGet(), Math::max);
                    String onDisk = self[0].query("SELECT count(*) FROM ROWS WHERE state = 1")
                            .get(0);
                    most.accumulateAndGet(Integer.parseInt(onDisk), Math::max);
                },
                (operation, person) -> calls.decrementAndGet());
        self[0] = bench;
        bench.putAndPlan(300, "a", "b");

        bench.run(options().concurrency(5));

        assertThat(most.get()).isBetween(1, 5);
        assertThat(mostCalls.get()).isBetween(1, 5);
    }

    @Test
    void run_whileAnotherProcessWrites_waits() throws Exception {
        bench.close();
        bench = new RunBench(folder.resolve("file"), LAYERS);
        bench.putAndPlan(3, "a");
        bench.ledger.store().writer().write(tx -> {
            TestSql.sqlite(tx).execute("PRAGMA busy_timeout = 200");
            return true;
        });
        CompletableFuture<RunSummary> run;
        try (Connection other = Connections.writing(bench.ledger.file());
                Statement statement = other.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");
            run = CompletableFuture.supplyAsync(bench::run);
            // This is longer than the busy timeout of a connection.
            assertThatThrownBy(() -> run.get(500, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
            assertThat(bench.a.requests()).isZero();
            statement.execute("ROLLBACK");
        }

        assertThat(run.get(1, TimeUnit.MINUTES).counts().isComplete()).isTrue();
    }

    @Test
    void progress_anyTime_hasTheRateOfTheLastMinuteAndTheRemainingTime() {
        RunProgress progress = new RunProgress(bench.time, 1000, Map::of);
        for (int second = 0; second < 120; second++) {
            bench.time.advance(Duration.ofSeconds(1));
            progress.done.add(second < 60 ? 1 : 5);
            progress.now();
        }

        EraseProgress now = progress.now();

        assertThat(now.done()).isEqualTo(360);
        assertThat(now.perSecond()).isEqualTo(5);
        assertThat(now.left()).contains(Duration.ofSeconds(128));
    }

    @Test
    void progress_readEveryMinuteWithDelay_hasARate() {
        RunProgress progress = new RunProgress(bench.time, 1000, Map::of);
        for (int minute = 0; minute < 3; minute++) {
            bench.time.advance(Duration.ofMillis(60_001));
            progress.done.add(60);

            assertThat(progress.now().perSecond()).isCloseTo(1, within(0.01));
        }
    }

    @Test
    void progress_rateRises_hasTheRemainingTimeByTheMeanRate() {
        RunProgress progress = new RunProgress(bench.time, 1000, Map::of);
        bench.time.advance(Duration.ofSeconds(100));
        progress.done.add(100);

        EraseProgress now = progress.now();

        assertThat(now.elapsed()).isEqualTo(Duration.ofSeconds(100));
        assertThat(now.leftByMean()).contains(Duration.ofMinutes(15));
    }
}
