package io.efface.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.efface.Effect;
import io.efface.ErrorKind;
import io.efface.FaceException;
import io.efface.Operation;
import io.efface.Origin;
import io.efface.RetryAdvice;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Temporary credentials over time, by a clock that only the test moves. */
@Timeout(60)
class RefreshingCredentialsTest {
    private static final Duration HOUR = Duration.ofHours(1);

    private final SteppingClock clock = new SteppingClock();
    private final RefreshPlan plan = RefreshPlan.defaults().withClock(clock);
    private final AtomicInteger fetches = new AtomicInteger();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    private RefreshingCredentials<String> kept(CredentialsFetch<String> source) {
        return new RefreshingCredentials<>(source, plan);
    }

    private Expiring<String> next(Duration life) {
        return new Expiring<>(
                "token-" + fetches.incrementAndGet(), clock.instant().plus(life));
    }

    /** Succeeds the given number of times, then fails. */
    private CredentialsFetch<String> drying(int good, Exception failure) {
        return () -> {
            if (fetches.get() >= good) {
                fetches.incrementAndGet();
                throw failure;
            }
            return next(HOUR);
        };
    }

    private static FaceException failure(RefreshingCredentials<String> kept) {
        return catchThrowableOfType(FaceException.class, kept::current);
    }

    private List<Future<String>> ask(RefreshingCredentials<String> kept, int callers) {
        List<Future<String>> asked = new ArrayList<>();
        for (int i = 0; i < callers; i++) {
            asked.add(threads.submit((Callable<String>) kept::current));
        }
        return asked;
    }

    private static <T> T soon(Future<T> future) throws Exception {
        return future.get(30, TimeUnit.SECONDS);
    }

    private static void await(CountDownLatch latch) throws InterruptedException {
        assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"PT1H,PT55M", "PT36H,PT35H55M", "PT15M,PT12M", "PT10S,PT8S"})
    void current_overItsLife_isRenewedAMarginBeforeTheEnd(Duration life, Duration renewedFrom) {
        RefreshingCredentials<String> kept = kept(() -> next(life));
        assertThat(kept.current()).isEqualTo("token-1");

        clock.move(renewedFrom.minusMillis(1));
        assertThat(kept.current()).isEqualTo("token-1");
        clock.move(Duration.ofMillis(1));
        assertThat(kept.current()).isEqualTo("token-2");
        assertThat(kept.current()).isEqualTo("token-2");
    }

    @Test
    void current_ownMargin_isTakenWhereItIsTheSmallerOne() {
        RefreshingCredentials<String> kept =
                new RefreshingCredentials<>(() -> next(HOUR), plan.withMargin(Duration.ofMinutes(1)));
        kept.current();

        clock.move(Duration.ofMinutes(58));
        assertThat(kept.current()).isEqualTo("token-1");
        clock.move(Duration.ofMinutes(1));
        assertThat(kept.current()).isEqualTo("token-2");
    }

    @Test
    void current_neverExpiring_isFetchedOnce() {
        RefreshingCredentials<String> kept = kept(() -> {
            fetches.incrementAndGet();
            return new Expiring<>("key", Instant.MAX);
        });
        kept.current();
        clock.move(Duration.ofDays(36_500));

        assertThat(kept.current()).isEqualTo("key");
        assertThat(fetches).hasValue(1);
    }

    @Test
    void current_nothingValid_oneFetchesAndAllWaitForIt() throws Exception {
        CountDownLatch fetching = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        RefreshingCredentials<String> kept = kept(() -> {
            fetching.countDown();
            await(answer);
            return next(HOUR);
        });

        List<Future<String>> asked = ask(kept, 32);
        await(fetching);
        assertThat(asked).noneMatch(Future::isDone);
        answer.countDown();

        for (Future<String> each : asked) {
            assertThat(soon(each)).isEqualTo("token-1");
        }
        assertThat(fetches).hasValue(1);
    }

    @Test
    void current_renewedAheadOfTime_othersGoOnWithTheValidOnes() throws Exception {
        CountDownLatch fetching = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        RefreshingCredentials<String> kept = kept(() -> {
            if (fetches.get() == 1) {
                fetching.countDown();
                await(answer);
            }
            return next(HOUR);
        });
        kept.current();
        clock.move(Duration.ofMinutes(56));

        Future<String> renewing = ask(kept, 1).get(0);
        await(fetching);
        for (Future<String> other : ask(kept, 16)) {
            assertThat(soon(other)).isEqualTo("token-1");
        }
        assertThat(renewing.isDone()).isFalse();
        answer.countDown();

        assertThat(soon(renewing)).isEqualTo("token-2");
        assertThat(kept.current()).isEqualTo("token-2");
        assertThat(fetches).hasValue(2);
    }

    @Test
    void current_renewalTakesPastTheEnd_othersWaitForIt() throws Exception {
        CountDownLatch fetching = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        RefreshingCredentials<String> kept = kept(() -> {
            if (fetches.get() == 1) {
                fetching.countDown();
                await(answer);
            }
            return next(HOUR);
        });
        kept.current();
        clock.move(Duration.ofMinutes(56));
        Future<String> renewing = ask(kept, 1).get(0);
        await(fetching);

        clock.move(Duration.ofMinutes(4));
        List<Future<String>> others = ask(kept, 4);
        answer.countDown();

        for (Future<String> other : others) {
            assertThat(soon(other)).isEqualTo("token-2");
        }
        assertThat(soon(renewing)).isEqualTo("token-2");
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
        kept.current();
        clock.move(Duration.ofMinutes(55));
        down.set(true);

        assertThat(kept.current()).isEqualTo("token-1");
        assertThat(kept.current()).isEqualTo("token-1");
        assertThat(fetches).as("left alone during the pause").hasValue(2);
        clock.move(Duration.ofSeconds(5));
        assertThat(kept.current()).isEqualTo("token-1");
        assertThat(fetches).hasValue(3);

        down.set(false);
        clock.move(Duration.ofSeconds(5));
        assertThat(kept.current()).isEqualTo("token-4");
    }

    @Test
    void current_failsUntilTheEnd_thenFails() {
        RefreshingCredentials<String> kept = kept(drying(1, new IOException("the-secret")));
        kept.current();
        clock.move(HOUR.minusMillis(1));
        assertThat(kept.current()).isEqualTo("token-1");

        clock.move(Duration.ofMillis(1));
        assertThat(failure(kept).kind()).isEqualTo(ErrorKind.UNAVAILABLE);
    }

    @Test
    void current_failsWithNothingValid_failsAllWhoWaitAndThenThoseOfThePause() throws Exception {
        CountDownLatch fetching = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        AtomicBoolean up = new AtomicBoolean();
        RefreshingCredentials<String> kept = kept(() -> {
            if (up.get()) {
                return next(HOUR);
            }
            fetches.incrementAndGet();
            fetching.countDown();
            await(answer);
            throw new IOException("the-secret");
        });
        List<Future<String>> asked = ask(kept, 8);
        await(fetching);
        answer.countDown();
        for (Future<String> each : asked) {
            assertThatThrownBy(() -> soon(each))
                    .isInstanceOf(ExecutionException.class)
                    .cause()
                    .isInstanceOfSatisfying(
                            FaceException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.UNAVAILABLE));
        }
        assertThat(failure(kept).kind()).isEqualTo(ErrorKind.UNAVAILABLE);
        assertThat(fetches).hasValue(1);

        up.set(true);
        clock.move(Duration.ofSeconds(5));
        assertThat(kept.current()).isEqualTo("token-2");
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
    void current_sourceFails_tellsTheKindAndNothingThatTheSourceSaid(Exception error, ErrorKind kind, String shown) {
        FaceException failure = failure(kept(drying(0, error)));

        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure.origin()).isEqualTo(Origin.LOCAL);
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
        assertThatThrownBy(kept::current).isInstanceOfAny(FaceException.class, type);
        clock.move(Duration.ofSeconds(5));

        assertThat(kept.current()).isEqualTo("token-3");
    }

    @Test
    void current_waiterInterrupted_endsAtOnceAndTheOthersGoOn() throws Exception {
        CountDownLatch fetching = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        RefreshingCredentials<String> kept = kept(() -> {
            fetching.countDown();
            await(answer);
            return next(HOUR);
        });
        Future<String> renewing = ask(kept, 1).get(0);
        await(fetching);
        Thread.currentThread().interrupt();

        FaceException failure = failure(kept);

        assertThat(Thread.interrupted()).as("the flag stays").isTrue();
        assertThat(failure.kind()).isEqualTo(ErrorKind.CANCELLED);
        answer.countDown();
        assertThat(soon(renewing)).isEqualTo("token-1");
    }

    @Test
    void current_renewingThreadInterrupted_isRelievedByAWaiter() throws Exception {
        CountDownLatch fetching = new CountDownLatch(1);
        RefreshingCredentials<String> kept = kept(() -> {
            if (fetching.getCount() > 0) {
                fetching.countDown();
                new CountDownLatch(1).await();
            }
            return next(HOUR);
        });
        Future<String> first = ask(kept, 1).get(0);
        await(fetching);
        List<Future<String>> others = ask(kept, 4);
        first.cancel(true);

        for (Future<String> other : others) {
            assertThat(soon(other)).isEqualTo("token-1");
        }
    }

    @Test
    void current_sourceHangs_endsTheWaitOfOthersInTime() throws Exception {
        CountDownLatch fetching = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        RefreshingCredentials<String> kept = new RefreshingCredentials<>(
                () -> {
                    fetching.countDown();
                    await(answer);
                    return next(HOUR);
                },
                plan.withLongestWait(Duration.ofMillis(20)));
        Future<String> renewing = ask(kept, 1).get(0);
        await(fetching);

        FaceException failure = failure(kept);

        assertThat(failure.kind()).isEqualTo(ErrorKind.UNAVAILABLE);
        assertThat(failure.origin()).isEqualTo(Origin.LOCAL);
        answer.countDown();
        assertThat(soon(renewing)).isEqualTo("token-1");
    }

    @Test
    void current_expiredTheMomentTheyCome_areUsedForOnePause() {
        RefreshingCredentials<String> kept = kept(() -> next(Duration.ofHours(-2)));

        assertThat(kept.current()).as("our clock may be wrong").isEqualTo("token-1");
        assertThat(kept.current()).isEqualTo("token-1");
        clock.move(Duration.ofSeconds(5));
        assertThat(kept.current()).isEqualTo("token-2");
    }

    @Test
    void refused_presentOnes_areFetchedAnew() {
        RefreshingCredentials<String> kept = kept(() -> next(HOUR));
        kept.current();
        clock.move(Duration.ofMinutes(1));

        assertThat(kept.refused("token-1")).isTrue();
        assertThat(kept.refused("token-1")).as("said again by another request").isTrue();
        assertThat(kept.current()).isEqualTo("token-2");
        assertThat(kept.refused("token-1")).as("said late").isTrue();
        assertThat(kept.current()).isEqualTo("token-2");
        assertThat(fetches).hasValue(2);
    }

    @Test
    void refused_freshFromTheSource_areNotFetchedAgainAtOnce() {
        RefreshingCredentials<String> kept = kept(() -> next(HOUR));
        kept.current();

        assertThat(kept.refused("token-1")).isFalse();
        kept.current();
        assertThat(fetches).hasValue(1);
        clock.move(Duration.ofSeconds(5));
        assertThat(kept.refused("token-1")).isTrue();
    }

    @Test
    void toString_ofAll_showsNoCredentials() {
        RefreshingCredentials<String> kept = kept(() -> next(HOUR));
        kept.current();

        assertThat(kept.toString()).contains("2026-03-17T10:25:00Z").doesNotContain("token");
        assertThat(next(HOUR).toString()).contains("2026-03-17T10:30:00Z").doesNotContain("token");
    }

    @Test
    void plan_outOfRange_isRefused() {
        assertThatThrownBy(() -> plan.withMargin(Duration.ofSeconds(-1))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> plan.withPause(Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> plan.withLongestWait(Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
        assertThat(RefreshPlan.defaults().margin()).isEqualTo(Duration.ofMinutes(5));
    }
}
