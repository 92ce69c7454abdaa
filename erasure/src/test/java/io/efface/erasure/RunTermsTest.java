package io.efface.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.efface.erasure.internal.run.UpperBound;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RunTermsTest {
    @ParameterizedTest
    @CsvSource({
        "00:00-08:00@Asia/Shanghai, 2026-11-21T16:00:00Z, true",
        "00:00-08:00@Asia/Shanghai, 2026-11-21T15:59:59.999Z, false",
        "00:00-08:00@Asia/Shanghai, 2026-11-21T23:59:59.999Z, true",
        "00:00-08:00@Asia/Shanghai, 2026-11-22T00:00:00Z, false",
        "22:00-06:00@UTC, 2026-11-22T23:00:00Z, true",
        "22:00-06:00@UTC, 2026-11-22T05:59:00Z, true",
        "22:00-06:00@UTC, 2026-11-22T06:00:00Z, false",
        "22:00-06:00@UTC, 2026-11-22T12:00:00Z, false",
        "22:00-24:00@UTC, 2026-11-22T23:59:00Z, true",
        "22:00-24:00@UTC, 2026-11-23T00:00:00Z, false"
    })
    void window_anyMoment_isComparedInLocalTime(String window, String moment, boolean inside) {
        assertThat(RunWindow.parse(window).contains(Instant.parse(moment))).isEqualTo(inside);
    }

    @Test
    void window_changeOfClocks_appliesToLocalTime() {
        RunWindow window = RunWindow.parse("01:30-02:30@Europe/Berlin");
        // 2026-03-29: 01:59:59 is followed by 03:00:00. 2026-10-25: 02:59:59 is followed by 02:00:00.
        assertThat(window.contains(Instant.parse("2026-03-29T00:45:00Z"))).isTrue();
        assertThat(window.contains(Instant.parse("2026-03-29T01:00:00Z"))).isFalse();
        long inside = 0;
        ZonedDateTime minute = ZonedDateTime.parse("2026-10-24T12:00:00Z");
        for (int i = 0; i < 24 * 60; i++) {
            inside += window.contains(minute.plusMinutes(i).toInstant()) ? 1 : 0;
        }
        assertThat(inside).as("01:30 to 02:00 once, and 02:00 to 02:30 twice").isEqualTo(90);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0-8", "00:00-08:00", "00:00-25:00@UTC", "08:00-08:00@UTC", "00:00-08:00@Nowhere/City"})
    void window_invalidText_isRejected(String text) {
        assertThatThrownBy(() -> RunWindow.parse(text))
                .isInstanceOfSatisfying(
                        ErasureException.class, e -> assertThat(e.reason()).isEqualTo(ErasureException.Reason.INPUT));
    }

    @ParameterizedTest
    @CsvSource({
        "5, 5, 100, false",
        "5, 6, 100, true",
        "5, 99, 99, false",
        "5%, 5, 100, false",
        "5%, 6, 100, true",
        "5%, 25, 500, false",
        "5%, 26, 500, true",
        "0, 1, 100, true",
        "100%, 500, 500, false"
    })
    void failureLimit_exceeded_appliesFromAHundredAttempts(String limit, int failed, int attempts, boolean passed) {
        assertThat(FailureLimit.parse(limit).isPassed(failed, attempts)).isEqualTo(passed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "101%", "5 %", "many", "1e3"})
    void failureLimit_invalidText_isRejected(String text) {
        assertThatThrownBy(() -> FailureLimit.parse(text)).isInstanceOf(ErasureException.class);
    }

    @ParameterizedTest
    // The one-sided Clopper-Pearson limits with 95 % confidence. The last two are the 0.95 quantiles of Beta(2, 99) and
    // Beta(6, 995).
    @CsvSource({
        "0, 0, 1",
        "0, 1, 0.95",
        "0, 100, 0.029513",
        "0, 1000000, 0.000002996",
        "5, 5, 1",
        "1, 100, 0.046561",
        "5, 1000, 0.010484"
    })
    void upperBound_ofASample_isTheExactLimit(long hits, long drawn, double bound) {
        assertThat(UpperBound.of(hits, drawn)).isCloseTo(bound, within(1e-6 + bound * 1e-3));
    }

    @Test
    void options_outOfRange_areRejected() {
        RunOptions.Builder builder = RunOptions.builder();
        assertThatThrownBy(() -> builder.concurrency(0)).isInstanceOf(ErasureException.class);
        assertThatThrownBy(() -> builder.limit(0)).isInstanceOf(ErasureException.class);
        assertThatThrownBy(() -> builder.maxAbsentPercent(101)).isInstanceOf(ErasureException.class);
        assertThatThrownBy(() -> builder.maxDuration(Duration.ZERO)).isInstanceOf(ErasureException.class);
        assertThatThrownBy(() -> RunOptions.builder()
                        .callTimeout(Duration.ofSeconds(10))
                        .lease(Duration.ofSeconds(19))
                        .build())
                .isInstanceOf(ErasureException.class);
        assertThatThrownBy(() -> VerifyOptions.builder().samplePercent(0)).isInstanceOf(ErasureException.class);
        assertThatThrownBy(() -> VerifyOptions.builder().looks(0)).isInstanceOf(ErasureException.class);
    }
}
