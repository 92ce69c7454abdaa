package io.efface.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.efface.cli.output.TerminalText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests the help pages in Chinese. The characters of Chinese are two cells wide on a terminal. */
class ChineseHelpTest {
    private static final String COMMANDS = "io.efface.cli.HelpTest#commands";
    private static final Pattern ENGLISH = Pattern.compile("\\b[a-z]{2,} [a-z]{2,} [a-z]{2,}\\b");
    private static final Pattern OPTION = Pattern.compile("^([* ](?: {5}| -[a-zA-Z], )--\\S+)", Pattern.MULTILINE);

    private final CommandTester tester = new CommandTester();

    @ParameterizedTest
    @MethodSource(COMMANDS)
    void help_ofEachCommand_isTheRecordedPage(List<String> command) throws IOException {
        HelpTest.assertRecorded(Path.of("zh", HelpTest.fileName(command)), help("zh", command));
    }

    @ParameterizedTest
    @MethodSource(COMMANDS)
    void help_ofEachCommand_fitsTheTerminal(List<String> command) {
        assertThat(help("zh", command))
                .allSatisfy(
                        line -> assertThat(TerminalText.width(line)).as(line).isLessThanOrEqualTo(80))
                .as("a line does not begin with punctuation")
                .noneMatch(line -> line.strip().matches("[，。；：、）].*"))
                .noneMatch(line -> line.contains("%%") || line.contains("%n"));
    }

    @ParameterizedTest
    @MethodSource(COMMANDS)
    void help_ofEachCommand_hasChineseTextsAndTheNamesOfTheEnglishPage(List<String> command) {
        List<String> page = help("zh", command);

        assertThat(page.stream().filter(line -> !line.strip().matches("(efface |--|用法：).*")))
                .noneMatch(line -> ENGLISH.matcher(line).find());
        assertThat(options(page)).isNotEmpty().isEqualTo(options(help("en", command)));
        assertThat(page).anyMatch(line -> line.startsWith("用法：efface"));
    }

    private static List<String> options(List<String> page) {
        return OPTION.matcher(String.join("\n", page))
                .results()
                .map(option -> option.group(1))
                .toList();
    }

    @ParameterizedTest
    @MethodSource(COMMANDS)
    void helpCommand_ofEachCommand_printsTheSamePage(List<String> command) {
        List<String> words = new ArrayList<>(List.of("--lang", "zh", "help"));
        words.addAll(command);
        List<String> page = help("zh", command);

        assertThat(tester.run(words.toArray(String[]::new))).isZero();
        assertThat(tester.outLines()).isEqualTo(page);
    }

    @Test
    void help_referenceToAVariable_isNotResolved() {
        assertThat(String.join("", help("zh", List.of("doctor"))).replace(" ", ""))
                .contains("${env:NAME}或${file:PATH}");
    }

    private List<String> help(String language, List<String> command) {
        List<String> words = new ArrayList<>(command);
        words.addAll(List.of("--lang", language, "--help"));
        assertThat(tester.run(words.toArray(String[]::new))).isZero();
        assertThat(tester.err()).isEmpty();
        return tester.outLines();
    }
}
