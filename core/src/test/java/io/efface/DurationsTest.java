package io.efface;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {
    @ParameterizedTest
    @CsvSource({
        "0s, PT0S",
        "500ms, PT0.5S",
        "40s, PT40S",
        "1m30s, PT1M30S",
        "8h, PT8H",
        "1h30m, PT1H30M",
        "138h53m, PT138H53M",
        "2s5ms, PT2.005S"
    })
    void parse_formattedDuration_isTheSameDuration(String text, Duration duration) {
        assertThat(Durations.format(duration)).isEqualTo(text);
        assertThat(Durations.parse(text)).contains(duration);
    }

    @ParameterizedTest
    @CsvSource({"90m, PT1H30M", "1500ms, PT1.5S", "0ms, PT0S", "90s, PT1M30S"})
    void parse_oneLargePart_isRead(String text, Duration duration) {
        assertThat(Durations.parse(text)).contains(duration);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "s", "5 s", "-5s", "5S", "30m1h", "5s5s", "1.5s", "PT5S", "1d", "9999999999h"})
    void parse_otherForm_isEmpty(String text) {
        assertThat(Durations.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"PT0.0005S, 0s", "PT1.0009S, 1s"})
    void format_partsBelowAMillisecond_areDropped(Duration duration, String text) {
        assertThat(Durations.format(duration)).isEqualTo(text);
    }
}
