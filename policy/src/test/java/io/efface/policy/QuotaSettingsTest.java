package io.efface.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.efface.Operation;
import io.efface.QuotaLimit;
import io.efface.Rate;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuotaSettingsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // one limit per second
                "vendor | p 20/s | p 20/s",
                "off | p 20/s | ''",
                "30 | p 20/s, r 20/s | p 30/s, r 30/s",
                "30/s | p 20/s | p 30/s",
                "5 | '' | calls 5/s",
                // a rate with another window adds a limit for each set of operations that the vendor counts together
                "100/min | p 20/s, r 20/s | p 20/s, r 20/s, p 100/min, r 100/min",
                // several limits
                "5 | p 2/s, all 10000/day | p 5/s, all 10000/day",
                "20000/day | p 2/s, all 10000/day | p 2/s, all 20000/day",
                "5, 20000/day | p 2/s, all 10000/day | p 5/s, all 20000/day",
                "100/min | all 2/s, day 10000/day | all 2/s, day 10000/day, all 100/min",
            })
    void effectiveLimits_rate_replacesTheLimitsOfTheSameWindow(String setting, String vendorLimits, String expected) {
        List<QuotaLimit> limits = limits(vendorLimits);

        assertThat(text(QuotaSettings.parse(setting, 5).orElseThrow().effectiveLimits(limits)))
                .isEqualTo(expected);
    }

    @Test
    void effectiveLimits_vendorWithoutLimits_limitsAllOperationsTogether() {
        List<QuotaLimit> limits =
                QuotaSettings.parse("3/min, 20/day", 5).orElseThrow().effectiveLimits(List.of());

        assertThat(limits).extracting(limit -> limit.rate().toString()).containsExactly("3/min", "20/day");
        assertThat(limits)
                .allSatisfy(limit -> assertThat(limit.operations())
                        .contains(Operation.DELETE_PERSON, Operation.DELETE_FACES, Operation.FIND_PERSON));
        assertThat(QuotaSettings.parse("vendor", 5).orElseThrow().effectiveLimits(List.of()))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "vendor | vendor",
                "off | off",
                "20 | 20",
                "20/s | 20",
                "100/min | 100/min",
                "5/s,10000/day | 5, 10000/day",
            })
    void text_anySetting_isParsedToTheSameSetting(String setting, String text) {
        QuotaSettings read = QuotaSettings.parse(setting, 5).orElseThrow();

        assertThat(read.text()).isEqualTo(text);
        assertThat(QuotaSettings.parse(text, 5)).contains(read);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "fast", "20/week", "5,", "5, 6", "5/s, 7", "1/min, 2/60s", "5; 6/min", "100001"})
    void parse_textThatIsNoQuota_isRejected(String setting) {
        assertThat(QuotaSettings.parse(setting, 5)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "20/s, 5, PT0.052631579S, PT0.052631578S",
        "20/s, 0, PT0.05S, PT0S",
        "20/s, 50, PT0.1S, PT1S",
        "10000/day, 5, PT9.094736843S, PT1H15M47.368421052S",
    })
    void paced_margin_determinesIntervalAndSlack(String rate, int margin, Duration interval, Duration slack) {
        QuotaSettings settings = new QuotaSettings(true, List.of(), margin);

        assertThat(settings.paced("all", Rate.parse(rate).orElseThrow()))
                .isEqualTo(new PacedLimit("all", interval, slack));
    }

    private static List<QuotaLimit> limits(String text) {
        return Arrays.stream(text.split(", "))
                .filter(each -> !each.isEmpty())
                .map(each -> each.split(" "))
                .map(words -> new QuotaLimit(
                        words[0],
                        Rate.parse(words[1]).orElseThrow(),
                        QuotaLimit.ACCOUNT,
                        switch (words[0]) {
                            case "p" -> Set.of(Operation.DELETE_PERSON);
                            case "r" -> Set.of(Operation.FIND_PERSON);
                            default -> Set.of(Operation.DELETE_PERSON, Operation.FIND_PERSON);
                        },
                        "a page"))
                .toList();
    }

    private static String text(List<QuotaLimit> limits) {
        return limits.stream().map(limit -> limit.name() + " " + limit.rate()).collect(Collectors.joining(", "));
    }
}
