package io.efface.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.efface.Cancellation;
import io.efface.spi.layers.LayerCall;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class SkippingClockTest {
    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
    private static final Duration WAIT = Duration.ofHours(3);

    private final SkippingClock time = SkippingClock.running(Clock.fixed(START, ZoneOffset.UTC));

    @Test
    void sleep_anyTime_passesForTheClockAlone() throws Exception {
        long before = System.nanoTime();

        assertThat(time.sleep(WAIT, LayerCall.plain())).isTrue();

        assertThat(time.instant()).isEqualTo(START.plus(WAIT));
        assertThat(time.skipped()).isEqualTo(WAIT);
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofMinutes(1));
    }

    @Test
    void sleep_noTime_doesNothing() throws Exception {
        assertThat(time.sleep(Duration.ZERO, LayerCall.plain())).isTrue();
        assertThat(time.sleep(Duration.ofSeconds(-1), LayerCall.plain())).isTrue();

        assertThat(time.instant()).isEqualTo(START);
    }

    @Test
    void sleep_cancelledCall_returnsFalseAndNoTimePasses() throws Exception {
        Cancellation cancellation = new Cancellation();
        cancellation.cancel();

        assertThat(time.sleep(WAIT, LayerCall.plain().withCancellation(cancellation)))
                .isFalse();

        assertThat(time.skipped()).isZero();
    }

    @Test
    void sleep_interruptedThread_isInterrupted() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> time.sleep(WAIT, LayerCall.plain())).isInstanceOf(InterruptedException.class);

        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        assertThat(time.skipped()).isZero();
    }

    @Test
    void skip_someTime_passes() {
        time.skip(WAIT);

        assertThat(time.instant()).isEqualTo(START.plus(WAIT));
        assertThat(time.skipped()).isEqualTo(WAIT);
    }

    @Test
    void skip_negativeTime_isRejected() {
        assertThatIllegalArgumentException().isThrownBy(() -> time.skip(Duration.ofMillis(-1)));
    }
}
