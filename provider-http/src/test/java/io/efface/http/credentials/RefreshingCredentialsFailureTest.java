package io.efface.http.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.efface.Classification;
import io.efface.Effect;
import io.efface.ErrorKind;
import io.efface.FaceException;
import io.efface.Operation;
import io.efface.Origin;
import io.efface.RetryAdvice;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests temporary credentials whose source fails, both while the old credentials are still valid and afterwards. */
@Timeout(60)
class RefreshingCredentialsFailureTest extends IssuedTokens {
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    private List<Future<String>> request(RefreshingCredentials<String> credentials, int callers) {
        List<Future<String>> requests = new ArrayList<>();
        for (int i = 0; i < callers; i++) {
            requests.add(threads.submit((Callable<String>) credentials::credentials));
        }
        return requests;
    }

    private static void await(CountDownLatch latch) throws InterruptedException {
        assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void credentials_earlyRenewalFails_keepsTheValidCredentialsAndTriesAgainAfterThePause() {
        AtomicBoolean down = new AtomicBoolean();
        RefreshingCredentials<String> credentials = refreshing(() -> {
            if (down.get()) {
                fetches.incrementAndGet();
                throw new IOException("the-secret");
            }
            return next(HOUR);
        });
        credentials.credentials();
        clock.move(Duration.ofMinutes(55));
        down.set(true);

        assertThat(credentials.credentials()).isEqualTo("token-1");
        assertThat(credentials.credentials()).isEqualTo("token-1");
        assertThat(fetches).as("not called during the pause").hasValue(2);
        clock.move(Duration.ofSeconds(5));
        assertThat(credentials.credentials()).isEqualTo("token-1");
        assertThat(fetches).hasValue(3);

        down.set(false);
        clock.move(Duration.ofSeconds(5));
        assertThat(credentials.credentials()).isEqualTo("token-4");
    }

    @Test
    void credentials_sourceFailsUntilTheExpiry_failAfterTheExpiry() {
        RefreshingCredentials<String> credentials = refreshing(failingAfter(1, new IOException("the-secret")));
        credentials.credentials();
        clock.move(HOUR.minusMillis(1));
        assertThat(credentials.credentials()).isEqualTo("token-1");

        clock.move(Duration.ofMillis(1));
        assertThat(failure(credentials).kind()).isEqualTo(ErrorKind.UNAVAILABLE);
    }

    @Test
    void credentials_sourceUnavailableAndNothingValid_failForAllCallersWithRetryAfter() throws Exception {
        CountDownLatch fetching = new CountDownLatch(1);
        CountDownLatch response = new CountDownLatch(1);
        AtomicBoolean up = new AtomicBoolean();
        RefreshingCredentials<String> credentials = refreshing(() -> {
            if (up.get()) {
                return next(HOUR);
            }
            fetches.incrementAndGet();
            fetching.countDown();
            await(response);
            throw new IOException("the-secret");
        });
        List<Future<String>> requests = request(credentials, 8);
        await(fetching);
        response.countDown();
        for (Future<String> each : requests) {
            assertThatThrownBy(() -> each.get(30, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .cause()
                    .isInstanceOfSatisfying(
                            FaceException.class, RefreshingCredentialsFailureTest::assertUnavailableWithRetryAfter);
        }
        assertUnavailableWithRetryAfter(failure(credentials));
        assertThat(fetches).hasValue(1);

        up.set(true);
        clock.move(Duration.ofMillis(200));
        assertThat(credentials.credentials()).isEqualTo("token-2");
    }

    private static void assertUnavailableWithRetryAfter(FaceException failure) {
        assertThat(failure.kind()).isEqualTo(ErrorKind.UNAVAILABLE);
        assertThat(failure.advice()).isEqualTo(RetryAdvice.BACKOFF);
        assertThat(failure.retryAfter()).contains(Duration.ofMillis(200));
    }

    @Test
    void credentials_sourceRemainsUnavailable_sourceIsCalledAfterLongerAndLongerWaits() {
        RefreshingCredentials<String> credentials = refreshing(failingAfter(0, new IOException("the-secret")));
        List<Long> waits = new ArrayList<>();
        for (int failures = 1; failures <= 7; failures++) {
            Duration wait = failure(credentials).retryAfter().orElseThrow();
            waits.add(wait.toMillis());
            clock.move(wait.minusMillis(1));
            assertThat(failure(credentials).retryAfter()).contains(Duration.ofMillis(1));
            assertThat(fetches).hasValue(failures);
            clock.move(Duration.ofMillis(1));
        }

        assertThat(waits).containsExactly(200L, 400L, 800L, 1600L, 3200L, 5000L, 5000L);
    }

    @Test
    void credentials_sourceHasNoCredentials_sourceIsNotCalledDuringThePause() {
        RefreshingCredentials<String> credentials =
                refreshing(failingAfter(0, new IllegalStateException("the-secret")));
        assertThat(failure(credentials).retryAfter()).isEmpty();
        clock.move(Duration.ofMillis(4999));
        assertThat(failure(credentials).kind()).isEqualTo(ErrorKind.UNAUTHENTICATED);
        assertThat(fetches).hasValue(1);

        clock.move(Duration.ofMillis(1));
        failure(credentials);
        assertThat(fetches).hasValue(2);
    }

    @Test
    void credentials_sourceReportsRetryAfter_sourceIsNotCalledBeforeThatTime() {
        FaceException busy = FaceException.of(Operation.OPEN, ErrorKind.RATE_LIMITED)
                .advice(RetryAdvice.BACKOFF)
                .retryAfter(Duration.ofSeconds(30))
                .build();
        RefreshingCredentials<String> credentials = refreshing(failingAfter(0, busy));

        FaceException failure = failure(credentials);

        assertThat(failure.kind()).isEqualTo(ErrorKind.RATE_LIMITED);
        assertThat(failure.advice()).isEqualTo(RetryAdvice.BACKOFF);
        assertThat(failure.retryAfter()).contains(Duration.ofSeconds(30));
        clock.move(Duration.ofSeconds(29));
        assertThat(failure(credentials).retryAfter()).contains(Duration.ofSeconds(1));
        assertThat(fetches).hasValue(1);
    }

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(new IOException("the-secret"), ErrorKind.UNAVAILABLE, "IOException"),
                Arguments.of(new TimeoutException("the-secret"), ErrorKind.UNAVAILABLE, "TimeoutException"),
                Arguments.of(
                        new IllegalStateException(new UncheckedIOException(new IOException("the-secret"))),
                        ErrorKind.UNAVAILABLE,
                        "IllegalStateException"),
                Arguments.of(
                        new IllegalStateException("the-secret"), ErrorKind.UNAUTHENTICATED, "IllegalStateException"),
                Arguments.of(
                        FaceException.of(Operation.OPEN, ErrorKind.PERMISSION_DENIED)
                                .detail("the role may not be taken")
                                .cause(new IllegalStateException("the-secret"))
                                .build(),
                        ErrorKind.PERMISSION_DENIED,
                        "the role may not be taken"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void credentials_sourceFails_reportTheKindWithoutTheMessageOfTheSource(
            Exception error, ErrorKind kind, String shown) {
        FaceException failure = failure(refreshing(failingAfter(0, error)));

        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure.origin()).isEqualTo(kind == ErrorKind.UNAVAILABLE ? Origin.NETWORK : Origin.LOCAL);
        assertThat(failure.classification())
                .isEqualTo(kind == ErrorKind.UNAVAILABLE ? Classification.CREDENTIALS : Classification.LOCAL);
        assertThat(failure.effect()).isEqualTo(Effect.NONE);
        assertThat(failure.attempts()).isZero();
        assertThat(failure.advice()).isEqualTo(kind == ErrorKind.UNAVAILABLE ? RetryAdvice.BACKOFF : RetryAdvice.NEVER);
        assertThat(failure)
                .hasMessageContaining(shown)
                .hasMessageNotContaining("the-secret")
                .hasNoCause();
    }

    @Test
    @SuppressWarnings("NullAway") // an application without null checks may return null
    void credentials_sourceReturnsNull_isUnauthenticated() {
        assertThat(failure(refreshing(() -> null)).kind()).isEqualTo(ErrorKind.UNAUTHENTICATED);
    }

    @ParameterizedTest
    @ValueSource(classes = {NoClassDefFoundError.class, AssertionError.class})
    void credentials_sourceThrowsAnError_isFetchedByTheNextCall(Class<? extends Error> type) throws Exception {
        Error error = type.getConstructor().newInstance();
        RefreshingCredentials<String> credentials = refreshing(() -> {
            if (fetches.getAndIncrement() == 0) {
                throw error;
            }
            return next(HOUR);
        });
        assertThatThrownBy(credentials::credentials).isInstanceOfAny(FaceException.class, type);
        clock.move(Duration.ofSeconds(5));

        assertThat(credentials.credentials()).isEqualTo("token-3");
    }

    @ParameterizedTest
    @ValueSource(classes = {NoClassDefFoundError.class, AssertionError.class})
    void credentials_renewalThrowsAnError_keepsTheValidCredentials(Class<? extends Error> type) throws Exception {
        Error error = type.getConstructor().newInstance();
        RefreshingCredentials<String> credentials = refreshing(() -> {
            if (fetches.get() == 1) {
                fetches.incrementAndGet();
                throw error;
            }
            return next(HOUR);
        });
        credentials.credentials();
        clock.move(Duration.ofMinutes(56));
        assertThat(credentials.credentials()).isEqualTo("token-1");

        clock.move(Duration.ofSeconds(5));
        assertThat(credentials.credentials()).isEqualTo("token-3");
    }
}
