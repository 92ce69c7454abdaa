package io.efface.erasure;

import static io.efface.erasure.RunBench.options;
import static io.efface.erasure.RunBench.people;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.efface.Operation;
import io.efface.erasure.ErasureException.Reason;
import io.efface.erasure.internal.ledger.Accounts.AccountStatus;
import io.efface.erasure.internal.run.AccountSlices;
import io.efface.erasure.internal.run.RunSignals;
import io.efface.erasure.internal.run.Runner;
import io.efface.erasure.internal.run.SliceEnd;
import io.efface.testkit.ContractFault;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Tests the work of workers on account runs of a detached run. */
class AccountSlicesTest extends RunFixture {
    private static Runner runner(RunBench bench) {
        return new Runner(bench.ledger.store(), bench.keys, bench.accounts, bench.context());
    }

    private static void detach(RunBench bench, RunOptions.Builder options) {
        runner(bench).detach(RunBench.JOB, options.build());
    }

    /** Works for one slice, as a worker that has just started. */
    private static SliceEnd work(RunBench bench, String account, String worker) {
        return work(bench, account, worker, new RunSignals());
    }

    private static SliceEnd work(RunBench bench, String account, String worker, RunSignals signals) {
        try (AccountSlices slices =
                AccountSlices.open(bench.ledger.store(), bench.keys, bench.accounts, RunBench.JOB, bench.context())) {
            return slices.work(account.equals("a") ? 1 : 2, worker, signals);
        }
    }

    private static AccountStatus status(RunBench bench, int account) {
        return bench.ledger
                .store()
                .read(tx -> tx.accounts(tx.jobs().get(RunBench.JOB).number()).status(account))
                .orElseThrow();
    }

    private static SliceEnd later(Instant at) {
        return new SliceEnd.Later(at);
    }

    @Test
    void work_allTargetsErased_isDoneAndSealsTheJobFinally() {
        RunBench bench = planned(5, "a", "b");
        detach(bench, options());

        assertThat(work(bench, "a", "one")).isEqualTo(new SliceEnd.Done());
        assertThat(status(bench, 1).end()).isEqualTo(AccountEnd.FINISHED);
        assertThat(status(bench, 1).lease().worker()).isNull();
        assertThat(bench.a.people()).isEmpty();
        assertThat(bench.b.people()).hasSize(5);
        assertThat(work(bench, "a", "one")).as("the account run is over").isEqualTo(new SliceEnd.Done());
        assertThat(status(bench, 1).lease().epoch()).isEqualTo(1);

        assertThat(work(bench, "b", "two")).isEqualTo(new SliceEnd.Done());

        assertThat(bench.b.people()).isEmpty();
        assertThat(bench.receipts().isSound()).isTrue();
        assertThat(JobStatus.read(folder.resolve("ledger/ledger.db"), RunBench.JOB)
                        .receipts()
                        .isFinal())
                .isTrue();
    }

    @Test
    void work_allTargetsAbsentAndNoneLeft_isDoneAndNotPaused() {
        RunBench bench = bench();
        bench.plan(people(20), "a");
        detach(bench, options());

        assertThat(work(bench, "a", "one")).isEqualTo(new SliceEnd.Done());

        assertThat(status(bench, 1).end()).isEqualTo(AccountEnd.FINISHED);
        assertThat(status(bench, 1).pause()).isNull();
    }

    @Test
    void work_longerThanASlice_isContinuedByAnotherWorker() {
        RunBench bench = planned(20, "a");
        before = (operation, person) -> bench.time.advance(Duration.ofSeconds(10));
        detach(bench, options().concurrency(1));
        Instant begun = bench.time.instant();

        assertThat(work(bench, "a", "one")).isEqualTo(later(begun.plusSeconds(60)));
        assertThat(calls).hasValue(6);
        assertThat(work(bench, "a", "two")).isEqualTo(later(begun.plusSeconds(120)));
        assertThat(status(bench, 1).lease().epoch()).isEqualTo(2);
        assertThat(status(bench, 1).firstEpoch()).isEqualTo(1);
        while (!(work(bench, "a", "one") instanceof SliceEnd.Done)) {
            // The next slice continues.
        }

        assertThat(calls).hasValue(20);
        assertThat(bench.a.people()).isEmpty();
    }

    @Test
    void work_accountRejectsRequests_returnsAtTheEndsOfPausesAndStopsAfterTheProbes() {
        RunBench bench = planned(5, "a");
        before = (operation, person) -> bench.a.failNext(ContractFault.ACCOUNT_UNAVAILABLE);
        detach(bench, options().concurrency(1));
        Instant begun = bench.time.instant();

        assertThat(work(bench, "a", "one")).isEqualTo(later(begun.plusSeconds(5)));
        assertThat(calls).hasValue(1);
        assertThat(work(bench, "a", "two")).as("the pause is not over").isEqualTo(later(begun.plusSeconds(5)));
        assertThat(calls).hasValue(1);
        bench.time.advance(Duration.ofSeconds(5));
        assertThat(work(bench, "a", "two")).as("a longer pause").isEqualTo(later(begun.plusSeconds(15)));
        assertThat(calls).hasValue(2);
        bench.time.advance(Duration.ofSeconds(10));
        assertThat(work(bench, "a", "one")).isEqualTo(later(begun.plusSeconds(35)));
        bench.time.advance(Duration.ofSeconds(20));

        assertThat(work(bench, "a", "one")).isEqualTo(new SliceEnd.Stopped(AccountEnd.REFUSED));
        assertThat(work(bench, "a", "one")).isEqualTo(new SliceEnd.Stopped(AccountEnd.REFUSED));
        assertThat(calls).hasValue(4);
        assertThat(status(bench, 1).end()).isEqualTo(AccountEnd.REFUSED);
    }

    @Test
    void work_accountWorksAgainAfterAPause_isFinished() {
        RunBench bench = planned(5, "a");
        before = (operation, person) -> {
            if (calls.get() == 2) {
                bench.a.failNext(ContractFault.ACCOUNT_UNAVAILABLE);
            }
        };
        detach(bench, options().concurrency(1));
        SliceEnd paused = work(bench, "a", "one");
        assertThat(status(bench, 1).pause()).isNotNull();
        bench.time.advance(Duration.ofSeconds(5));

        SliceEnd end = work(bench, "a", "two");

        assertThat(paused).isInstanceOf(SliceEnd.Later.class);
        assertThat(end).isEqualTo(new SliceEnd.Done());
        assertThat(status(bench, 1).pause()).isNull();
    }

    @Test
    void work_vendorIsDownForHours_neverGivesTheAccountUp() {
        RunBench bench = planned(5, "a");
        before = (operation, person) -> bench.a.failNext(ContractFault.THROTTLE);
        detach(bench, options().concurrency(1));
        List<Duration> waits = new ArrayList<>();

        for (int i = 0; i < 20; i++) {
            Instant now = bench.time.instant();
            SliceEnd end = work(bench, "a", "one");
            assertThat(end).isInstanceOfSatisfying(SliceEnd.Later.class, later -> {
                waits.add(Duration.between(now, later.at()));
                bench.time.advance(Duration.between(bench.time.instant(), later.at()));
            });
        }

        assertThat(waits)
                .startsWith(Duration.ofSeconds(5), Duration.ofSeconds(10))
                .endsWith(Duration.ofMinutes(5));
        before = (operation, person) -> {};
        assertThat(work(bench, "a", "one")).isEqualTo(new SliceEnd.Done());
        assertThat(bench.a.people()).isEmpty();
    }

    @Test
    void work_outsideTheWindow_returnsAtItsBegin() {
        RunBench bench = planned(5, "a");
        // The clock begins at 08:00 UTC.
        detach(bench, options().window(RunWindow.parse("22:00-06:00@UTC")));
        Instant evening = bench.time.instant().plus(Duration.ofHours(14));

        assertThat(work(bench, "a", "one")).isEqualTo(later(evening));
        assertThat(calls).hasValue(0);
        bench.time.advance(Duration.ofHours(22).minusSeconds(15));
        before = (operation, person) -> bench.time.advance(Duration.ofSeconds(10));

        assertThat(work(bench, "a", "one"))
                .as("the window ends during the slice")
                .isEqualTo(later(evening.plus(Duration.ofDays(1))));
        assertThat(bench.a.people()).isNotEmpty();
    }

    @Test
    void work_stoppedByTheOperator_endsWithinSecondsAndCanBeDetachedAgain() {
        RunBench bench = planned(50, "a");
        before = (operation, person) -> {
            bench.time.advance(Duration.ofSeconds(2));
            if (calls.get() == 3) {
                bench.ledger.stopDetached(RunBench.JOB);
            }
        };
        detach(bench, options().concurrency(1));

        assertThat(work(bench, "a", "one")).isEqualTo(new SliceEnd.Stopped(AccountEnd.STOPPED));
        assertThat(calls.get()).isLessThanOrEqualTo(6);
        assertThat(work(bench, "a", "one")).isEqualTo(new SliceEnd.Stopped(AccountEnd.STOPPED));
        before = (operation, person) -> {};
        detach(bench, options());

        assertThat(work(bench, "a", "one")).isEqualTo(new SliceEnd.Done());
    }

    @Test
    void work_workerIsStopped_handsTheAccountRunBack() {
        RunBench bench = planned(50, "a");
        RunSignals signals = new RunSignals();
        before = (operation, person) -> {
            if (calls.get() == 3) {
                signals.stop();
            }
        };
        detach(bench, options().concurrency(1));
        Instant begun = bench.time.instant();

        assertThat(work(bench, "a", "one", signals)).isEqualTo(later(begun));

        assertThat(calls).hasValue(3);
        assertThat(status(bench, 1).lease().worker()).isNull();
        assertThat(work(bench, "a", "two")).isEqualTo(new SliceEnd.Done());
    }

    @Test
    void work_failuresInSeveralSlices_areCountedTogether() {
        RunBench bench = planned(300, "a");
        before = (operation, person) -> {
            bench.a.failNext(ContractFault.CONFLICT);
            bench.time.advance(Duration.ofSeconds(1));
        };
        detach(bench, options().concurrency(1).maxFailures(FailureLimit.parse("10")));

        assertThat(work(bench, "a", "one")).isInstanceOf(SliceEnd.Later.class);
        int first = calls.get();
        assertThat(first).isBetween(55, 65);
        assertThat(work(bench, "a", "two")).isEqualTo(new SliceEnd.Stopped(AccountEnd.TOO_MANY_FAILURES));
        assertThat(calls).hasValue(100);
    }

    @Test
    void work_earlierWorkerDied_readsTheTargetBeforeTheNextDeletion() {
        RunBench bench = planned(3, "a");
        before = (operation, person) -> {
            if (calls.get() == 2) {
                bench.crash();
            }
        };
        detach(bench, options().concurrency(1));
        assertThatThrownBy(() -> work(bench, "a", "one")).isInstanceOf(ErasureException.class);
        bench.restart();
        assertThat(bench.row(2)).startsWith("IN_FLIGHT");
        before = (operation, person) -> {
            if (person.value().equals("p2")) {
                assertThat(operation).isEqualTo(Operation.FIND_PERSON);
            }
        };

        SliceEnd end = work(bench, "a", "two");
        while (end instanceof SliceEnd.Later later) {
            bench.time.advance(Duration.between(bench.time.instant(), later.at()));
            end = work(bench, "a", "two");
        }

        assertThat(end).isEqualTo(new SliceEnd.Done());
        assertThat(bench.row(2)).isEqualTo("DONE ALREADY_ABSENT VERIFIED_ABSENT 1");
        assertThat(bench.a.people()).isEmpty();
    }

    @Test
    void run_whileWorkersWorkOnTheJob_isRejected() {
        RunBench bench = planned(3, "a");
        detach(bench, options());

        assertThatThrownBy(bench::run)
                .isInstanceOfSatisfying(
                        ErasureException.class, e -> assertThat(e.reason()).isEqualTo(Reason.WRONG_STATE));
        assertThatThrownBy(() -> detach(bench, options())).isInstanceOf(ErasureException.class);

        bench.ledger.stopDetached(RunBench.JOB);
        assertThat(bench.run().counts().isComplete()).isTrue();
        assertThatThrownBy(() -> work(bench, "a", "one"))
                .as("the run replaced the detached run")
                .isInstanceOf(ErasureException.class);
    }

    @Test
    void verifyScrubAndReplace_whileWorkersWorkOnTheJob_areRejected() {
        RunBench bench = planned(3, "a");
        detach(bench, options());

        assertWrongState(() -> bench.erasure.verify(
                RunBench.JOB, VerifyOptions.builder().settle(Duration.ZERO).build()));
        assertWrongState(() -> bench.erasure.scrub(RunBench.JOB, true));
        assertWrongState(() -> bench.erasure.destroyDataKey(RunBench.JOB, true));
        assertWrongState(() -> bench.erasure.plan(PlanRequest.of(RunBench.JOB, Bench.list("p1"))
                .accounts(Set.of("a"))
                .replace(true)
                .build()));
        assertThat(calls).hasValue(0);

        assertThat(bench.ledger.stopDetached(RunBench.JOB)).isTrue();
        assertThat(bench.ledger.stopDetached(RunBench.JOB)).isFalse();
        assertThat(bench.erasure
                        .verify(
                                RunBench.JOB,
                                VerifyOptions.builder().settle(Duration.ZERO).build())
                        .absent())
                .isZero();
    }

    @Test
    void verify_aWorkerStillFinishesCallsOfAStoppedRun_isRejected() {
        RunBench bench = planned(3, "a");
        detach(bench, options());
        List<Boolean> rejected = new ArrayList<>();
        before = (operation, person) -> {
            bench.ledger.stopDetached(RunBench.JOB);
            assertWrongState(() -> bench.erasure.verify(
                    RunBench.JOB, VerifyOptions.builder().settle(Duration.ZERO).build()));
            rejected.add(true);
        };

        work(bench, "a", "one");

        assertThat(rejected).isNotEmpty();
        bench.erasure.verify(
                RunBench.JOB, VerifyOptions.builder().settle(Duration.ZERO).build());
    }

    private static void assertWrongState(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        ErasureException.class, e -> assertThat(e.reason()).isEqualTo(Reason.WRONG_STATE));
    }

    @Test
    void detach_withALimit_isRejected() {
        RunBench bench = planned(3, "a");

        assertThatThrownBy(() -> detach(bench, options().limit(2)))
                .isInstanceOfSatisfying(
                        ErasureException.class, e -> assertThat(e.reason()).isEqualTo(Reason.INPUT));
    }

    @Test
    void open_jobWithoutADetachedRun_isRejected() {
        RunBench bench = planned(3, "a");

        assertThatThrownBy(() -> work(bench, "a", "one"))
                .isInstanceOfSatisfying(
                        ErasureException.class, e -> assertThat(e.reason()).isEqualTo(Reason.WRONG_STATE));
        assertThat(calls).hasValue(0);
    }
}
