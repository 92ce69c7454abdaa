package io.efface.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NewJobNameTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 1, 31);

    @ParameterizedTest
    @CsvSource({
        "leavers.csv,leavers",
        "/jobs/Leavers of Q1.2026.csv,leavers-of-q1-2026",
        "离职.csv,list",
        "-,list",
        ".csv,csv",
        "__a__.txt,a",
        "a-list-with-a-name-of-more-than-29-characters.txt,a-list-with-a-name-of-more-th"
    })
    void of_nameOfAFile_keepsLegalCharacters(String file, String expected) {
        assertThat(NewJobName.of(file, TODAY, List.of())).isEqualTo("2026-01-31-" + expected);
    }

    @Test
    void of_usedName_addsANumber() {
        assertThat(NewJobName.of("a.csv", TODAY, List.of("2026-01-31-a"))).isEqualTo("2026-01-31-a-2");
        assertThat(NewJobName.of("a.csv", TODAY, List.of("2026-01-31-a", "2026-01-31-a-2")))
                .isEqualTo("2026-01-31-a-3");
    }

    @Test
    void of_usedLongName_staysLegal() {
        String file = "a-list-with-a-name-of-more-than-29-characters.txt";
        String first = NewJobName.of(file, TODAY, List.of());

        String second = NewJobName.of(file, TODAY, List.of(first));

        assertThat(second).hasSizeLessThanOrEqualTo(40).endsWith("-2").matches("[a-z0-9-]+");
    }

    @ParameterizedTest
    @CsvSource({
        "leavers.csv,2026-01-30-leavers,true",
        "leavers.csv,2026-01-30-leavers-2,true",
        "leavers-2.csv,2026-01-30-leavers-2,true",
        "leavers-2.csv,2026-01-30-leavers,false",
        "leavers.csv,2026-01-30-leavers-2026,false",
        "leavers.csv,2026-01-30-others,false",
        "leavers.csv,leavers,false",
        "-,2026-01-30-list-12,true",
        "a-list-with-a-name-of-more-than-29-characters.txt,2026-01-30-a-list-with-a-name-of-more-th,true",
        "a-list-with-a-name-of-more-than-29-characters.txt,2026-01-30-a-list-with-a-name-of-more-2,true"
    })
    void isFor_nameOfAJob_ignoresTheDateAndTheNumber(String file, String name, boolean expected) {
        assertThat(NewJobName.isFor(file, name)).isEqualTo(expected);
    }
}
