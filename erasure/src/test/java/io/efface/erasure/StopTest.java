package io.efface.erasure;

import static io.efface.erasure.RunBench.options;
import static org.assertj.core.api.Assertions.assertThat;

import io.efface.Operation;
import io.efface.testkit.ContractFault;
import io.efface.testkit.memory.InMemoryConfig;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StopTest extends RunFixture {
    @Test
    void limit_reached_stopsAndTheNextRunContinues() {
        RunBench bench = planned(50, "a");

        RunSummary first = bench.run(options().limit(20));

        assertThat(first.end()).isEqualTo(RunEnd.LIMIT);
        assertThat(first.taken().done()).isEqualTo(20);
        assertThat(bench.a.people()).hasSize(30);
        assertThat(first.isWorkLeft()).isTrue();
        assertThat(first.counts().open()).isEqualTo(30);
        assertThat(first.accounts()).containsEntry("a", AccountEnd.STOPPED);
        assertThat(bench.run().counts().isComplete()).isTrue();
        assertThat(calls).hasValue(50);
    }

    @Test
    void maxDuration_reached_takesNoFurtherTarget() {
        RunBench bench = planned(50, "a");
        before = (operation, person) -> bench.time.advance(Duration.ofSeconds(10));

        RunSummary summary = bench.run(options().concurrency(1).maxDuration(Duration.ofSeconds(95)));

        assertThat(summary.end()).isEqualTo(RunEnd.DURATION);
        assertThat(summary.taken().done()).isEqualTo(10);
    }

    @Test
    void maxDuration_reachedBetweenReadAndDeletion_sendsNoDeletion() {
        RunBench bench = planned(50, "a");
        bench.a.failNext(ContractFault.UNAVAILABLE_5XX);
        bench.run(options().concurrency(1));
        assertThat(bench.row(1)).startsWith("UNKNOWN");
        List<Operation> sent = new ArrayList<>();
        before = (operation, person) -> {
            sent.add(operation);
            bench.time.advance(Duration.ofSeconds(10));
        };

        // The target waits for a call timeout and ten seconds. Then it is read.
        RunSummary summary = bench.run(options().maxDuration(Duration.ofSeconds(35)));

        assertThat(summary.end()).isEqualTo(RunEnd.DURATION);
        assertThat(sent).containsExactly(Operation.FIND_PERSON);
        assertThat(bench.row(1)).isEqualTo("UNKNOWN null null 1");
        before = HookedConfig.Hook.NONE;
        assertThat(bench.run().counts().isComplete()).isTrue();
    }

    @Test
    void maxDuration_reachedBetweenTwoAttemptsOfACall_sendsNoRepeat() {
        RunBench bench = closing(new RunBench(
                folder,
                Map.of("breaker.enabled", "false", "retry.max-attempts", "4", "retry.base-delay", "1ms"),
                InMemoryConfig.defaults(),
                HookedConfig.Hook.NONE,
                (operation, person) -> before.about(operation, person)));
        bench.putAndPlan(1, "a");
        bench.a.failNext(ContractFault.UNAVAILABLE_5XX);
        List<Operation> sent = new ArrayList<>();
        before = (operation, person) -> {
            sent.add(operation);
            bench.time.advance(Duration.ofSeconds(6));
        };

        RunSummary summary = bench.run(options().concurrency(1).maxDuration(Duration.ofSeconds(5)));

        assertThat(summary.end()).isEqualTo(RunEnd.DURATION);
        assertThat(sent).containsOnlyOnce(Operation.DELETE_PERSON);
        assertThat(bench.row(1)).startsWith("UNKNOWN");
        before = HookedConfig.Hook.NONE;
        assertThat(bench.run().counts().isComplete()).isTrue();
    }

    @Test
    void window_outside_stopsAtOnceAndSendsNothing() {
        RunBench bench = planned(50, "a");

        RunSummary summary =
                bench.run(options().window(new RunWindow(LocalTime.of(22, 0), LocalTime.of(8, 0), ZoneOffset.UTC)));

        assertThat(summary.end()).isEqualTo(RunEnd.WINDOW);
        assertThat(calls).hasValue(0);
        assertThat(summary.isWorkLeft()).isTrue();
    }

    @Test
    void window_endsDuringTheRun_stops() {
        RunBench bench = planned(50, "a");
        before = (operation, person) -> bench.time.advance(Duration.ofSeconds(15));

        RunSummary summary = bench.run(options()
                .concurrency(1)
                .window(new RunWindow(LocalTime.of(23, 0), LocalTime.of(8, 5), ZoneOffset.UTC)));

        assertThat(summary.end()).isEqualTo(RunEnd.WINDOW);
        assertThat(summary.taken().done()).isEqualTo(20);
    }

    @Test
    void stop_duringACall_finishesTheCallAndTakesNoOtherTarget() {
        RunBench bench = planned(50, "a");
        RunControl control = new RunControl();
        before = (operation, person) -> {
            if (calls.get() == 7) {
                control.stop();
            }
        };

        RunSummary summary = bench.run(options().concurrency(1).control(control));

        assertThat(summary.end()).isEqualTo(RunEnd.STOPPED);
        assertThat(summary.taken().deleted()).isEqualTo(7);
        assertThat(bench.a.people()).hasSize(43);
        assertThat(summary.counts().open()).isEqualTo(43);
        assertThat(control.progress().done()).isEqualTo(7);
    }

    @Test
    void stop_beforeTheRun_sendsNothing() {
        RunBench bench = planned(50, "a");
        RunControl control = new RunControl();
        control.stop();

        assertThat(bench.run(options().control(control)).end()).isEqualTo(RunEnd.STOPPED);
        assertThat(calls).hasValue(0);
    }

    @Test
    void abort_duringAStalledCall_makesItsTargetUnknownAndKeepsOthersPending() {
        RunBench bench = planned(50, "a");
        RunControl control = new RunControl();
        bench.a.passNext();
        bench.a.failNext(ContractFault.STALL);
        before = (operation, person) -> {
            if (calls.get() == 2) {
                // The call is aborted while it waits for a response that never arrives.
                Thread other = new Thread(() -> {
                    while (bench.a.requests() < 2) {
                        Thread.onSpinWait();
                    }
                    control.abort();
                });
                other.setDaemon(true);
                other.start();
            }
        };

        RunSummary summary = bench.run(options().concurrency(1).control(control));

        assertThat(summary.end()).isEqualTo(RunEnd.ABORTED);
        assertThat(bench.row(1)).startsWith("DONE DELETED");
        assertThat(bench.row(2)).isEqualTo("UNKNOWN null null 1");
        assertThat(summary.counts().in(TargetState.PENDING)).isEqualTo(48);

        RunSummary resumed = bench.run();
        assertThat(resumed.counts().isComplete()).isTrue();
        assertThat(bench.row(2)).isEqualTo("DONE ALREADY_ABSENT VERIFIED_ABSENT 1");
    }

    @Test
    void interrupt_ofTheCallingThread_abortsAndKeepsTheFlag() {
        RunBench bench = planned(50, "a");
        Thread caller = Thread.currentThread();
        before = (operation, person) -> {
            if (calls.get() == 3) {
                caller.interrupt();
            }
        };

        RunSummary summary = bench.run(options().concurrency(1));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(summary.counts().in(TargetState.IN_FLIGHT)).isZero();
        assertThat(summary.end()).isIn(RunEnd.ABORTED, RunEnd.FINISHED);
        assertThat(bench.run().counts().isComplete()).isTrue();
    }
}
