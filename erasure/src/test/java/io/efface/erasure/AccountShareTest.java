package io.efface.erasure;

import static io.efface.erasure.RunBench.options;
import static io.efface.erasure.RunBench.people;
import static io.efface.erasure.RunBench.put;
import static org.assertj.core.api.Assertions.assertThat;

import io.efface.testkit.ContractFault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** Tests how accounts share the concurrency of a run. */
class AccountShareTest extends RunFixture {
    @Test
    void pausedAccount_otherAccountHasWork_givesItsShareToTheOther() {
        RunBench bench = planned(4, "a", "b");
        bench.b.failNext(ContractFault.ACCOUNT_UNAVAILABLE);
        bench.b.failNext(ContractFault.ACCOUNT_UNAVAILABLE);
        CountDownLatch all = new CountDownLatch(4);
        before = (operation, person) -> {
            all.countDown();
            try {
                // The pause of the other account does not end before all four targets are in progress.
                assertThat(all.await(5, TimeUnit.MINUTES)).isTrue();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };

        assertThat(bench.run(options().concurrency(4)).counts().isComplete()).isTrue();
    }

    @Test
    void run_moreAccountsThanTheConcurrency_accountsTakeTurns() {
        RunBench bench = planned(10, "a", "b");
        List<Integer> requestsToOther = new ArrayList<>();
        before = (operation, person) -> requestsToOther.add(bench.b.requests());

        bench.run(options().concurrency(1));

        assertThat(requestsToOther).hasSize(10).doesNotHaveDuplicates();
    }

    @Test
    void slowAccount_otherAccountHasWork_doesNotDelayTheOther() throws InterruptedException {
        RunBench bench = bench();
        put(bench.a, people(20));
        put(bench.b, people(500));
        bench.plan(people(500), "a", "b");
        CountDownLatch release = new CountDownLatch(1);
        AtomicInteger inside = new AtomicInteger();
        before = (operation, person) -> {
            inside.incrementAndGet();
            try {
                // Wait until all targets of the other account are done.
                assertThat(release.await(5, TimeUnit.MINUTES)).isTrue();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
        RunControl control = new RunControl();
        Thread run = new Thread(
                () -> bench.run(options().concurrency(4).maxAbsentPercent(100).control(control)));
        run.start();
        long patience = System.nanoTime() + Duration.ofMinutes(4).toNanos();
        while (!bench.b.people().isEmpty() && System.nanoTime() < patience) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }

        assertThat(bench.b.people()).isEmpty();
        assertThat(inside.get()).isLessThanOrEqualTo(4);
        release.countDown();
        run.join();
        assertThat(bench.a.people()).isEmpty();
    }
}
