package io.efface.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.efface.Cancellation;
import io.efface.spi.layers.LayerCall;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KeyedLockTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    private final KeyedLock<String> lock = new KeyedLock<>();
    private final ExecutorService executor = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        executor.shutdownNow();
    }

    @Test
    void acquire_manyThreadsSameKey_oneHolderAtATimeAndNoLockRemains() throws Exception {
        AtomicInteger holders = new AtomicInteger();
        AtomicInteger mostHolders = new AtomicInteger();
        List<Future<?>> all = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            all.add(executor.submit(() -> {
                for (int n = 0; n < 200; n++) {
                    assertThat(lock.acquire("a", LONG, LayerCall.plain())).isTrue();
                    mostHolders.accumulateAndGet(holders.incrementAndGet(), Math::max);
                    holders.decrementAndGet();
                    lock.release("a");
                }
                return null;
            }));
        }
        for (Future<?> each : all) {
            each.get(60, TimeUnit.SECONDS);
        }

        assertThat(mostHolders).hasValue(1);
        assertThat(lock.size()).isZero();
    }

    @Test
    void release_severalWaiters_getTheLockInTheOrderOfTheirCalls() throws Exception {
        assertThat(lock.acquire("a", LONG, LayerCall.plain())).isTrue();
        List<Integer> order = Collections.synchronizedList(new ArrayList<>());
        List<Future<?>> all = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            int number = i;
            all.add(executor.submit(() -> {
                assertThat(lock.acquire("a", LONG, LayerCall.plain())).isTrue();
                order.add(number);
                lock.release("a");
                return null;
            }));
            awaitWaiting(i + 1);
        }

        lock.release("a");
        for (Future<?> each : all) {
            each.get(60, TimeUnit.SECONDS);
        }

        assertThat(order).containsExactly(0, 1, 2, 3, 4);
    }

    @Test
    void acquire_otherKey_doesNotWait() throws Exception {
        assertThat(lock.acquire("a", LONG, LayerCall.plain())).isTrue();

        assertThat(lock.acquire("b", Duration.ZERO, LayerCall.plain())).isTrue();
    }

    @Test
    void acquire_noTimeLeft_isRejectedAndLeavesTheQueue() throws Exception {
        assertThat(lock.acquire("a", LONG, LayerCall.plain())).isTrue();

        assertThat(lock.acquire("a", Duration.ofMillis(1), LayerCall.plain())).isFalse();
        assertThat(lock.waiting("a")).isZero();
    }

    @Test
    void acquire_cancelledWhileWaiting_isRejected() throws Exception {
        assertThat(lock.acquire("a", LONG, LayerCall.plain())).isTrue();
        Cancellation cancellation = new Cancellation();
        Future<Boolean> waiter =
                executor.submit(() -> lock.acquire("a", LONG, LayerCall.plain().withCancellation(cancellation)));
        awaitWaiting(1);

        cancellation.cancel();

        assertThat(waiter.get(60, TimeUnit.SECONDS)).isFalse();
        lock.release("a");
        assertThat(lock.size()).isZero();
    }

    @Test
    void acquire_interruptedWhileWaiting_throwsAndLeavesTheQueue() throws Exception {
        assertThat(lock.acquire("a", LONG, LayerCall.plain())).isTrue();
        CountDownLatch begun = new CountDownLatch(1);
        Thread[] thread = new Thread[1];
        Future<?> waiter = executor.submit(() -> {
            thread[0] = Thread.currentThread();
            begun.countDown();
            assertThatThrownBy(() -> lock.acquire("a", LONG, LayerCall.plain()))
                    .isInstanceOf(InterruptedException.class);
        });
        assertThat(begun.await(60, TimeUnit.SECONDS)).isTrue();
        awaitWaiting(1);

        thread[0].interrupt();

        waiter.get(60, TimeUnit.SECONDS);
        assertThat(lock.waiting("a")).isZero();
    }

    private void awaitWaiting(int count) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (lock.waiting("a") != count) {
            assertThat(System.nanoTime()).isLessThan(end);
            Thread.onSpinWait();
        }
    }
}
