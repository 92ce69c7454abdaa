package io.efface.erasure.internal.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class OpenJobsTest {
    @Test
    void with_anotherJobIsBeingOpened_doesNotWait() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch finish = new CountDownLatch(1);
        OpenJobs jobs = new OpenJobs(job -> {
            if (job.equals("slow")) {
                begun.countDown();
                try {
                    finish.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
            return null;
        });
        // The common pool may have only one thread.
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            Future<String> slow = threads.submit(() -> jobs.with("slow", slices -> "slow"));
            assertThat(begun.await(1, TimeUnit.MINUTES)).isTrue();

            Future<String> fast = threads.submit(() -> jobs.with("fast", slices -> "fast"));

            assertThat(fast.get(1, TimeUnit.MINUTES)).isEqualTo("fast");
            assertThat(slow.isDone()).isFalse();
            finish.countDown();
            assertThat(slow.get(1, TimeUnit.MINUTES)).isEqualTo("slow");
        } finally {
            finish.countDown();
            threads.shutdown();
        }
    }
}
