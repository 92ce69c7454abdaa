package io.efface.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.efface.Cancellation;
import io.efface.Effect;
import io.efface.ErrorKind;
import io.efface.FaceException;
import io.efface.Operation;
import io.efface.Origin;
import io.efface.RetryAdvice;
import io.efface.spi.layers.LayerCall;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Tests that an interrupt, a cancellation, a deadline, a timeout and {@code close()} each end a call at once, at every stage of the call.
 * The documented limit is 100 ms. The tests allow {@code BOUND_MS}, because the machine may be busy. {@code BOUND_MS} is far below the
 * minute after which a call would end by itself. On an idle machine, {@code -Defface.ending.bound=100} checks the documented limit.
 */
@Timeout(120)
class EndingTest {
    private static final long BOUND_MS = Long.getLong("efface.ending.bound", 10_000);

    /**
     * If a deadline or a timeout ends before the call reaches its stage, the test tries again with a longer duration. The test does not try
     * again after a duration that was at least this long.
     */
    private static final Duration LONGEST_ALLOWED = Duration.ofSeconds(10);

    @ParameterizedTest
    @EnumSource(Stage.class)
    void exchange_interrupted_endsAtOnceWithFlagSet(Stage stage, TestReporter reporter) throws Exception {
        try (StagedCall call = stage.start(LayerCall.plain())) {
            call.reach();
            long ended = System.nanoTime();
            call.thread().interrupt();

            FaceException failure = call.failure();

            report(reporter, "interrupt in " + stage, call.endedAt() - ended);
            assertCancelled(failure, stage);
            assertThat(call.endedInterrupted()).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(Stage.class)
    void exchange_cancelled_endsAtOnce(Stage stage, TestReporter reporter) throws Exception {
        Cancellation cancellation = new Cancellation();
        try (StagedCall call = stage.start(LayerCall.plain().withCancellation(cancellation))) {
            call.reach();
            long ended = System.nanoTime();
            cancellation.cancel();

            FaceException failure = call.failure();

            report(reporter, "cancellation in " + stage, call.endedAt() - ended);
            assertCancelled(failure, stage);
            assertThat(call.endedInterrupted()).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource(Stage.class)
    void exchange_deadline_endsAtOnce(Stage stage, TestReporter reporter) throws Exception {
        Duration allowed = Duration.ofMillis(700);
        while (!endsByDeadline(stage, allowed, reporter)) {
            allowed = allowed.multipliedBy(4);
        }
    }

    /** Returns false if the deadline passed before the call reached the stage. Such a run proves nothing. */
    private static boolean endsByDeadline(Stage stage, Duration allowed, TestReporter reporter) throws IOException {
        Instant deadline = Clock.systemUTC().instant().plus(allowed);
        long due = System.nanoTime() + allowed.toNanos();
        try (StagedCall call = stage.start(LayerCall.plain().withDeadline(deadline))) {
            FaceException failure = call.failure();
            if (!call.hasReached() && allowed.compareTo(LONGEST_ALLOWED) < 0) {
                return false;
            }
            report(reporter, "deadline in " + stage, call.endedAt() - due);
            assertThat(failure.kind()).isEqualTo(ErrorKind.DEADLINE_EXCEEDED);
            assertThat(failure.detail().orElseThrow()).doesNotContain("before the response");
            assertThat(failure.origin()).isEqualTo(Origin.LOCAL);
            assertEffect(failure, stage);
            return true;
        }
    }

    @ParameterizedTest
    @EnumSource(Stage.class)
    void close_duringACall_endsTheCallAtOnce(Stage stage, TestReporter reporter) throws Exception {
        try (StagedCall call = stage.start(LayerCall.plain())) {
            call.reach();
            long ended = System.nanoTime();
            call.transport().close();

            FaceException failure = call.failure();

            report(reporter, "close in " + stage, call.endedAt() - ended);
            assertThat(failure.kind()).isEqualTo(ErrorKind.UNAVAILABLE);
            assertThat(failure.origin()).isEqualTo(Origin.LOCAL);
            assertEffect(failure, stage);
        }
    }

    @ParameterizedTest
    @EnumSource(Stage.class)
    void exchange_callTimeout_endsTheCall(Stage stage, TestReporter reporter) throws Exception {
        Duration allowed = Duration.ofMillis(500);
        while (!endsByCallTimeout(stage, allowed, reporter)) {
            allowed = allowed.multipliedBy(4);
        }
    }

    /** Returns false if the timeout ended before the call reached the stage. Such a run proves nothing. */
    private static boolean endsByCallTimeout(Stage stage, Duration allowed, TestReporter reporter) throws IOException {
        HttpSettings settings = HttpSettings.builder()
                .connectTimeout(Duration.ofSeconds(60))
                .readTimeout(Duration.ofSeconds(60))
                .callTimeout(allowed)
                .build();
        try (StagedCall call = stage.start(settings, LayerCall.plain())) {
            FaceException failure = call.failure();
            if (!call.hasReached() && allowed.compareTo(LONGEST_ALLOWED) < 0) {
                return false;
            }
            report(reporter, "call timeout in " + stage, call.endedAt() - call.startedAt() - allowed.toNanos());
            assertThat(failure.kind()).isEqualTo(stage.sent() ? ErrorKind.TIMEOUT : ErrorKind.UNAVAILABLE);
            assertThat(failure.origin()).isEqualTo(Origin.NETWORK);
            assertThat(failure.advice()).isEqualTo(RetryAdvice.BACKOFF);
            assertEffect(failure, stage);
            return true;
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Stage.class,
            names = {"CONNECT", "STALL", "REUSED_STALL"})
    void exchange_connectOrReadTimeout_endsTheCall(Stage stage) throws IOException {
        HttpSettings settings = HttpSettings.builder()
                .connectTimeout(stage.sent() ? Duration.ofSeconds(60) : Duration.ofMillis(300))
                .readTimeout(Duration.ofMillis(300))
                .callTimeout(Duration.ofSeconds(60))
                .build();
        try (StagedCall call = stage.start(settings, LayerCall.plain())) {
            FaceException failure = call.failure();

            assertThat(failure.kind()).isEqualTo(stage.sent() ? ErrorKind.TIMEOUT : ErrorKind.UNAVAILABLE);
            assertThat(failure.advice()).isEqualTo(RetryAdvice.BACKOFF);
            assertThat(failure.origin()).isEqualTo(Origin.NETWORK);
            assertEffect(failure, stage);
        }
    }

    @ParameterizedTest
    @EnumSource(Stage.class)
    void exchange_cancelledFindPerson_hasNoEffect(Stage stage) throws Exception {
        Cancellation cancellation = new Cancellation();
        try (StagedCall call =
                stage.start(Operation.FIND_PERSON, LayerCall.plain().withCancellation(cancellation))) {
            call.reach();
            cancellation.cancel();

            assertThat(call.failure().effect()).isEqualTo(Effect.NONE);
        }
    }

    private static void assertCancelled(FaceException failure, Stage stage) {
        assertThat(failure.kind()).isEqualTo(ErrorKind.CANCELLED);
        assertThat(failure.origin()).isEqualTo(Origin.LOCAL);
        assertThat(failure.advice()).isEqualTo(RetryAdvice.NEVER);
        assertEffect(failure, stage);
    }

    private static void assertEffect(FaceException failure, Stage stage) {
        assertThat(failure.effect()).isEqualTo(stage.sent() ? Effect.UNKNOWN : Effect.NONE);
        assertThat(failure.attempts()).isEqualTo(stage.sent() ? 1 : 0);
    }

    private static void report(TestReporter reporter, String what, long nanos) {
        long ms = TimeUnit.NANOSECONDS.toMillis(nanos);
        reporter.publishEntry(what, ms + " ms");
        assertThat(ms).as(what).isLessThan(BOUND_MS);
    }
}
