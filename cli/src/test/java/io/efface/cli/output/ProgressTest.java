package io.efface.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import io.efface.cli.CommandTester;
import io.efface.cli.process.AccountsSource;
import io.efface.cli.process.CliContext;
import io.efface.cli.process.FakeSignals;
import io.efface.cli.process.Language;
import io.efface.cli.process.Message;
import io.efface.cli.process.ProcessOutput;
import io.efface.erasure.EraseProgress;
import io.efface.erasure.EraseWait;
import io.efface.erasure.PlanProgress;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
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
import org.junit.jupiter.params.provider.ValueSource;

class ProgressTest {
    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

    private final MutableClock clock = new MutableClock();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private static EraseProgress progress(long done, double rate, Duration elapsed) {
        return new EraseProgress(1000, done, rate, done - 5, 5, 0, 0, 3, Map.of(), elapsed, Map.of());
    }

    private static ProgressText run(EraseProgress progress) {
        return ProgressLine.ofRun(progress, NOON, SHANGHAI);
    }

    private static ProgressText text(String step) {
        return new ProgressText(
                Message.verbatim(step),
                0.5,
                List.of(new ProgressText.Detail(Message.verbatim("1/2"))),
                Message.verbatim(step + ": 1/2"));
    }

    private CliContext context(boolean isTerminal, Map<String, String> environment) {
        return context(isTerminal, environment, new PrintStream(err, false, StandardCharsets.UTF_8));
    }

    private CliContext context(boolean isTerminal, Map<String, String> environment, PrintStream messages) {
        CommandTester terminal = isTerminal ? new CommandTester().withErrorTerminal() : new CommandTester();
        return new CliContext(
                InputStream.nullInputStream(),
                new PrintStream(new ByteArrayOutputStream(), false, StandardCharsets.UTF_8),
                messages,
                terminal.withColumns(60),
                environment,
                clock,
                new Random(1),
                new FakeSignals(),
                AccountsSource.ofFiles());
    }

    /** A clock that a test sets. */
    private static final class MutableClock extends Clock {
        private Instant now = NOON;

        void pass(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }
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
                .hasToString(
                        "account cn: paused until 2026-11-22T08:05:10Z after UNAVAILABLE (503), then one target is tried");
        assertThat(ProgressLine.ofWait(
                        new EraseWait(EraseWait.Kind.SETTLE, Optional.of("cn"), Optional.empty(), until),
                        ZoneOffset.UTC))
                .hasToString(
                        "account cn: the remaining targets are read from 2026-11-22T08:05:10Z on, because deletions may take effect until then");
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

    @Test
    void line_wideTerminal_showsBar() {
        assertThat(ProgressBar.line(run(progress(400, 1, Duration.ofSeconds(200))), Language.EN, 100))
                .isEqualTo("deleting  [#########---------------]   40%  400/1000  ends 20:05 to 20:10  1.0/s");
        assertThat(ProgressBar.line(run(progress(1000, 5, Duration.ofSeconds(100))), Language.EN, 100))
                .startsWith("deleting  [########################]  100%");
    }

    @Test
    void progress_inChinese_isTranslated() {
        ProgressText text = run(new EraseProgress(
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
                Map.of("cn", new EraseProgress.QuotaWait(8, Optional.of(NOON.plusSeconds(75))))));

        assertThat(Language.ZH.text(text.line()))
                .isEqualTo("正在删除：400/1000（40%），10.0/秒，已删除 390，不存在 5，失败 3，未知 2，被限流 3，"
                        + "等待限额：cn（1m15s），已暂停：down，约 2026-01-31T20:01:00+08:00 结束（粗略估计）");
        assertThat(ProgressBar.line(text, Language.ZH, 130))
                .isEqualTo("正在删除  [####------]   40%  400/1000  失败 3  未知 2  等待限额：cn（1m15s）  已暂停：down"
                        + "  约 20:01:00 结束（粗略估计）  10.0/秒");
        assertThat(Language.ZH.text(ProgressLine.ofPlan(PlanProgress.Step.LOADING, 7, Duration.ofSeconds(2))
                        .line()))
                .isEqualTo("正在计划：正在读取名单：7 行，3.5/秒");
    }

    @Test
    void line_twoAccountsWait_keepsWaitsAndFailuresLongest() {
        Map<String, EraseProgress.QuotaWait> quota = Map.of(
                "apac", new EraseProgress.QuotaWait(1, Optional.empty()),
                "cn", new EraseProgress.QuotaWait(8, Optional.of(NOON.plusSeconds(75))));
        Duration elapsed = Duration.ofSeconds(40);
        ProgressText waiting = run(new EraseProgress(1000, 400, 10, 395, 5, 0, 0, 3, Map.of(), elapsed, quota));
        ProgressText paused = run(new EraseProgress(
                1000,
                400,
                10,
                390,
                5,
                3,
                0,
                3,
                Map.of("down", new EraseProgress.Pause("UNAVAILABLE", Optional.empty())),
                elapsed,
                quota));

        assertThat(ProgressBar.line(waiting, Language.EN, 77))
                .isEqualTo("deleting  [###------]   40%  400/1000  quota: apac, cn (1m15s)  ends 20:01:00");
        assertThat(ProgressBar.line(paused, Language.EN, 77))
                .isEqualTo("deleting   40%  400/1000  failed 3  quota: apac, cn (1m15s)  paused: down");
        assertThat(ProgressBar.line(paused, Language.EN, 130))
                .isEqualTo("deleting  [####--------]   40%  400/1000  failed 3  waiting for quota: apac, cn (1m15s)"
                        + "  paused: down  ends about 20:01:00 (rough)");
    }

    @Test
    void line_inChinese_countsWideCharactersTwice() {
        ProgressText text = run(progress(400, 1, Duration.ofSeconds(200)));
        for (int width = 1; width < 120; width++) {
            assertThat(TerminalText.width(ProgressBar.line(text, Language.ZH, width)))
                    .as("width %d", width)
                    .isLessThanOrEqualTo(width);
        }
        assertThat(ProgressBar.line(text, Language.ZH, 35)).isEqualTo("正在删除   40%  400/1000");
        assertThat(TerminalText.width("、。：（）「a")).isEqualTo(13);
    }

    @Test
    void line_narrowTerminal_neverExceedsTheWidth() {
        ProgressText text = new ProgressText(
                Message.of("deleting"),
                0.4,
                List.of(
                        new ProgressText.Detail(Message.verbatim("400/1000")),
                        new ProgressText.Detail(Message.of("waiting for quota: {0}", "\u4e2d\u56fd"))),
                Message.EMPTY);
        for (int width = 1; width < 120; width++) {
            assertThat(TerminalText.width(ProgressBar.line(text, Language.EN, width)))
                    .as("width %d", width)
                    .isLessThanOrEqualTo(width);
        }
        assertThat(ProgressBar.line(text, Language.EN, 30)).isEqualTo("deleting   40%  400/1000");
    }

    @Test
    void tick_onTerminal_overwritesLineAndClearsIt() {
        List<String> texts = List.of("deleting all", "deleting");
        int[] next = {0};
        try (Progress progress = new Progress(context(true, Map.of()), now -> text(texts.get(next[0])))) {
            progress.tick();
            next[0] = 1;
            progress.tick();
        }

        String bar = "  [############------------]   50%  1/2";
        assertThat(printed()).isEqualTo("\rdeleting all" + bar + "\rdeleting" + bar + "    \r" + " ".repeat(49) + "\r");
    }

    @Test
    void printMessage_onTerminal_clearsTheLineFirst() {
        Progress progress = new Progress(
                context(true, Map.of()),
                now -> ProgressText.withoutTotal(Message.verbatim("a"), Message.verbatim("b")));
        progress.tick();
        progress.printMessage(Message.verbatim("message"));
        progress.tick();
        progress.printAfterSignal(Message.verbatim("stopping"));
        progress.printAfterSignal(Message.verbatim("aborting"));

        assertThat(printed()).isEqualTo("\ra  b\r      \rmessage\n\ra  b\r      \rstopping\n\naborting\n");
    }

    @Test
    void tick_logLineIsWrittenToTheStream_clearsTheLineFirst() {
        ProcessOutput messages = new ProcessOutput(err);
        try (Progress progress = new Progress(
                context(true, Map.of(), messages),
                now -> ProgressText.withoutTotal(Message.verbatim("a"), Message.verbatim("b")))) {
            progress.tick();
            messages.println("efface: warning account cn");
            messages.flush();
            progress.tick();
        }

        assertThat(printed())
                .isEqualTo("\ra  b\r      \refface: warning account cn" + System.lineSeparator() + "\ra  b\r      \r");
    }

    @Test
    void tick_noTerminal_writesLineAtStartEachMinuteAndAtTheEnd() {
        int[] done = {0};
        try (Progress progress = new Progress(
                context(false, Map.of()),
                now -> new ProgressText(
                        Message.verbatim("deleting"),
                        0,
                        List.of(),
                        done[0] == 0 ? Message.EMPTY : Message.verbatim("done " + done[0])))) {
            progress.tick();
            done[0] = 1;
            progress.tick();
            clock.pass(Duration.ofSeconds(59));
            done[0] = 2;
            progress.tick();
            clock.pass(Duration.ofSeconds(1));
            done[0] = 3;
            progress.tick();
            done[0] = 4;
        }

        assertThat(printed()).isEqualTo("done 1\ndone 3\ndone 4\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"NO_COLOR=1", "TERM=dumb"})
    void tick_plainTerminal_writesLines(String variable) {
        int equals = variable.indexOf('=');
        Map<String, String> environment = Map.of(variable.substring(0, equals), variable.substring(equals + 1));
        new Progress(context(true, environment), now -> text("deleting")).tick();

        assertThat(printed()).isEqualTo("deleting: 1/2\n");
    }

    @Test
    void tick_emptyNoColor_showsBar() {
        new Progress(context(true, Map.of("NO_COLOR", "")), now -> text("deleting")).tick();

        assertThat(printed()).startsWith("\rdeleting  [");
    }

    @Test
    void tick_messagesGoElsewhere_writesLines() {
        CliContext elsewhere =
                context(true, Map.of()).withMessagesTo(new PrintStream(err, false, StandardCharsets.UTF_8));
        new Progress(elsewhere, now -> text("deleting")).tick();

        assertThat(printed()).isEqualTo("deleting: 1/2\n");
    }

    @Test
    void close_neverStarted_writesNothing() {
        try (Progress progress = new Progress(context(false, Map.of()), now -> text("deleting"))) {
            assertThat(progress).isNotNull();
        }

        assertThat(printed()).isEmpty();
    }

    @Test
    void close_lastLineIsShown_writesItOnlyOnce() {
        try (Progress progress = new Progress(context(false, Map.of()), now -> text("indexing"))) {
            progress.tick();
        }

        assertThat(printed()).isEqualTo("indexing: 1/2\n");
    }

    @Test
    void start_closedAtOnce_writesOnlyTheLastLine() {
        try (Progress progress = new Progress(context(false, Map.of()), now -> text("deleting"))) {
            progress.start();
        }

        assertThat(printed()).isEqualTo("deleting: 1/2\n");
    }
}
