package io.efface.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import io.efface.cli.CommandTester;
import io.efface.cli.process.AccountsSource;
import io.efface.cli.process.CliContext;
import io.efface.cli.process.FakeSignals;
import io.efface.cli.process.Message;
import io.efface.cli.process.ProcessOutput;
import io.efface.testkit.MovableClock;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProgressTest {
    private final MovableClock clock = new MovableClock(RunProgress.NOON);
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

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

    private String printed() {
        return err.toString(StandardCharsets.UTF_8);
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
            clock.move(Duration.ofSeconds(59));
            done[0] = 2;
            progress.tick();
            clock.move(Duration.ofSeconds(1));
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
    void close_lineOfFinishedWorkIsShown_isNotRepeated() {
        AtomicInteger seconds = new AtomicInteger();
        try (Progress progress = new Progress(
                context(false, Map.of()),
                now -> new ProgressText(
                        Message.of("deleting"),
                        1,
                        List.of(),
                        Message.verbatim("deleting: 2/2, took " + seconds.incrementAndGet() + "s")))) {
            progress.tick();
        }

        assertThat(printed()).isEqualTo("deleting: 2/2, took 1s\n");
    }

    @Test
    void start_closedAtOnce_writesOnlyTheLastLine() {
        try (Progress progress = new Progress(context(false, Map.of()), now -> text("deleting"))) {
            progress.start();
        }

        assertThat(printed()).isEqualTo("deleting: 1/2\n");
    }
}
