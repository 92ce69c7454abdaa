package io.efface.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import io.efface.erasure.TargetState;
import io.efface.erasure.metrics.JobGauge;
import io.efface.erasure.metrics.JobMetrics;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class PrometheusTextTest {
    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");
    private static final Pattern HELP = Pattern.compile("# HELP ([a-z_]+) [^\\\\]+");
    private static final Pattern TYPE = Pattern.compile("# TYPE ([a-z_]+) gauge");
    private static final String VALUE = "\"([^\"\\\\\\n]|\\\\[\\\\\"n])*\"";
    private static final Pattern SAMPLE =
            Pattern.compile("([a-z_]+)\\{job=" + VALUE + "(,account=" + VALUE + ")?\\} -?[0-9]+(\\.[0-9]+)?");

    private static JobMetrics metrics(String account, Optional<Instant> due, Map<TargetState, Long> states) {
        return new JobMetrics("leavers", NOON, due, 3, List.of(new JobMetrics.Account(account, 12, states)));
    }

    /** Checks that a text has the grammar of the format: each family has one HELP, one TYPE and at least one sample, and no sample repeats. */
    private static void assertGrammar(String text) {
        assertThat(text).endsWith("\n");
        Set<String> families = new HashSet<>();
        Set<String> samples = new HashSet<>();
        List<String> lines = text.lines().toList();
        int at = 0;
        while (at < lines.size()) {
            var help = HELP.matcher(lines.get(at));
            assertThat(help.matches()).as(lines.get(at)).isTrue();
            String name = help.group(1);
            assertThat(families.add(name)).as(name).isTrue();
            var type = TYPE.matcher(lines.get(at + 1));
            assertThat(type.matches()).as(lines.get(at + 1)).isTrue();
            assertThat(type.group(1)).isEqualTo(name);
            at += 2;
            int first = at;
            while (at < lines.size() && !lines.get(at).startsWith("#")) {
                var sample = SAMPLE.matcher(lines.get(at));
                assertThat(sample.matches()).as(lines.get(at)).isTrue();
                assertThat(sample.group(1)).isEqualTo(name);
                assertThat(samples.add(lines.get(at).substring(0, lines.get(at).lastIndexOf(' '))))
                        .isTrue();
                at++;
            }
            assertThat(at).as("samples of %s", name).isGreaterThan(first);
        }
    }

    @Test
    void of_workLeft_hasEveryGaugeAndNoExitCode() {
        String text = PrometheusText.of(
                metrics(
                        "cn",
                        Optional.of(NOON.minusMillis(1500)),
                        Map.of(TargetState.PENDING, 10L, TargetState.UNKNOWN, 2L, TargetState.DONE, 40L)),
                OptionalInt.empty());

        assertGrammar(text);
        assertThat(text)
                .contains("efface_job_open_targets{job=\"leavers\",account=\"cn\"} 12\n")
                .contains("efface_job_done_targets{job=\"leavers\",account=\"cn\"} 40\n")
                .contains("efface_job_failed_targets{job=\"leavers\",account=\"cn\"} 0\n")
                .contains("efface_job_unknown_targets{job=\"leavers\",account=\"cn\"} 2\n")
                .contains("efface_job_margin_seconds{job=\"leavers\",account=\"cn\"} -1.5\n")
                .contains("efface_job_refused_rows{job=\"leavers\"} 3\n")
                .contains("efface_job_due_timestamp_seconds{job=\"leavers\"} 1769860798.5\n")
                .contains("efface_job_updated_timestamp_seconds{job=\"leavers\"} 1769860800\n")
                .doesNotContain(PrometheusText.EXIT_CODE);
        assertThat(text.lines().filter(line -> line.startsWith("# TYPE"))).hasSize(JobGauge.values().length);
    }

    @Test
    void of_allDone_hasNoMargin() {
        String text = PrometheusText.of(
                metrics("cn", Optional.of(NOON), Map.of(TargetState.DONE, 40L, TargetState.HELD, 1L)),
                OptionalInt.of(0));

        assertGrammar(text);
        assertThat(text)
                .contains("efface_job_held_targets{job=\"leavers\",account=\"cn\"} 1\n")
                .contains("efface_job_exit_code{job=\"leavers\"} 0\n")
                .doesNotContain("margin");
    }

    @Test
    void of_noDueTime_hasNeitherMarginNorDue() {
        String text =
                PrometheusText.of(metrics("cn", Optional.empty(), Map.of(TargetState.FAILED, 1L)), OptionalInt.of(130));

        assertGrammar(text);
        assertThat(text).contains("efface_job_exit_code{job=\"leavers\"} 130\n").doesNotContain("margin", "due");
    }

    @Test
    void of_specialCharacters_areEscaped() {
        String text = PrometheusText.of(metrics("a\"b\\c\nd", Optional.empty(), Map.of()), OptionalInt.empty());

        assertGrammar(text);
        assertThat(text).contains("account=\"a\\\"b\\\\c\\nd\"} 0");
    }
}
