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

/** Calls that wait behind the first. The time stands still here, so that only a rejection ends their wait early. */
class QuotaQueueTest {
    private static final Duration INTERVAL = Duration.ofMillis(100);
    private static final Duration DEBT = Duration.ofMinutes(50);

    private final ManualTime time = new ManualTime();
    private final KeyedLock<List<String>> line = new KeyedLock<>();
    private final QuotaStore store = QuotaStore.inProcess(time);
    private final CountDownLatch sleeping = new CountDownLatch(1);
    private final CountDownLatch payDay = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        payDay.countDown();
        threads.shutdownNow();
    }

    @Test
    void take_behindOneWhoWaitsOutADebt_isRejectedAtOnce() throws Exception {
        store.penalize(limits(INTERVAL), DEBT);
        QuotaQueue queue = queue(store);
        Future<Duration> first = take(queue, LayerCall.plain());
        assertThat(sleeping.await(30, TimeUnit.SECONDS)).isTrue();

        assertRejected(take(queue, within(DEBT.minusSeconds(1))));
        assertRejected(take(queue, within(DEBT)));

        payDay.countDown();
        assertThat(first.get(30, TimeUnit.SECONDS)).isGreaterThanOrEqualTo(DEBT);
    }

    @Test
    void take_behindOneWhoWaitsOutADebt_waitsIfItsPlaceComesBeforeTheDeadline() throws Exception {
        store.penalize(limits(INTERVAL), DEBT);
        QuotaQueue queue = queue(store);
        Future<Duration> first = take(queue, LayerCall.plain());
        assertThat(sleeping.await(30, TimeUnit.SECONDS)).isTrue();

        Future<Duration> second = take(queue, within(DEBT.plus(INTERVAL.multipliedBy(2))));
        await(() -> line.waiting(List.of("q")) == 1);
        assertRejected(take(queue, within(DEBT.plus(INTERVAL))));
        payDay.countDown();

        assertThat(first.get(30, TimeUnit.SECONDS)).isGreaterThanOrEqualTo(DEBT);
        assertThat(second.get(30, TimeUnit.SECONDS)).isNotNull();
    }

    @Test
    void take_inLineWhenTheFirstLearnsOfADebt_isRejectedAtOnce() throws Exception {
        CountDownLatch called = new CountDownLatch(1);
        CountDownLatch response = new CountDownLatch(1);
        store.penalize(limits(INTERVAL), DEBT);
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
        Future<Duration> hopeless = take(queue, within(DEBT.minusSeconds(1)));
        await(() -> line.waiting(List.of("q")) == 1);
        Future<Duration> hopeful = take(queue, within(DEBT.plusSeconds(1)));
        await(() -> line.waiting(List.of("q")) == 2);

        response.countDown();

        assertRejected(hopeless);
        payDay.countDown();
        assertThat(first.get(30, TimeUnit.SECONDS)).isGreaterThanOrEqualTo(DEBT);
        assertThat(hopeful.get(30, TimeUnit.SECONDS)).isNotNull();
    }

    @Test
    void take_clockSetBackWhileTheFirstWaits_isNotRejectedForTheDifference() throws Exception {
        store.penalize(limits(INTERVAL), DEBT);
        QuotaQueue queue = queue(store);
        Future<Duration> first = take(queue, LayerCall.plain());
        assertThat(sleeping.await(30, TimeUnit.SECONDS)).isTrue();
        time.now = time.now.minus(Duration.ofHours(5));
        assertThat(store.tryTake(limits(INTERVAL))).isEqualTo(DEBT);

        Future<Duration> second = take(queue, within(DEBT.plusSeconds(1)));
        await(() -> line.waiting(List.of("q")) == 1);
        payDay.countDown();

        assertThat(first.get(30, TimeUnit.SECONDS)).isGreaterThanOrEqualTo(DEBT);
        assertThat(second.get(30, TimeUnit.SECONDS)).isNotNull();
    }

    @Test
    void take_slowAccountBehindFastOnes_countsTheirIntervalsAndNotItsOwn() throws Exception {
        store.penalize(limits(INTERVAL), DEBT);
        QuotaQueue ofSlow = queue(store, Duration.ofSeconds(10));
        List<Future<Duration>> fast = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            fast.add(take(queue(store), LayerCall.plain()));
        }
        assertThat(sleeping.await(30, TimeUnit.SECONDS)).isTrue();
        await(() -> line.waiting(List.of("q")) == 3);

        assertRejected(take(ofSlow, within(DEBT.plus(INTERVAL.multipliedBy(4)))));
        Future<Duration> last = take(ofSlow, within(DEBT.plus(INTERVAL.multipliedBy(5))));
        await(() -> line.waiting(List.of("q")) == 4);
        payDay.countDown();

        for (Future<Duration> each : fast) {
            assertThat(each.get(30, TimeUnit.SECONDS)).isNotNull();
        }
        assertThat(last.get(30, TimeUnit.SECONDS)).isNotNull();
    }

    @Test
    void take_fastAccountBehindSlowOnes_isRejectedAtOnceForTheirIntervals() throws Exception {
        store.penalize(limits(INTERVAL), DEBT);
        Duration slow = Duration.ofSeconds(10);
        Future<Duration> first = take(queue(store), LayerCall.plain());
        assertThat(sleeping.await(30, TimeUnit.SECONDS)).isTrue();
        Future<Duration> second = take(queue(store, slow), LayerCall.plain());
        await(() -> line.waiting(List.of("q")) == 1);

        assertRejected(take(queue(store), within(DEBT.plus(slow))));
        payDay.countDown();

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
        Sleeper held = (pause, options) -> {
            sleeping.countDown();
            payDay.await();
            return time.sleep(pause, options);
        };
        return new QuotaQueue(limits(interval), store, line, time, held);
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

    /** That a thread waits in line is only seen by looking. */
    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!condition.getAsBoolean() && System.nanoTime() < end) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }
}
