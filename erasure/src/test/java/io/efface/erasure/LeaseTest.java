package io.efface.erasure;

import static io.efface.erasure.RunBench.LAYERS;
import static io.efface.erasure.RunBench.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.efface.Operation;
import io.efface.erasure.ErasureException.Reason;
import io.efface.erasure.internal.ledger.Checkpoint;
import io.efface.erasure.internal.ledger.Checkpoints;
import io.efface.testkit.ContractFault;
import io.efface.testkit.memory.InMemoryConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LeaseTest extends RunFixture {
    private HookedConfig.Hook after = HookedConfig.Hook.NONE;
    private Checkpoints checkpoints = Checkpoints.NONE;

    private RunBench bench(int number) {
        RunBench bench = closing(new RunBench(
                folder,
                LAYERS,
                InMemoryConfig.defaults(),
                this::beforeRequest,
                (operation, person) -> after.about(operation, person),
                point -> checkpoints.reached(point)));
        if (number > 0) {
            bench.putAndPlan(number, "a");
        }
        return bench;
    }

    private List<String> epoch(RunBench bench) {
        return bench.query("SELECT epoch FROM ACCOUNTS");
    }

    @Test
    void lease_ofALongRun_isRenewed() {
        RunBench bench = bench(50);
        before = (operation, person) -> bench.time.advance(Duration.ofSeconds(15));

        RunSummary summary = bench.run(options().concurrency(1));

        assertThat(summary.counts().isComplete()).isTrue();
        assertThat(epoch(bench)).containsExactly("1");
        assertThat(bench.query("SELECT lease_until FROM ACCOUNTS")).containsExactly("null");
    }

    @Test
    void process_suspendedDuringACall_storesNoLateOutcomeAndBeginsANewEpoch() {
        RunBench bench = bench(5);
        after = (operation, person) -> {
            if (calls.get() == 2) {
                // The response has arrived, and the process is suspended before it reads the response.
                bench.time.advance(Duration.ofMinutes(10));
            }
        };
        Instant begun = bench.time.instant();

        RunSummary summary = bench.run(options().concurrency(1));

        assertThat(epoch(bench)).containsExactly("2");
        assertThat(bench.row(1)).isEqualTo("DONE DELETED CONFIRMED 0");
        assertThat(bench.row(2))
                .as("deleted, but the response was read after the end of the lease")
                .isEqualTo("DONE ALREADY_ABSENT VERIFIED_ABSENT 1");
        assertThat(summary.counts().isComplete()).isTrue();
        assertThat(bench.events(2))
                .hasSize(4)
                .satisfiesExactly(
                        attempted -> assertThat(attempted).contains("ATTEMPTED", "\"epoch\":1"),
                        orphaned -> assertThat(orphaned).contains("OUTCOME", "UNKNOWN", "the lease ran out"),
                        read -> assertThat(read).contains("READ_BACK", "\"found\":false"),
                        outcome -> assertThat(outcome).contains("OUTCOME", "ALREADY_ABSENT", "maybeByEarlierAttempt"));
        // The target waits for a call timeout and ten seconds after the loss of the lease was detected.
        assertThat(bench.time.instant())
                .isAfterOrEqualTo(begun.plus(Duration.ofMinutes(10)).plusSeconds(30));
    }

    @Test
    void lease_takenByAnotherWorker_endsTheWorkAndStoresNoLateOutcome() {
        RunBench bench = bench(5);
        int job = bench.ledger.store().job(RunBench.JOB).number();
        after = (operation, person) -> {
            if (calls.get() == 2) {
                // The other worker takes the lease after the vendor has deleted the person.
                bench.ledger
                        .store()
                        .writer()
                        .write(tx -> tx.accounts(job)
                                .takeLease(1, "other", bench.time.instant().plus(Duration.ofHours(1))));
            }
        };

        RunSummary summary = bench.run(options().concurrency(1));

        assertThat(calls).hasValue(2);
        assertThat(summary.accounts()).containsEntry("a", AccountEnd.STOPPED);
        assertThat(bench.row(1)).isEqualTo("DONE DELETED CONFIRMED 0");
        assertThat(bench.row(2))
                .as("the other worker decides what happens to the target")
                .startsWith("IN_FLIGHT");
        assertThat(bench.query("SELECT epoch, worker, paused FROM ACCOUNTS")).containsExactly("2 other null");
        after = HookedConfig.Hook.NONE;
        assertThat(bench.run().counts().isComplete()).isTrue();
        assertThat(bench.row(2)).isEqualTo("DONE ALREADY_ABSENT VERIFIED_ABSENT 1");
    }

    @Test
    void leases_ofSeveralAccounts_areTakenAndReleasedTogether() {
        RunBench bench = bench(0);
        bench.putAndPlan(3, "a", "b");

        bench.run();
        bench.run(options().retry(RunOptions.Retry.ALL));

        assertThat(bench.query("SELECT epoch, worker, lease_until FROM ACCOUNTS"))
                .containsExactly("2 null null", "2 null null");
    }

    @Test
    void status_leaseOfAnEndedProcess_isNotShown() {
        RunBench bench = bench(3);
        Path file = bench.ledger.file();
        before = (operation, person) -> bench.crash();
        assertThatThrownBy(() -> bench.run(options().concurrency(1))).isInstanceOf(ErasureException.class);
        before = HookedConfig.Hook.NONE;

        assertThat(JobStatus.read(file, RunBench.JOB).leaseUntil())
                .as("the process has the ledger open")
                .isPresent();
        bench.ledger.close();
        assertThat(JobStatus.read(file, RunBench.JOB).leaseUntil())
                .as("the process has ended")
                .isEmpty();
        assertThat(JobStatus.all(file))
                .allSatisfy(job -> assertThat(job.leaseUntil()).isEmpty());
        bench.restart();
        assertThat(bench.query("SELECT lease_until IS NULL FROM ACCOUNTS")).containsExactly("0");
    }

    @Test
    void clock_setBackAfterACrash_doesNotLengthenTheWaitOfTargets() {
        RunBench bench = bench(3);
        before = (operation, person) -> {
            if (calls.get() == 2) {
                bench.crash();
            }
        };
        assertThatThrownBy(() -> bench.run(options().concurrency(1))).isInstanceOf(ErasureException.class);
        before = HookedConfig.Hook.NONE;
        bench.restart();
        bench.time.advance(Duration.ofDays(-1));
        Instant begun = bench.time.instant();

        RunSummary summary = bench.run(options().concurrency(1));

        assertThat(summary.counts().isComplete()).isTrue();
        assertThat(bench.row(2)).isEqualTo("DONE ALREADY_ABSENT VERIFIED_ABSENT 1");
        assertThat(Duration.between(begun, bench.time.instant()))
                .isBetween(Duration.ofSeconds(30), Duration.ofSeconds(31));
    }

    @Test
    void clock_setBackDuringARun_doesNotLengthenPauseLeaseAndDuration() {
        RunBench bench = bench(40);
        Instant early = bench.time.instant().minus(Duration.ofHours(5));
        before = (operation, person) -> {
            if (calls.get() == 5) {
                bench.a.failNext(ContractFault.ACCOUNT_UNAVAILABLE);
            } else if (calls.get() == 10) {
                bench.time.advance(Duration.ofHours(-5));
            } else if (calls.get() == 12) {
                bench.a.failNext(ContractFault.ACCOUNT_UNAVAILABLE);
            }
            bench.time.advance(Duration.ofSeconds(1));
        };

        RunSummary summary = bench.run(options().concurrency(1).maxDuration(Duration.ofSeconds(40)));

        assertThat(summary.end()).isEqualTo(RunEnd.DURATION);
        assertThat(Duration.between(early, bench.time.instant())).isLessThan(Duration.ofSeconds(60));
    }

    @Test
    void clock_setBackDuringARun_doesNotDelaySeals() {
        RunBench bench = bench(20);
        List<String> seals = new ArrayList<>();
        before = (operation, person) -> {
            bench.time.advance(calls.get() == 5 ? Duration.ofHours(-5) : Duration.ofSeconds(6));
            if (calls.get() == 5 || calls.get() == 20) {
                seals.addAll(bench.query("SELECT COUNT(*) FROM SEALS"));
            }
        };

        bench.run(options().concurrency(1));

        assertThat(seals).hasSize(2).doesNotHaveDuplicates();
    }

    @Test
    void process_suspendedBeforeARequest_sendsNothingAfterTheEndOfTheLease() {
        RunBench bench = bench(3);
        AtomicReference<Boolean> stood = new AtomicReference<>(false);
        checkpoints = point -> {
            if (point == Checkpoint.INTENT_COMMITTED && !stood.getAndSet(true)) {
                bench.time.advance(Duration.ofMinutes(10));
            }
        };

        RunSummary summary = bench.run(options().concurrency(1));

        assertThat(calls)
                .as("three deletions, and a read of the target whose request was not sent")
                .hasValue(4);
        assertThat(summary.counts().isComplete()).isTrue();
        assertThat(bench.row(1)).isEqualTo("DONE DELETED CONFIRMED 1");
        assertThat(epoch(bench)).containsExactly("2");
    }

    @Test
    void crash_afterTheClaim_readsTheTargetBeforeTheNextDeletion() {
        RunBench bench = bench(3);
        before = (operation, person) -> {
            if (calls.get() == 2) {
                bench.crash();
            }
        };
        assertThatThrownBy(() -> bench.run(options().concurrency(1)))
                .isInstanceOfSatisfying(
                        ErasureException.class, e -> assertThat(e.reason()).isEqualTo(Reason.LEDGER_FAILED));
        before = HookedConfig.Hook.NONE;
        bench.restart();
        assertThat(bench.row(2)).startsWith("IN_FLIGHT");
        int sent = calls.get();
        before = (operation, person) -> {
            if (person.value().equals("p2")) {
                assertThat(operation).isEqualTo(Operation.FIND_PERSON);
            }
        };

        RunSummary summary = bench.run(options().concurrency(1));

        assertThat(summary.counts().isComplete()).isTrue();
        assertThat(bench.row(2)).isEqualTo("DONE ALREADY_ABSENT VERIFIED_ABSENT 1");
        assertThat(calls.get() - sent).isEqualTo(2);
        assertThat(bench.events(2).get(1)).contains("OUTCOME", "UNKNOWN", "the worker ended");
    }

    @Test
    void ledger_thatCannotBeWritten_endsTheRun() {
        RunBench bench = bench(500);
        AtomicBoolean crashed = new AtomicBoolean();
        before = (operation, person) -> {
            if (calls.get() >= 40 && crashed.compareAndSet(false, true)) {
                bench.crash();
            }
        };

        assertThatThrownBy(() -> bench.run(options().concurrency(4)))
                .isInstanceOfSatisfying(
                        ErasureException.class, e -> assertThat(e.reason()).isEqualTo(Reason.LEDGER_FAILED));

        // Only requests whose claim had been committed may have been sent.
        int sent = calls.get();
        assertThat(sent).isBetween(40, 40 + 2 * 4);
        assertThatThrownBy(bench::run).isInstanceOf(ErasureException.class);
        assertThat(calls.get()).isEqualTo(sent);
    }

    @Test
    void diskFull_duringARun_endsTheRunAndLosesNoTarget() {
        RunBench bench = bench(500);
        bench.ledger.store().writer().write(tx -> {
            long pages = TestSql.sqlite(tx).sql("PRAGMA page_count").number();
            TestSql.sqlite(tx).execute("PRAGMA max_page_count = " + (pages + 3));
            return true;
        });

        assertThatThrownBy(bench::run)
                .isInstanceOfSatisfying(
                        ErasureException.class, e -> assertThat(e.reason()).isEqualTo(Reason.LEDGER_FAILED));
        int left = bench.a.people().size();
        assertThat(left).isPositive();
        bench.restart();

        RunSummary summary = bench.run();

        assertThat(summary.counts().isComplete()).isTrue();
        assertThat(bench.a.people()).isEmpty();
        assertThat(bench.query("SELECT count(*) FROM ROWS WHERE outcome = 'ALREADY_ABSENT' AND maybe_earlier = 0"))
                .containsExactly("0");
    }

    @Test
    void run_ofAJobThatIsBeingRun_isRejected() {
        RunBench bench = bench(3);
        AtomicReference<@Nullable Throwable> second = new AtomicReference<>();
        before = (operation, person) -> {
            try {
                bench.run();
            } catch (ErasureException e) {
                second.compareAndSet(null, e);
            }
        };

        bench.run();

        assertThat(second.get())
                .isInstanceOfSatisfying(
                        ErasureException.class, e -> assertThat(e.reason()).isEqualTo(Reason.WRONG_STATE));
    }
}
