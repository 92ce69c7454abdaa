package io.efface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RateTest {
    @ParameterizedTest
    @CsvSource({
        "20, 20, PT1S, 20/s",
        "20/s, 20, PT1S, 20/s",
        "20 / min, 20, PT1M, 20/min",
        "1000/h, 1000, PT1H, 1000/h",
        "10000/day, 10000, PT24H, 10000/day",
        "5/10s, 5, PT10S, 5/10s",
        "7/1m30s, 7, PT1M30S, 7/1m30s",
        "60/60s, 60, PT1M, 60/min",
        "100000, 100000, PT1S, 100000/s",
    })
    void parse_rate_isParsedAndFormatted(String text, int calls, Duration per, String written) {
        Rate rate = Rate.parse(text).orElseThrow();

        assertThat(rate).isEqualTo(new Rate(calls, per)).hasToString(written);
        assertThat(Rate.parse(written)).contains(rate);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0",
                "-1",
                "1.5",
                "20/",
                "/s",
                "20/week",
                "20/S",
                "20/500ms",
                "20/0s",
                "100001",
                "20/s/min",
                "1/745h",
                "99999999999",
                "vendor",
                "20 s"
            })
    void parse_textThatIsNoRate_isRejected(String text) {
        assertThat(Rate.parse(text)).isEmpty();
    }

    @Test
    void new_partOutOfRange_isRejected() {
        Duration second = Duration.ofSeconds(1);
        assertThatThrownBy(() -> new Rate(0, second)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Rate(100_001, second)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Rate(1, Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Rate(1, Duration.ofMillis(1500))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Rate(1, Duration.ofDays(32))).isInstanceOf(IllegalArgumentException.class);
    }
}
