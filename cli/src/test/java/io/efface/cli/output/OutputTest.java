package io.efface.cli.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.efface.cli.process.Language;
import io.efface.cli.process.ProcessOutput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutputTest {
    @Test
    void line_brokenPipe_endsTheWork() {
        OutputStream closed = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("Broken pipe");
            }
        };
        Output out = new Output(new PrintStream(closed, false, StandardCharsets.UTF_8), Language.EN);

        assertThatThrownBy(() -> out.line("x")).isInstanceOf(Output.OutputException.class);
    }

    @Test
    void processOutput_failedWrite_reportsClosedPipe() {
        ProcessOutput pipe = new ProcessOutput(failing("Broken pipe"));
        ProcessOutput disk = new ProcessOutput(failing("No space left on device"));

        assertThatThrownBy(() -> new Output(pipe, Language.EN).line("x"))
                .isInstanceOfSatisfying(
                        Output.OutputException.class,
                        e -> assertThat(e.isPipeClosed()).isTrue());
        assertThatThrownBy(() -> new Output(disk, Language.EN).line("x"))
                .isInstanceOfSatisfying(
                        Output.OutputException.class,
                        e -> assertThat(e.isPipeClosed()).isFalse());
    }

    private static OutputStream failing(String message) {
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException(message);
            }
        };
    }

    @Test
    void table_cells_areAlignedAndLongCellsShiftTheRest() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Table table = new Table(
                new Output(new PrintStream(bytes, false, StandardCharsets.UTF_8), Language.EN),
                List.of(Table.Column.of("A", 4, List.of("xy", "a very long one")), new Table.Column("B", 0)));

        table.head();
        table.row("xy", "1");
        table.row("a very long one", "2");
        table.row("e\u0301", "3");

        assertThat(bytes.toString(StandardCharsets.UTF_8))
                .isEqualTo("A     B\nxy    1\na very long one  2\ne\u0301     3\n");
    }

    @Test
    void escape_invisibleAndDirectionCharacters_areEscaped() {
        assertThat(TerminalText.escape("a\u200Bb\u202Ec\u2028d")).isEqualTo("a\\u{200b}b\\u{202e}c\\u{2028}d");
        assertThat(TerminalText.escape("李雷 é")).isEqualTo("李雷 é");
    }

    @Test
    void width_wideAndCombining_countsCells() {
        assertThat(TerminalText.width("李雷")).isEqualTo(4);
        assertThat(TerminalText.width("e\u0301")).isEqualTo(1);
        assertThat(TerminalText.width("ひカ한")).isEqualTo(6);
        assertThat(TerminalText.width("カー・ド")).isEqualTo(8);
        assertThat(TerminalText.width("￥１￠")).isEqualTo(6);
        assertThat(TerminalText.width("〇「」〒　〽")).isEqualTo(12);
    }

    @Test
    void width_halfWidthForms_areOneCellWide() {
        assertThat(TerminalText.width("ｶｰﾄﾞ")).isEqualTo(4);
    }
}
