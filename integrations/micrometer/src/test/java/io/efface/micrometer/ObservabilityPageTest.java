package io.efface.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import io.efface.interceptor.CallOutcome;
import io.efface.policy.BreakerState;
import io.micrometer.common.docs.KeyName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Tests that the tables of {@code docs/observability.md} agree with the code. */
class ObservabilityPageTest {
    private static final Path PAGE = Path.of("../../docs/observability.md");

    /** Returns the rows of the table below this head. */
    private static List<String> rows(String head) throws IOException {
        List<String> lines = Files.readAllLines(PAGE);
        int at = lines.indexOf(head);
        assertThat(at).as("the table %s", head).isNotNegative();
        return lines.stream()
                .skip(at + 2L)
                .takeWhile(line -> line.startsWith("|"))
                .toList();
    }

    private static Set<String> quoted(String text) {
        Set<String> words = new TreeSet<>();
        Matcher matcher = Pattern.compile("`([^`]+)`").matcher(text);
        while (matcher.find()) {
            words.add(matcher.group(1));
        }
        return words;
    }

    private static List<String> firstColumn(String head) throws IOException {
        return rows(head).stream()
                .map(row -> row.substring(row.indexOf('`') + 1, row.indexOf('`', row.indexOf('`') + 1)))
                .toList();
    }

    private static List<String> names(KeyName[] keys) {
        return Arrays.stream(keys).map(KeyName::asString).toList();
    }

    @Test
    void observations_onThePage_areThoseOfTheCode() throws IOException {
        assertThat(firstColumn("| name | what is observed |"))
                .isEqualTo(Arrays.stream(EffaceObservation.values())
                        .map(EffaceObservation::getName)
                        .toList());
        for (EffaceObservation observation : EffaceObservation.values()) {
            assertThat(firstColumn("| tag | value |")).isEqualTo(names(observation.getLowCardinalityKeyNames()));
            assertThat(firstColumn("| key | value |")).isEqualTo(names(observation.getHighCardinalityKeyNames()));
        }
    }

    @Test
    void outcomes_onThePage_areThoseOfTheCode() throws IOException {
        List<String> expected = new ArrayList<>();
        Arrays.stream(CallOutcome.values()).map(CallOutcome::spelling).forEach(expected::add);
        expected.add("none");
        assertThat(firstColumn("| outcome | condition |")).isEqualTo(expected);
    }

    @Test
    void gauges_onThePage_areThoseOfTheCode() throws IOException {
        List<String> rows = rows("| name | tags | value |");
        assertThat(rows).hasSize(2);
        assertThat(quoted(rows.get(0)))
                .containsExactlyInAnyOrder(
                        EffaceMeters.QUOTA_WAITING, EffaceMeters.ACCOUNT, EffaceMeters.PROVIDER, EffaceMeters.LIBRARY);
        assertThat(quoted(rows.get(1)))
                .containsExactlyInAnyOrderElementsOf(Stream.concat(
                                Stream.of(
                                        EffaceMeters.BREAKER_STATE,
                                        EffaceMeters.ACCOUNT,
                                        EffaceMeters.PROVIDER,
                                        EffaceMeters.LIBRARY,
                                        EffaceMeters.STATE),
                                Arrays.stream(BreakerState.values()).map(BreakerState::spelling))
                        .toList());
    }
}
