package io.efface.erasure;

import static io.efface.erasure.RunBench.options;
import static org.assertj.core.api.Assertions.assertThat;

import io.efface.testkit.ContractFault;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/**
 * Tests each kind of wait once in real time: the wait ends, and the waiting thread uses little processor time. Other tests of waits use a
 * clock that the test moves.
 */
class RealTimeWaitsTest extends RunFixture {
    /** A limit that a busy machine does not reach, and that a broken wait exceeds. */
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private static final Duration MOST_CPU = Duration.ofMillis(500);

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final Thread caller = Thread.currentThread();

    /** The result of an operation, its duration, and the processor time of the thread that called it. */
    private record Measured<T>(T result, Duration took, Duration cpu) {}

    private RunBench bench(int number) {
        RunBench bench = closing(RunBench.inRealTime(folder, this::beforeRequest));
        bench.putAndPlan(number, "a");
        return bench;
    }

    private <T> Measured<T> measured(Supplier<T> operation) {
        long begun = System.nanoTime();
        long cpu = threads.getThreadCpuTime(caller.getId());
        T result = operation.get();
        Duration used = Duration.ofNanos(threads.getThreadCpuTime(caller.getId()) - cpu);
        Duration took = Duration.ofNanos(System.nanoTime() - begun);
        assertThat(took).isLessThan(PATIENCE);
        assertThat(used).isLessThan(MOST_CPU);
        return new Measured<>(result, took, used);
    }

    private static void pass(Duration time) {
        try {
            assertThat(new CountDownLatch(1).await(time.toMillis(), TimeUnit.MILLISECONDS))
                    .isFalse();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void maxDuration_endsDuringSlowCalls_finishesThemAndBeginsNoOther() {
        RunBench bench = bench(40);
        Duration call = Duration.ofSeconds(3);
        before = (operation, person) -> pass(call);

        Measured<RunSummary> run =
                measured(() -> bench.run(options().concurrency(4).maxDuration(Duration.ofSeconds(1))));

        assertThat(run.result().end()).isEqualTo(RunEnd.DURATION);
        assertThat(calls.get()).isBetween(1, 4);
        assertThat(run.result().counts().in(TargetState.PENDING)).isGreaterThanOrEqualTo(36);
        assertThat(run.result().counts().in(TargetState.IN_FLIGHT)).isZero();
    }

    @Test
    void maxDuration_endsWhileTheAccountIsPaused_endsTheRun() {
        RunBench bench = bench(5);
        before = (operation, person) -> bench.a.failNext(ContractFault.ACCOUNT_UNAVAILABLE);

        Measured<RunSummary> run = measured(
                () -> bench.run(options().firstPause(Duration.ofSeconds(50)).maxDuration(Duration.ofSeconds(1))));

        assertThat(run.result().end()).isEqualTo(RunEnd.DURATION);
        assertThat(run.took()).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void window_closesWhileTheAccountIsPaused_endsTheRun() {
        RunBench bench = bench(5);
        before = (operation, person) -> bench.a.failNext(ContractFault.ACCOUNT_UNAVAILABLE);
        LocalTime now = LocalTime.now(ZoneOffset.UTC);
        RunWindow window = new RunWindow(now.minusHours(1), now.plusSeconds(2), ZoneOffset.UTC);

        Measured<RunSummary> run = measured(
                () -> bench.run(options().firstPause(Duration.ofSeconds(50)).window(window)));

        assertThat(run.result().end()).isEqualTo(RunEnd.WINDOW);
    }

    @Test
    void pause_ends_continuesWithTheOtherTargets() {
        RunBench bench = bench(5);
        before = (operation, person) -> {
            if (calls.get() == 1) {
                bench.a.failNext(ContractFault.ACCOUNT_UNAVAILABLE);
            }
        };

        Measured<RunSummary> run =
                measured(() -> bench.run(options().concurrency(1).firstPause(Duration.ofMillis(700))));

        assertThat(run.result().counts().isComplete()).isTrue();
        assertThat(run.took()).isGreaterThanOrEqualTo(Duration.ofMillis(700));
    }

    @Test
    void probes_usedUp_endTheRun() {
        RunBench bench = bench(5);
        before = (operation, person) -> bench.a.failNext(ContractFault.ACCOUNT_UNAVAILABLE);

        Measured<RunSummary> run =
                measured(() -> bench.run(options().concurrency(1).firstPause(Duration.ofMillis(100))));

        assertThat(run.result().accounts()).containsEntry("a", AccountEnd.REFUSED);
        // The three pauses last 100, 200 and 400 milliseconds.
        assertThat(run.took()).isGreaterThanOrEqualTo(Duration.ofMillis(700));
        assertThat(calls).hasValue(4);
    }

    @Test
    void lease_shorterThanTheRun_isRenewed() {
        RunBench bench = bench(3);
        before = (operation, person) -> pass(Duration.ofSeconds(2));

        Measured<RunSummary> run = measured(() -> bench.run(
                options().concurrency(1).callTimeout(Duration.ofMillis(2_500)).lease(Duration.ofSeconds(5))));

        assertThat(run.result().counts().isComplete()).isTrue();
        assertThat(run.took()).isGreaterThanOrEqualTo(Duration.ofSeconds(6));
    }

    @Test
    void settle_timeIsNotOver_delaysTheRead() {
        RunBench bench = bench(3);
        long begun = System.nanoTime();
        bench.run();

        Measured<VerifySummary> verify = measured(() -> bench.erasure.verify(
                RunBench.JOB,
                VerifyOptions.builder().settle(Duration.ofSeconds(1)).build()));

        assertThat(verify.result().isVerified()).isTrue();
        assertThat(System.nanoTime() - begun)
                .isGreaterThanOrEqualTo(Duration.ofSeconds(1).toNanos());
    }
}
