package io.efface.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.efface.ErrorKind;
import io.efface.FaceException;
import io.efface.Operation;
import io.efface.spi.layers.LayerCall;
import io.efface.spi.layers.Sleeper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Tests calls that wait behind the first call of the queue. The clock does not move until the first call wakes up, so only a rejection can
 * end a wait earlier.
 */
class QuotaQueueTest {
    private static final Duration INTERVAL = Duration.ofMillis(100);
    private static final Duration LONG_WAIT = Duration.ofMinutes(50);

    private final ManualTime time = new ManualTime();
    private final KeyedLock<List<String>> lock = new KeyedLock<>();
    private final QuotaStore store = QuotaStore.inProcess(time);
    private final CountDownLatch sleeping = new CountDownLatch(1);
    private final CountDownLatch mayWakeUp = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        mayWakeUp.countDown();
        threads.shutdownNow();
    }

    @Test
    void take_behindALongWait_isRejectedAtOnce() throws Exception {
        store.penalize(limits(INTERVAL), LONG_WAIT);
        QuotaQueue queue = queue(store);
        Future<Duration> first = take(queue, LayerCall.plain());
        assertThat(sleeping.await(30, TimeUnit.SECONDS)).isTrue();

        assertRejected(take(queue, within(LONG_WAIT.minusSeconds(1))));
        assertRejected(take(queue, within(LONG_WAIT)));

        mayWakeUp.countDown();
        assertThat(first.get(30, TimeUnit.SECONDS)).isGreaterThanOrEqualTo(LONG_WAIT);
    }

    @Test
    void take_behindALongWaitWithALaterDeadline_waits() throws Exception {
        store.penalize(limits(INTERVAL), LONG_WAIT);
        QuotaQueue queue = queue(store);
        Future<Duration> first = take(queue, LayerCall.plain());
        assertThat(sleeping.await(30, TimeUnit.SECONDS)).isTrue();

        Future<Duration> second = take(queue, within(LONG_WAIT.plus(INTERVAL.multipliedBy(2))));
        await(() -> lock.waiting(List.of("q")) == 1);
        assertRejected(take(queue, within(LONG_WAIT.plus(INTERVAL))));
        mayWakeUp.countDown();

        assertThat(first.get(30, TimeUnit.SECONDS)).isGreaterThanOrEqualTo(LONG_WAIT);
        assertThat(second.get(30, TimeUnit.SECONDS)).isNotNull();
    }

    @Test
    void take_firstCallGetsALongWait_rejectsTheWaitingCallAtOnce() throws Exception {
        CountDownLatch called = new CountDownLatch(1);
        CountDownLatch response = new CountDownLatch(1);
        store.penalize(limits(INTERVAL), LONG_WAIT);
        QuotaQueue queue = queue(new QuotaStore() {
            @Override
            public Duration tryTake(List<PacedLimit> limits) {
                called.countDown();
                awaitQuietly(response);
                return store.tryTake(limits);
            }

            @Override
            public void penalize(List<PacedLimit> limits, Duration time) {
                store.penalize(limits, time);
            }
        });
        Future<Duration> first = take(queue, LayerCall.plain());
        assertThat(called.await(30, TimeUnit.SECONDS)).isTrue();
        Future<Duration> withEarlyDeadline = take(queue, within(LONG_WAIT.minusSeconds(1)));
        await(() -> lock.waiting(List.of("q")) == 1);
        Future<Duration> withLateDeadline = take(queue, within(LONG_WAIT.plusSeconds(1)));
        await(() -> lock.waiting(List.of("q")) == 2);

        response.countDown();

        assertRejected(withEarlyDeadline);
        mayWakeUp.countDown();
        assertThat(first.get(30, TimeUnit.SECONDS)).isGreaterThanOrEqualTo(LONG_WAIT);
        assertThat(withLateDeadline.get(30, TimeUnit.SECONDS)).isNotNull();
    }

    @Test
    void take_clockSetBackWhileTheFirstCallWaits_isNotRejected() throws Exception {
        store.penalize(limits(INTERVAL), LONG_WAIT);
        QuotaQueue queue = queue(store);
        Future<Duration> first = take(queue, LayerCall.plain());
        assertThat(sleeping.await(30, TimeUnit.SECONDS)).isTrue();
        time.now = time.now.minus(Duration.ofHours(5));
        assertThat(store.tryTake(limits(INTERVAL))).isEqualTo(LONG_WAIT);

        Future<Duration> second = take(queue, within(LONG_WAIT.plusSeconds(1)));
        await(() -> lock.waiting(List.of("q")) == 1);
        mayWakeUp.countDown();

        assertThat(first.get(30, TimeUnit.SECONDS)).isGreaterThanOrEqualTo(LONG_WAIT);
        assertThat(second.get(30, TimeUnit.SECONDS)).isNotNull();
    }

    @Test
    void take_slowAccountBehindFastAccounts_countsTheIntervalsOfTheFastAccounts() throws Exception {
        store.penalize(limits(INTERVAL), LONG_WAIT);
        QuotaQueue ofSlow = queue(store, Duration.ofSeconds(10));
        List<Future<Duration>> fast = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            fast.add(take(queue(store), LayerCall.plain()));
        }
        assertThat(sleeping.await(30, TimeUnit.SECONDS)).isTrue();
        await(() -> lock.waiting(List.of("q")) == 3);

        assertRejected(take(ofSlow, within(LONG_WAIT.plus(INTERVAL.multipliedBy(4)))));
        Future<Duration> last = take(ofSlow, within(LONG_WAIT.plus(INTERVAL.multipliedBy(5))));
        await(() -> lock.waiting(List.of("q")) == 4);
        mayWakeUp.countDown();

        for (Future<Duration> each : fast) {
            assertThat(each.get(30, TimeUnit.SECONDS)).isNotNull();
        }
        assertThat(last.get(30, TimeUnit.SECONDS)).isNotNull();
    }

    @Test
    void take_fastAccountBehindSlowAccounts_countsTheIntervalsOfTheSlowAccounts() throws Exception {
        store.penalize(limits(INTERVAL), LONG_WAIT);
        Duration slow = Duration.ofSeconds(10);
        Future<Duration> first = take(queue(store), LayerCall.plain());
        assertThat(sleeping.await(30, TimeUnit.SECONDS)).isTrue();
        Future<Duration> second = take(queue(store, slow), LayerCall.plain());
        await(() -> lock.waiting(List.of("q")) == 1);

        assertRejected(take(queue(store), within(LONG_WAIT.plus(slow))));
        mayWakeUp.countDown();

        assertThat(first.get(30, TimeUnit.SECONDS)).isNotNull();
        assertThat(second.get(30, TimeUnit.SECONDS)).isNotNull();
    }

    private static List<PacedLimit> limits(Duration interval) {
        return List.of(new PacedLimit("q", interval, Duration.ZERO));
    }

    private QuotaQueue queue(QuotaStore store) {
        return queue(store, INTERVAL);
    }

    private QuotaQueue queue(QuotaStore store, Duration interval) {
        Sleeper heldSleeper = (pause, options) -> {
            sleeping.countDown();
            mayWakeUp.await();
            return time.sleep(pause, options);
        };
        return new QuotaQueue(limits(interval), store, lock, time, heldSleeper);
    }

    private LayerCall within(Duration timeout) {
        return LayerCall.plain().withDeadline(time.instant().plus(timeout));
    }

    private Future<Duration> take(QuotaQueue queue, LayerCall options) {
        return threads.submit(() -> queue.take(Operation.DELETE_PERSON, "test", options));
    }

    private static void assertRejected(Future<Duration> call) {
        assertThatThrownBy(() -> call.get(30, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        FaceException.class,
                        rejection -> assertThat(rejection.kind()).isEqualTo(ErrorKind.DEADLINE_EXCEEDED));
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Waits until a condition is true. The condition is tested again and again, because a thread that begins to wait in the queue sends no
     * signal.
     */
    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!condition.getAsBoolean() && System.nanoTime() < end) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }
}
