package io.efface.http.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.efface.ErrorKind;
import io.efface.FaceException;
import io.efface.RetryAdvice;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who waits for temporary credentials, and who does not. */
@Timeout(60)
class RefreshingCredentialsWaitTest extends IssuedTokens {
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    private RefreshingCredentials<String> besides(CredentialsFetcher<String> source) {
        return new RefreshingCredentials<>(source, plan);
    }

    private List<Future<String>> request(RefreshingCredentials<String> kept, int callers) {
        List<Future<String>> requests = new ArrayList<>();
        for (int i = 0; i < callers; i++) {
            requests.add(threads.submit((Callable<String>) kept::credentials));
        }
        return requests;
    }

    private static <T> T soon(Future<T> future) throws Exception {
        return future.get(30, TimeUnit.SECONDS);
    }

    private static void await(CountDownLatch latch) throws InterruptedException {
        assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    }

    /** A source whose second fetch, and each further one, answers when it is let. */
    private final class Slow implements CredentialsFetcher<String> {
        private final CountDownLatch fetching = new CountDownLatch(1);
        private final CountDownLatch response = new CountDownLatch(1);
        private volatile @Nullable Thread thread;

        @Override
        public ExpiringCredentials<String> fetch() throws Exception {
            if (fetches.get() > 0) {
                thread = Thread.currentThread();
                fetching.countDown();
                await(response);
            }
            return next(HOUR);
        }
    }

    @Test
    void current_renewedAheadOfTime_keepsNobodyWaiting() throws Exception {
        Slow source = new Slow();
        RefreshingCredentials<String> kept = besides(source);
        kept.credentials();
        clock.move(Duration.ofMinutes(56));

        assertThat(soon(request(kept, 1).get(0))).as("who begins the renewal").isEqualTo("token-1");
        await(source.fetching);
        for (Future<String> other : request(kept, 16)) {
            assertThat(soon(other)).isEqualTo("token-1");
        }
        source.response.countDown();
        over(source);

        assertThat(kept.credentials()).isEqualTo("token-2");
        assertThat(fetches).hasValue(2);
    }

    @Test
    void current_renewalTakesPastTheEnd_isWaitedFor() throws Exception {
        Slow source = new Slow();
        RefreshingCredentials<String> kept = besides(source);
        kept.credentials();
        clock.move(Duration.ofMinutes(56));
        kept.credentials();
        await(source.fetching);

        clock.move(Duration.ofMinutes(4));
        List<Future<String>> others = request(kept, 4);
        source.response.countDown();

        for (Future<String> other : others) {
            assertThat(soon(other)).isEqualTo("token-2");
        }
        assertThat(fetches).hasValue(2);
    }

    @Test
    void current_renewal_runsOnADaemonThatEndsWithIt() throws Exception {
        Slow source = new Slow();
        RefreshingCredentials<String> kept = besides(source);
        kept.credentials();
        clock.move(Duration.ofMinutes(56));
        kept.credentials();
        await(source.fetching);

        assertThat(source.thread).isNotNull().isNotSameAs(Thread.currentThread());
        assertThat(source.thread.isDaemon()).isTrue();
        source.response.countDown();
        over(source);
    }

    @Test
    void current_noThreadForARenewal_isNotStuckAfterwards() {
        AtomicBoolean full = new AtomicBoolean(true);
        RefreshingCredentials<String> kept = new RefreshingCredentials<>(() -> next(HOUR), plan, task -> {
            if (full.get()) {
                throw new RejectedExecutionException();
            }
            task.run();
        });
        kept.credentials();
        clock.move(Duration.ofMinutes(56));
        assertThatThrownBy(kept::credentials).isInstanceOf(RejectedExecutionException.class);

        full.set(false);
        assertThat(kept.credentials()).isEqualTo("token-2");
    }

    private static void over(Slow source) throws InterruptedException {
        Thread thread = Objects.requireNonNull(source.thread);
        thread.join(30_000);
        assertThat(thread.isAlive()).isFalse();
    }

    @Test
    void current_nothingValid_oneFetchesAndAllWaitForIt() throws Exception {
        CountDownLatch fetching = new CountDownLatch(1);
        CountDownLatch response = new CountDownLatch(1);
        RefreshingCredentials<String> kept = besides(() -> {
            fetching.countDown();
            await(response);
            return next(HOUR);
        });

        List<Future<String>> requests = request(kept, 32);
        await(fetching);
        assertThat(requests).noneMatch(Future::isDone);
        response.countDown();

        for (Future<String> each : requests) {
            assertThat(soon(each)).isEqualTo("token-1");
        }
        assertThat(fetches).hasValue(1);
    }

    @Test
    void current_waiterInterrupted_endsAtOnceAndTheOthersGoOn() throws Exception {
        CountDownLatch fetching = new CountDownLatch(1);
        CountDownLatch response = new CountDownLatch(1);
        RefreshingCredentials<String> kept = besides(() -> {
            fetching.countDown();
            await(response);
            return next(HOUR);
        });
        Future<String> renewing = request(kept, 1).get(0);
        await(fetching);
        Thread.currentThread().interrupt();

        FaceException failure = failure(kept);

        assertThat(Thread.interrupted()).as("the flag stays").isTrue();
        assertThat(failure.kind()).isEqualTo(ErrorKind.CANCELLED);
        response.countDown();
        assertThat(soon(renewing)).isEqualTo("token-1");
    }

    @Test
    void current_renewingThreadInterrupted_isRelievedByAWaiter() throws Exception {
        CountDownLatch fetching = new CountDownLatch(1);
        RefreshingCredentials<String> kept = besides(() -> {
            if (fetching.getCount() > 0) {
                fetching.countDown();
                new CountDownLatch(1).await();
            }
            return next(HOUR);
        });
        Future<String> first = request(kept, 1).get(0);
        await(fetching);
        List<Future<String>> others = request(kept, 4);
        first.cancel(true);

        for (Future<String> other : others) {
            assertThat(soon(other)).isEqualTo("token-1");
        }
    }

    @Test
    void current_sourceHangs_endsTheWaitOfOthersInTime() throws Exception {
        CountDownLatch fetching = new CountDownLatch(1);
        CountDownLatch response = new CountDownLatch(1);
        RefreshingCredentials<String> kept = new RefreshingCredentials<>(
                () -> {
                    fetching.countDown();
                    await(response);
                    return next(HOUR);
                },
                plan.withLongestWait(Duration.ofMillis(20)));
        Future<String> renewing = request(kept, 1).get(0);
        await(fetching);

        FaceException failure = failure(kept);

        assertThat(failure.kind()).isEqualTo(ErrorKind.UNAVAILABLE);
        assertThat(failure.advice()).as("the next may find them there").isEqualTo(RetryAdvice.BACKOFF);
        response.countDown();
        assertThat(soon(renewing)).isEqualTo("token-1");
    }
}
