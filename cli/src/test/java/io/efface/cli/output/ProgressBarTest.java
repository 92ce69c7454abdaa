package io.efface.cli.output;

import static io.efface.cli.output.RunProgress.NOON;
import static io.efface.cli.output.RunProgress.progress;
import static io.efface.cli.output.RunProgress.run;
import static org.assertj.core.api.Assertions.assertThat;

import io.efface.cli.process.Language;
import io.efface.cli.process.Message;
import io.efface.erasure.EraseProgress;
import io.efface.erasure.PlanProgress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProgressBarTest {
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
}
