package io.efface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CancellationTest {
    private final Cancellation cancellation = new Cancellation();
    private final AtomicInteger runs = new AtomicInteger();

    @Test
    void cancel_twice_runsActionsOnce() {
        cancellation.onCancel(runs::incrementAndGet);
        assertThat(cancellation.isCancelled()).isFalse();

        cancellation.cancel();
        cancellation.cancel();

        assertThat(runs).hasValue(1);
        assertThat(cancellation.isCancelled()).isTrue();
    }

    @Test
    void onCancel_afterCancel_runsAtOnce() {
        cancellation.cancel();

        Cancellation.Registration registration = cancellation.onCancel(runs::incrementAndGet);
        assertThat(runs).hasValue(1);
        registration.close();
        assertThat(runs).hasValue(1);
    }

    @Test
    void close_registration_removesOnlyThisRegistration() {
        Runnable action = runs::incrementAndGet;
        Cancellation.Registration first = cancellation.onCancel(action);
        cancellation.onCancel(action);
        first.close();
        first.close();

        cancellation.cancel();

        assertThat(runs).hasValue(1);
    }

    @Test
    void cancel_actionThatThrows_stillRunsTheOthers() {
        cancellation.onCancel(() -> {
            throw new IllegalStateException("first");
        });
        cancellation.onCancel(runs::incrementAndGet);
        cancellation.onCancel(() -> {
            throw new IllegalStateException("second");
        });

        assertThatThrownBy(cancellation::cancel)
                .hasMessage("first")
                .satisfies(e -> assertThat(e.getSuppressed()).hasSize(1));

        assertThat(runs).hasValue(1);
    }

    @Test
    void cancel_actionThatUsesTheCancellation_doesNotDeadlock() {
        cancellation.onCancel(() -> {
            cancellation.cancel();
            cancellation.onCancel(runs::incrementAndGet);
        });

        cancellation.cancel();

        assertThat(runs).hasValue(1);
    }

    @Test
    void onCancel_racingWithCancel_runsEveryActionExactlyOnce() throws Exception {
        ExecutorService executor = Executors.newFixedThreadPool(4);
        try {
            for (int round = 0; round < 300; round++) {
                Cancellation raced = new Cancellation();
                AtomicInteger count = new AtomicInteger();
                CyclicBarrier start = new CyclicBarrier(4);
                List<Future<?>> tasks = new ArrayList<>();
                for (int t = 0; t < 3; t++) {
                    tasks.add(executor.submit(() -> {
                        start.await(30, TimeUnit.SECONDS);
                        for (int i = 0; i < 10; i++) {
                            raced.onCancel(count::incrementAndGet);
                        }
                        return null;
                    }));
                }
                tasks.add(executor.submit(() -> {
                    start.await(30, TimeUnit.SECONDS);
                    raced.cancel();
                    return null;
                }));
                for (Future<?> task : tasks) {
                    task.get(30, TimeUnit.SECONDS);
                }
                assertThat(count).hasValue(30);
            }
        } finally {
            executor.shutdownNow();
        }
    }

    @Test
    void cancel_fromAnotherThread_isSeen() throws Exception {
        CountDownLatch reached = new CountDownLatch(1);
        cancellation.onCancel(reached::countDown);
        Thread other = new Thread(cancellation::cancel);
        other.start();

        assertThat(reached.await(30, TimeUnit.SECONDS)).isTrue();
        other.join(30_000);
        assertThat(cancellation.isCancelled()).isTrue();
    }

    @Test
    void onCancel_null_isRejected() {
        assertThatThrownBy(() -> cancellation.onCancel(null)).isInstanceOf(NullPointerException.class);
    }
}
