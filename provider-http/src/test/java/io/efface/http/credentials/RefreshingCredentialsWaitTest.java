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

/** Tests which callers wait while temporary credentials are fetched. */
@Timeout(60)
class RefreshingCredentialsWaitTest extends IssuedTokens {
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    private RefreshingCredentials<String> refreshingInBackground(CredentialsFetcher<String> source) {
        return new RefreshingCredentials<>(source, plan);
    }

    private List<Future<String>> request(RefreshingCredentials<String> credentials, int callers) {
        List<Future<String>> requests = new ArrayList<>();
        for (int i = 0; i < callers; i++) {
            requests.add(threads.submit((Callable<String>) credentials::credentials));
        }
        return requests;
    }

    private static <T> T resultOf(Future<T> future) throws Exception {
        return future.get(30, TimeUnit.SECONDS);
    }

    private static void await(CountDownLatch latch) throws InterruptedException {
        assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    }

    /** A source whose first fetch returns at once. Every further fetch waits until the test counts down {@code response}. */
    private final class SlowSource implements CredentialsFetcher<String> {
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
    void credentials_renewedBeforeTheExpiry_blockNoCaller() throws Exception {
        SlowSource source = new SlowSource();
        RefreshingCredentials<String> credentials = refreshingInBackground(source);
        credentials.credentials();
        clock.move(Duration.ofMinutes(56));

        assertThat(resultOf(request(credentials, 1).get(0)))
                .as("the caller that starts the renewal")
                .isEqualTo("token-1");
        await(source.fetching);
        for (Future<String> other : request(credentials, 16)) {
            assertThat(resultOf(other)).isEqualTo("token-1");
        }
        source.response.countDown();
        awaitEndOfFetch(source);

        assertThat(credentials.credentials()).isEqualTo("token-2");
        assertThat(fetches).hasValue(2);
    }

    @Test
    void credentials_expireDuringTheRenewal_blockCallersUntilItEnds() throws Exception {
        SlowSource source = new SlowSource();
        RefreshingCredentials<String> credentials = refreshingInBackground(source);
        credentials.credentials();
        clock.move(Duration.ofMinutes(56));
        credentials.credentials();
        await(source.fetching);

        clock.move(Duration.ofMinutes(4));
        List<Future<String>> others = request(credentials, 4);
        source.response.countDown();

        for (Future<String> other : others) {
            assertThat(resultOf(other)).isEqualTo("token-2");
        }
        assertThat(fetches).hasValue(2);
    }

    @Test
    void credentials_renewal_runsInADaemonThreadThatEndsAfterTheRenewal() throws Exception {
        SlowSource source = new SlowSource();
        RefreshingCredentials<String> credentials = refreshingInBackground(source);
        credentials.credentials();
        clock.move(Duration.ofMinutes(56));
        credentials.credentials();
        await(source.fetching);

        assertThat(source.thread).isNotNull().isNotSameAs(Thread.currentThread());
        assertThat(source.thread.isDaemon()).isTrue();
        source.response.countDown();
        awaitEndOfFetch(source);
    }

    @Test
    void credentials_executorRejectsTheRenewal_areRenewedByTheNextCall() {
        AtomicBoolean full = new AtomicBoolean(true);
        RefreshingCredentials<String> credentials = new RefreshingCredentials<>(() -> next(HOUR), plan, task -> {
            if (full.get()) {
                throw new RejectedExecutionException();
            }
            task.run();
        });
        credentials.credentials();
        clock.move(Duration.ofMinutes(56));
        assertThatThrownBy(credentials::credentials).isInstanceOf(RejectedExecutionException.class);

        full.set(false);
        assertThat(credentials.credentials()).isEqualTo("token-2");
    }

    private static void awaitEndOfFetch(SlowSource source) throws InterruptedException {
        Thread thread = Objects.requireNonNull(source.thread);
        thread.join(30_000);
        assertThat(thread.isAlive()).isFalse();
    }

    @Test
    void credentials_nothingValid_areFetchedByOneCallerAndAllOthersWait() throws Exception {
        CountDownLatch fetching = new CountDownLatch(1);
        CountDownLatch response = new CountDownLatch(1);
        RefreshingCredentials<String> credentials = refreshingInBackground(() -> {
            fetching.countDown();
            await(response);
            return next(HOUR);
        });

        List<Future<String>> requests = request(credentials, 32);
        await(fetching);
        assertThat(requests).noneMatch(Future::isDone);
        response.countDown();

        for (Future<String> each : requests) {
            assertThat(resultOf(each)).isEqualTo("token-1");
        }
        assertThat(fetches).hasValue(1);
    }

    @Test
    void credentials_waitingCallerInterrupted_endsAtOnceAndTheFetchContinues() throws Exception {
        CountDownLatch fetching = new CountDownLatch(1);
        CountDownLatch response = new CountDownLatch(1);
        RefreshingCredentials<String> credentials = refreshingInBackground(() -> {
            fetching.countDown();
            await(response);
            return next(HOUR);
        });
        Future<String> renewing = request(credentials, 1).get(0);
        await(fetching);
        Thread.currentThread().interrupt();

        FaceException failure = failure(credentials);

        assertThat(Thread.interrupted()).as("the interrupt flag stays set").isTrue();
        assertThat(failure.kind()).isEqualTo(ErrorKind.CANCELLED);
        response.countDown();
        assertThat(resultOf(renewing)).isEqualTo("token-1");
    }

    @Test
    void credentials_fetchingCallerInterrupted_areFetchedByAWaitingCaller() throws Exception {
        CountDownLatch fetching = new CountDownLatch(1);
        RefreshingCredentials<String> credentials = refreshingInBackground(() -> {
            if (fetching.getCount() > 0) {
                fetching.countDown();
                new CountDownLatch(1).await();
            }
            return next(HOUR);
        });
        Future<String> first = request(credentials, 1).get(0);
        await(fetching);
        List<Future<String>> others = request(credentials, 4);
        first.cancel(true);

        for (Future<String> other : others) {
            assertThat(resultOf(other)).isEqualTo("token-1");
        }
    }

    @Test
    void credentials_sourceHangs_failForWaitingCallersAfterTheLongestWait() throws Exception {
        CountDownLatch fetching = new CountDownLatch(1);
        CountDownLatch response = new CountDownLatch(1);
        RefreshingCredentials<String> credentials = new RefreshingCredentials<>(
                () -> {
                    fetching.countDown();
                    await(response);
                    return next(HOUR);
                },
                plan.withLongestWait(Duration.ofMillis(20)));
        Future<String> renewing = request(credentials, 1).get(0);
        await(fetching);

        FaceException failure = failure(credentials);

        assertThat(failure.kind()).isEqualTo(ErrorKind.UNAVAILABLE);
        assertThat(failure.advice())
                .as("the next call may find the fetched credentials")
                .isEqualTo(RetryAdvice.BACKOFF);
        response.countDown();
        assertThat(resultOf(renewing)).isEqualTo("token-1");
    }
}
