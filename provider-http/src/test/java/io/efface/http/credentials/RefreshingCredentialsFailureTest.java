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

/** A source of temporary credentials that fails, ahead of time and with nothing valid. */
@Timeout(60)
class RefreshingCredentialsFailureTest extends IssuedTokens {
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    private List<Future<String>> request(RefreshingCredentials<String> kept, int callers) {
        List<Future<String>> requests = new ArrayList<>();
        for (int i = 0; i < callers; i++) {
            requests.add(threads.submit((Callable<String>) kept::credentials));
        }
        return requests;
    }

    private static void await(CountDownLatch latch) throws InterruptedException {
        assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void current_failsAheadOfTime_keepsTheValidOnesAndTriesAgainAfterThePause() {
        AtomicBoolean down = new AtomicBoolean();
        RefreshingCredentials<String> kept = kept(() -> {
            if (down.get()) {
                fetches.incrementAndGet();
                throw new IOException("the-secret");
            }
            return next(HOUR);
        });
        kept.credentials();
        clock.move(Duration.ofMinutes(55));
        down.set(true);

        assertThat(kept.credentials()).isEqualTo("token-1");
        assertThat(kept.credentials()).isEqualTo("token-1");
        assertThat(fetches).as("left alone during the pause").hasValue(2);
        clock.move(Duration.ofSeconds(5));
        assertThat(kept.credentials()).isEqualTo("token-1");
        assertThat(fetches).hasValue(3);

        down.set(false);
        clock.move(Duration.ofSeconds(5));
        assertThat(kept.credentials()).isEqualTo("token-4");
    }

    @Test
    void current_failsUntilTheEnd_thenFails() {
        RefreshingCredentials<String> kept = kept(drying(1, new IOException("the-secret")));
        kept.credentials();
        clock.move(HOUR.minusMillis(1));
        assertThat(kept.credentials()).isEqualTo("token-1");

        clock.move(Duration.ofMillis(1));
        assertThat(failure(kept).kind()).isEqualTo(ErrorKind.UNAVAILABLE);
    }

    @Test
    void current_outOfReachWithNothingValid_failsAllWhoWaitAndTellsWhenToAskAgain() throws Exception {
        CountDownLatch fetching = new CountDownLatch(1);
        CountDownLatch response = new CountDownLatch(1);
        AtomicBoolean up = new AtomicBoolean();
        RefreshingCredentials<String> kept = kept(() -> {
            if (up.get()) {
                return next(HOUR);
            }
            fetches.incrementAndGet();
            fetching.countDown();
            await(response);
            throw new IOException("the-secret");
        });
        List<Future<String>> requests = request(kept, 8);
        await(fetching);
        response.countDown();
        for (Future<String> each : requests) {
            assertThatThrownBy(() -> each.get(30, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .cause()
                    .isInstanceOfSatisfying(FaceException.class, RefreshingCredentialsFailureTest::assertPassing);
        }
        assertPassing(failure(kept));
        assertThat(fetches).hasValue(1);

        up.set(true);
        clock.move(Duration.ofMillis(200));
        assertThat(kept.credentials()).isEqualTo("token-2");
    }

    private static void assertPassing(FaceException failure) {
        assertThat(failure.kind()).isEqualTo(ErrorKind.UNAVAILABLE);
        assertThat(failure.advice()).isEqualTo(RetryAdvice.BACKOFF);
        assertThat(failure.retryAfter()).contains(Duration.ofMillis(200));
    }

    @Test
    void current_outOfReachAgainAndAgain_isAskedMoreAndMoreSeldom() {
        RefreshingCredentials<String> kept = kept(drying(0, new IOException("the-secret")));
        List<Long> waits = new ArrayList<>();
        for (int failures = 1; failures <= 7; failures++) {
            Duration wait = failure(kept).retryAfter().orElseThrow();
            waits.add(wait.toMillis());
            clock.move(wait.minusMillis(1));
            assertThat(failure(kept).retryAfter()).contains(Duration.ofMillis(1));
            assertThat(fetches).hasValue(failures);
            clock.move(Duration.ofMillis(1));
        }

        assertThat(waits).containsExactly(200L, 400L, 800L, 1600L, 3200L, 5000L, 5000L);
    }

    @Test
    void current_hasNone_leavesTheSourceAloneForThePause() {
        RefreshingCredentials<String> kept = kept(drying(0, new IllegalStateException("the-secret")));
        assertThat(failure(kept).retryAfter()).isEmpty();
        clock.move(Duration.ofMillis(4999));
        assertThat(failure(kept).kind()).isEqualTo(ErrorKind.UNAUTHENTICATED);
        assertThat(fetches).hasValue(1);

        clock.move(Duration.ofMillis(1));
        failure(kept);
        assertThat(fetches).hasValue(2);
    }

    @Test
    void current_sourceSaysHowLong_isHeard() {
        FaceException busy = FaceException.of(Operation.OPEN, ErrorKind.RATE_LIMITED)
                .advice(RetryAdvice.BACKOFF)
                .retryAfter(Duration.ofSeconds(30))
                .build();
        RefreshingCredentials<String> kept = kept(drying(0, busy));

        FaceException failure = failure(kept);

        assertThat(failure.kind()).isEqualTo(ErrorKind.RATE_LIMITED);
        assertThat(failure.advice()).isEqualTo(RetryAdvice.BACKOFF);
        assertThat(failure.retryAfter()).contains(Duration.ofSeconds(30));
        clock.move(Duration.ofSeconds(29));
        assertThat(failure(kept).retryAfter()).contains(Duration.ofSeconds(1));
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
    void current_sourceFails_reportsTheKindAndNothingThatTheSourceSaid(Exception error, ErrorKind kind, String shown) {
        FaceException failure = failure(kept(drying(0, error)));

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
    @SuppressWarnings("NullAway") // what an application without null checks may do
    void current_sourceGivesNone_isUnauthenticated() {
        assertThat(failure(kept(() -> null)).kind()).isEqualTo(ErrorKind.UNAUTHENTICATED);
    }

    @ParameterizedTest
    @ValueSource(classes = {NoClassDefFoundError.class, AssertionError.class})
    void current_sourceThrowsAnError_isNotStuckAfterwards(Class<? extends Error> type) throws Exception {
        Error error = type.getConstructor().newInstance();
        RefreshingCredentials<String> kept = kept(() -> {
            if (fetches.getAndIncrement() == 0) {
                throw error;
            }
            return next(HOUR);
        });
        assertThatThrownBy(kept::credentials).isInstanceOfAny(FaceException.class, type);
        clock.move(Duration.ofSeconds(5));

        assertThat(kept.credentials()).isEqualTo("token-3");
    }

    @ParameterizedTest
    @ValueSource(classes = {NoClassDefFoundError.class, AssertionError.class})
    void current_renewalThrowsAnError_keepsTheValidOnesAndPrintsNothing(Class<? extends Error> type) throws Exception {
        Error error = type.getConstructor().newInstance();
        RefreshingCredentials<String> kept = kept(() -> {
            if (fetches.get() == 1) {
                fetches.incrementAndGet();
                throw error;
            }
            return next(HOUR);
        });
        kept.credentials();
        clock.move(Duration.ofMinutes(56));
        assertThat(kept.credentials()).isEqualTo("token-1");

        clock.move(Duration.ofSeconds(5));
        assertThat(kept.credentials()).isEqualTo("token-3");
    }
}
