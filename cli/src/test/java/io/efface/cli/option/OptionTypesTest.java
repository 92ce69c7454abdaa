package io.efface.cli.option;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class OptionTypesTest {
    @ParameterizedTest
    @CsvSource({"500ms, PT0.5S", "5s, PT5S", "0s, PT0S", "2m, PT2M", "8h, PT8H", "1h30m, PT1H30M"})
    void duration_wellFormed_isParsed(String text, Duration duration) {
        assertThat(new DurationOption().convert(text)).isEqualTo(duration);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "s", "-5s", "1.5s", "5 s", "5d", "PT5S", "99999999999s"})
    void duration_otherText_isRejected(String text) {
        assertThatThrownBy(() -> new DurationOption().convert(text))
                .isInstanceOf(TypeConversionException.class)
                .hasMessageContaining("500ms, 5s, 2m or 1h30m");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-31T18:00+08:00, 2026-01-31T10:00:00Z",
        "2026-01-31T18:00:30Z, 2026-01-31T18:00:30Z",
        "2026-01-31T18:00@Asia/Shanghai, 2026-01-31T10:00:00Z",
        "2026-01-31T18:00[Asia/Shanghai], 2026-01-31T10:00:00Z",
        "2026-07-01T12:00@Europe/Berlin, 2026-07-01T10:00:00Z",
        "2026-01-01T12:00@Europe/Berlin, 2026-01-01T11:00:00Z",
        "2026-10-25T02:30@Europe/Berlin, 2026-10-25T00:30:00Z"
    })
    void instant_withZone_isParsed(String text, Instant moment) {
        assertThat(new InstantOption().convert(text)).isEqualTo(moment);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2026-01-31",
                "2026-01-31T18:00",
                "18:00@Asia/Shanghai",
                "2026-01-31T18:00@Asia/Shangri-La",
                "2026-13-31T18:00Z",
                "2026-01-31T18:00@",
                "2026-03-29T02:30@Europe/Berlin"
            })
    void instant_withoutZoneOrImpossible_isRejected(String text) {
        assertThatThrownBy(() -> new InstantOption().convert(text)).isInstanceOf(TypeConversionException.class);
    }
}
