package io.efface.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import io.efface.cli.CommandTester;
import io.efface.cli.process.AccountsSource;
import io.efface.cli.process.CliContext;
import io.efface.cli.process.FakeSignals;
import io.efface.erasure.EraseProgress;
import io.efface.erasure.EraseWait;
import io.efface.erasure.PlanProgress;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProgressTest {
    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private static EraseProgress progress(
            long done, double rate, long failed, Map<String, EraseProgress.Pause> paused) {
        return new EraseProgress(1000, done, rate, done - 5, 5, failed, 0, 3, paused);
    }

    private CliContext context(boolean isTerminal, Map<String, String> environment) {
        CommandTester terminal = isTerminal ? new CommandTester().withErrorTerminal() : new CommandTester();
        return new CliContext(
                InputStream.nullInputStream(),
                new PrintStream(new ByteArrayOutputStream(), false, StandardCharsets.UTF_8),
                new PrintStream(err, false, StandardCharsets.UTF_8),
                terminal,
                environment,
                Clock.fixed(NOON, ZoneOffset.UTC),
                new Random(1),
                new FakeSignals(),
                AccountsSource.ofFiles());
    }

    private String printed() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void ofWait_kinds_nameTheAccountAndTheTime() {
        Instant until = Instant.parse("2026-11-22T08:05:10Z");

        assertThat(ProgressLine.ofWait(
                        new EraseWait(EraseWait.Kind.PAUSE, Optional.of("cn"), Optional.of("UNAVAILABLE (503)"), until),
                        ZoneOffset.UTC))
                .isEqualTo(
                        "account cn: paused until 2026-11-22T08:05:10Z after UNAVAILABLE (503), then one target is tried");
        assertThat(ProgressLine.ofWait(
                        new EraseWait(EraseWait.Kind.SETTLE, Optional.of("cn"), Optional.empty(), until),
                        ZoneOffset.UTC))
                .isEqualTo(
                        "account cn: the remaining targets are read from 2026-11-22T08:05:10Z on, because deletions may take effect until then");
        assertThat(ProgressLine.ofWait(
                        new EraseWait(EraseWait.Kind.CALLS, Optional.empty(), Optional.empty(), until), ZoneOffset.UTC))
                .isEqualTo("waiting for calls in progress, until 2026-11-22T08:05:10Z at the latest");
    }

    @Test
    void ofRun_inProgress_showsRateCountsAndEndWithOffset() {
        ProgressText text = ProgressLine.ofRun(progress(400, 10, 0, Map.of()), NOON, SHANGHAI);

        assertThat(text.plain())
                .isEqualTo(
                        "400/1000 (40%), 10.0/s, deleted 395, absent 5, failed 0, unknown 0, throttled 3, ETA 2026-01-31T20:01:00+08:00");
        assertThat(text.colored()).isEqualTo(text.plain());
    }

    @Test
    void ofRun_endOnAnotherDay_showsDay() {
        assertThat(ProgressLine.ofRun(progress(400, 0.01, 0, Map.of()), NOON, SHANGHAI)
                        .plain())
                .endsWith("ETA 2026-02-01T12:40:00+08:00");
    }

    @Test
    void ofRun_stalled_showsUnknownEnd() {
        Map<String, EraseProgress.Pause> paused =
                Map.of("cn", new EraseProgress.Pause("UNAUTHENTICATED", Optional.empty()));

        assertThat(ProgressLine.ofRun(progress(400, 0, 0, paused), NOON, SHANGHAI)
                        .plain())
                .endsWith("throttled 3, paused cn, ETA unknown");
        assertThat(ProgressLine.ofRun(progress(1000, 5, 0, Map.of()), NOON, SHANGHAI)
                        .plain())
                .endsWith("ETA now");
    }

    @Test
    void ofRun_withFailures_isRedInColour() {
        ProgressText text = ProgressLine.ofRun(progress(400, 10, 2, Map.of()), NOON, SHANGHAI);

        assertThat(text.colored()).contains("\u001b[31mfailed 2, unknown 0\u001b[0m");
        assertThat(text.plain()).doesNotContain("\u001b");
    }

    @Test
    void ofVerification_inProgress_showsAbsentAndPresent() {
        assertThat(ProgressLine.ofVerification(progress(400, 10, 2, Map.of()), NOON, SHANGHAI)
                        .plain())
                .contains("absent 395, present 2, unreadable 0");
    }

    @ParameterizedTest
    @EnumSource(PlanProgress.Step.class)
    void ofPlan_everyStep_hasText(PlanProgress.Step step) {
        assertThat(ProgressLine.ofPlan(step, 7).plain()).isNotBlank();
    }

    @Test
    void tick_onTerminal_overwritesLine() {
        List<String> texts = List.of("long line", "short");
        int[] next = {0};
        try (Progress progress = new Progress(
                context(true, Map.of()), now -> new ProgressText(texts.get(next[0]), texts.get(next[0])))) {
            progress.tick();
            next[0] = 1;
            progress.tick();
        }

        assertThat(printed()).isEqualTo("\rlong line\rshort    \r     \r");
    }

    @Test
    void tick_noTerminal_writesLineWithoutColour() {
        try (Progress progress = new Progress(context(false, Map.of()), now -> new ProgressText("plain", "red"))) {
            progress.tick();
            progress.tick();
        }

        assertThat(printed()).isEqualTo("plain\nplain\n");
    }

    @Test
    void tick_colour_isForColourTerminals() {
        new Progress(context(true, Map.of("NO_COLOR", "")), now -> new ProgressText("plain", "red")).tick();
        assertThat(printed()).isEqualTo("\rred");
        new Progress(context(true, Map.of("NO_COLOR", "1")), now -> new ProgressText("plain", "red")).tick();
        assertThat(printed()).isEqualTo("\rred\rplain");
        new Progress(context(true, Map.of("TERM", "dumb")), now -> new ProgressText("plain", "red")).tick();
        assertThat(printed()).isEqualTo("\rred\rplain\rplain");
    }

    @Test
    void start_closedAtOnce_writesNothing() {
        try (Progress progress = new Progress(context(true, Map.of()), now -> ProgressText.of("text"))) {
            progress.start();
        }

        assertThat(printed()).isEmpty();
    }
}
