package io.efface.cli.option;

import static org.assertj.core.api.Assertions.assertThat;

import io.efface.cli.output.Times;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimesTest {
    @Test
    void text_anyTime_hasSecondsAndTheOffset() {
        Instant at = Instant.parse("2026-01-31T10:00:00.987Z");

        assertThat(Times.text(at, ZoneId.of("Asia/Shanghai"))).isEqualTo("2026-01-31T18:00:00+08:00");
        assertThat(Times.text(at, ZoneOffset.UTC)).isEqualTo("2026-01-31T10:00:00Z");
        assertThat(Times.text(null, ZoneOffset.UTC)).isEqualTo("-");
    }

    @Test
    void text_anyTime_isAcceptedByOptions() {
        Instant at = Instant.parse("2026-01-31T10:00:00Z");

        assertThat(new InstantOption().convert(Times.text(at, ZoneId.of("Asia/Shanghai"))))
                .isEqualTo(at);
    }

    @ParameterizedTest
    @CsvSource({"PT0S, 0s", "PT0.2S, 1s", "PT119S, 1m59s", "PT2M1S, 3m", "PT2H5M, 2h5m", "PT138H53M20S, 138h54m"})
    void estimate_anyDuration_isRoundedUpAndAcceptedByOptions(Duration duration, String text) {
        assertThat(Times.estimate(duration)).isEqualTo(text);
        assertThat(new DurationOption().convert(text)).isGreaterThanOrEqualTo(duration);
    }
}
