package io.efface.cli.output;

import static io.efface.cli.output.RunProgress.NOON;
import static io.efface.cli.output.RunProgress.SHANGHAI;
import static io.efface.cli.output.RunProgress.progress;
import static io.efface.cli.output.RunProgress.run;
import static org.assertj.core.api.Assertions.assertThat;

import io.efface.cli.process.Message;
import io.efface.erasure.EraseProgress;
import io.efface.erasure.EraseWait;
import io.efface.erasure.PlanProgress;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProgressLineTest {
    @Test
    void ofWait_kinds_nameTheAccountAndTheTime() {
        Instant until = Instant.parse("2026-11-22T08:05:10Z");

        assertThat(ProgressLine.ofWait(
                        new EraseWait(EraseWait.Kind.PAUSE, Optional.of("cn"), Optional.of("UNAVAILABLE (503)"), until),
                        ZoneOffset.UTC))
                .hasToString(
                        "account cn: paused until 2026-11-22T08:05:10Z after UNAVAILABLE (503), then one target is tried");
        assertThat(ProgressLine.ofWait(
                        new EraseWait(EraseWait.Kind.SETTLE, Optional.of("cn"), Optional.empty(), until),
                        ZoneOffset.UTC))
                .hasToString(
                        "account cn: the remaining targets are read after 2026-11-22T08:05:10Z, because deletions may take effect until then");
        assertThat(ProgressLine.ofWait(
                        new EraseWait(EraseWait.Kind.CALLS, Optional.empty(), Optional.empty(), until), ZoneOffset.UTC))
                .hasToString("waiting for calls in progress, until 2026-11-22T08:05:10Z at the latest");
    }

    @Test
    void ofRun_firstMinute_showsRoughEnd() {
        ProgressText text = run(progress(400, 10, Duration.ofSeconds(40)));

        assertThat(text.details())
                .extracting(detail -> detail.text().toString())
                .containsExactly("400/1000", "ends about 20:01:00 (rough)", "10.0/s");
        assertThat(text.line())
                .hasToString(
                        "deleting: 400/1000 (40%), 10.0/s, deleted 395, absent 5, failed 0, unknown 0, throttled 3,"
                                + " ends about 2026-01-31T20:01:00+08:00 (rough)");
    }

    @Test
    void ofRun_ratesDiffer_showsBothEnds() {
        ProgressText text = run(progress(400, 1, Duration.ofSeconds(200)));

        assertThat(text.details())
                .extracting(detail -> detail.text().toString())
                .contains("ends 20:05 to 20:10");
        assertThat(text.line()).asString().endsWith("ends 2026-01-31T20:05:00+08:00 to 2026-01-31T20:10:00+08:00");
    }

    @Test
    void ofRun_ratesAreEqual_showsOneEnd() {
        assertThat(run(progress(400, 1, Duration.ofSeconds(400))).details())
                .extracting(detail -> detail.text().toString())
                .contains("ends about 20:10");
    }

    @Test
    void ofRun_endOnAnotherDay_showsDay() {
        assertThat(run(progress(400, 0.01, Duration.ofSeconds(40_000))).details())
                .extracting(detail -> detail.text().toString())
                .contains("ends about 2026-02-01 12:40");
    }

    @Test
    void ofRun_noRate_showsUnknownEnd() {
        assertThat(run(progress(0, 0, Duration.ofSeconds(5))).details())
                .extracting(detail -> detail.text().toString())
                .contains("end unknown");
        assertThat(run(progress(400, 0, Duration.ofSeconds(500))).details())
                .extracting(detail -> detail.text().toString())
                .contains("end unknown");
    }

    @Test
    void ofRun_allDone_showsDurationInsteadOfEnd() {
        ProgressText text = run(progress(1000, 5, Duration.ofSeconds(100)));

        assertThat(text.details())
                .extracting(detail -> detail.text().toString())
                .containsExactly("1000/1000", "5.0/s");
        assertThat(text.line()).asString().endsWith("throttled 3, took 1m40s");
    }

    @Test
    void ofRun_failuresAndWaits_areNamed() {
        EraseProgress progress = new EraseProgress(
                1000,
                400,
                10,
                390,
                5,
                3,
                2,
                3,
                Map.of("down", new EraseProgress.Pause("UNAVAILABLE", Optional.empty())),
                Duration.ofSeconds(40),
                Map.of(
                        "cn",
                        new EraseProgress.QuotaWait(8, Optional.of(NOON.plusSeconds(75))),
                        "apac",
                        new EraseProgress.QuotaWait(1, Optional.of(NOON.plusMillis(50)))));

        assertThat(run(progress).details())
                .extracting(detail -> detail.text().toString())
                .containsExactly(
                        "400/1000",
                        "failed 3",
                        "unknown 2",
                        "waiting for quota: apac, cn (1m15s)",
                        "paused: down",
                        "ends about 20:01:00 (rough)",
                        "10.0/s");
        assertThat(run(progress).line())
                .asString()
                .contains("failed 3, unknown 2, throttled 3, waiting for quota: apac, cn (1m15s), paused: down, ends");
    }

    @Test
    void ofRun_notBegun_hasNoLine() {
        assertThat(run(new EraseProgress(0, 0, 0, 0, 0, 0, 0, 0, Map.of(), Duration.ZERO, Map.of()))
                        .line())
                .isEqualTo(Message.EMPTY);
    }

    @Test
    void ofVerification_inProgress_showsAbsentAndPresent() {
        EraseProgress progress =
                new EraseProgress(1000, 400, 10, 395, 0, 2, 0, 0, Map.of(), Duration.ofSeconds(40), Map.of());
        ProgressText text = ProgressLine.ofVerification(progress, NOON, SHANGHAI);

        assertThat(text.line()).asString().startsWith("verifying: ").contains("absent 395, present 2, unreadable 0");
        assertThat(text.details())
                .extracting(detail -> detail.text().toString())
                .contains("present 2")
                .doesNotContain("unreadable 0");
    }

    @ParameterizedTest
    @EnumSource(PlanProgress.Step.class)
    void ofPlan_everyStep_hasText(PlanProgress.Step step) {
        assertThat(ProgressLine.ofPlan(step, 7, Duration.ofSeconds(2)).line())
                .asString()
                .startsWith("planning: ");
    }

    @Test
    void ofPlan_listIsRead_showsRate() {
        assertThat(ProgressLine.ofPlan(PlanProgress.Step.LOADING, 7, Duration.ofSeconds(2))
                        .line())
                .hasToString("planning: reading the list: 7 rows, 3.5/s");
        assertThat(ProgressLine.ofPlan(PlanProgress.Step.LOADING, 0, Duration.ofSeconds(2))
                        .line())
                .hasToString("planning: reading the list: 0 rows");
    }
}
