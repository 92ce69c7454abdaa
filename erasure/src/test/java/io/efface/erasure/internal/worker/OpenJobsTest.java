package io.efface.erasure.internal.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
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
        CompletableFuture<String> slow = CompletableFuture.supplyAsync(() -> jobs.with("slow", slices -> "slow"));
        assertThat(begun.await(1, TimeUnit.MINUTES)).isTrue();

        CompletableFuture<String> fast = CompletableFuture.supplyAsync(() -> jobs.with("fast", slices -> "fast"));

        assertThat(fast.get(1, TimeUnit.MINUTES)).isEqualTo("fast");
        assertThat(slow).isNotDone();
        finish.countDown();
        assertThat(slow.get(1, TimeUnit.MINUTES)).isEqualTo("slow");
    }
}
