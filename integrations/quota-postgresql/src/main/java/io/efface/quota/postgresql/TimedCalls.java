package io.efface.quota.postgresql;

import io.efface.Durations;
import io.efface.policy.QuotaUnavailableException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Runs calls to the database on a few separate threads, because a pool or a driver may block longer than the caller can wait and may ignore
 * an interrupt. The threads are daemon threads and end when they are idle, so this class needs no method to stop them.
 */
final class TimedCalls {
    private final ThreadPoolExecutor threads;
    private final Duration timeout;

    /**
     * Creates an object without threads.
     *
     * @param most the highest number of threads
     * @param atEnd each thread calls this at its end
     */
    TimedCalls(Duration timeout, int most, Runnable atEnd) {
        this.timeout = timeout;
        ThreadFactory daemons = task -> {
            Thread thread = new Thread(
                    () -> {
                        try {
                            task.run();
                        } finally {
                            atEnd.run();
                        }
                    },
                    "efface-quota-postgresql");
            thread.setDaemon(true);
            return thread;
        };
        threads =
                new ThreadPoolExecutor(most, most, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<Runnable>(), daemons);
        threads.allowCoreThreadTimeOut(true);
    }

    <T> T run(Callable<T> call) {
        Future<T> future = threads.submit(call);
        try {
            return future.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new QuotaUnavailableException("the quota database did not answer in " + Durations.format(timeout), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new QuotaUnavailableException("the thread was interrupted while it waited for the quota database", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof QuotaUnavailableException rejection) {
                throw rejection;
            }
            throw new QuotaUnavailableException("the quota database does not answer", e);
        } finally {
            future.cancel(true);
        }
    }
}
