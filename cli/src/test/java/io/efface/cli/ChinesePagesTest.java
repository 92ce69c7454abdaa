package io.efface.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.efface.ErrorKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests that the pages in Chinese contain the same examples as the pages in English, and only commands and links that exist. */
class ChinesePagesTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern BLOCK = Pattern.compile("```\\w*\n(.*?)```", Pattern.DOTALL);

    static List<Path> pages() throws IOException {
        try (Stream<Path> pages = Files.list(ROOT.resolve("docs/zh-CN"))) {
            return Stream.concat(Stream.of(ROOT.resolve("README.zh-CN.md")), pages.sorted())
                    .toList();
        }
    }

    private static String read(Path page) throws IOException {
        return Files.readString(page, StandardCharsets.UTF_8);
    }

    private static List<String> blocks(Path page) throws IOException {
        return BLOCK.matcher(read(page)).results().map(found -> found.group(1)).toList();
    }

    @Test
    void readme_examples_areThoseOfTheEnglishPage() throws IOException {
        assertThat(blocks(ROOT.resolve("README.zh-CN.md"))).isEqualTo(blocks(ROOT.resolve("README.md")));
    }

    @Test
    void configuration_example_isThatOfTheEnglishPage() throws IOException {
        assertThat(blocks(ROOT.resolve("docs/zh-CN/configuration.md")).get(0))
                .isEqualTo(blocks(ROOT.resolve("docs/configuration.md")).get(0));
    }

    @Test
    void readme_everyErrorKind_isInTheTable() throws IOException {
        String readme = read(ROOT.resolve("README.zh-CN.md"));

        assertThat(Arrays.stream(ErrorKind.values()).map(kind -> "| `" + kind + "` |"))
                .allMatch(readme::contains);
    }

    @ParameterizedTest
    @MethodSource("pages")
    void page_links_resolve(Path page) throws IOException {
        assertThat(Pattern.compile("]\\(([^)#]+)[^)]*\\)")
                        .matcher(read(page))
                        .results()
                        .map(link -> link.group(1))
                        .filter(link -> !link.startsWith("http")))
                .isNotEmpty()
                .allSatisfy(link -> assertThat(page.resolveSibling(link)).exists());
    }

    @ParameterizedTest
    @MethodSource("pages")
    void page_commands_areAcceptedByTheParser(Path page) throws IOException {
        List<String> commands = blocks(page).stream()
                .flatMap(String::lines)
                .filter(line -> line.startsWith("efface "))
                .toList();

        assertThat(commands)
                .allSatisfy(command -> new Cli(new CommandTester().context())
                        .commandLine(List.of())
                        .parseArgs(command.replaceFirst("^efface +", "")
                                .replaceFirst(" [<>] .*", "")
                                .split(" +")));
    }

    @Test
    void runbook_everyExitCode_isInTheTable() throws IOException {
        String english = read(ROOT.resolve("docs/cli.md"));
        String table = english.substring(english.indexOf("## Exit codes"), english.indexOf("## JSON"));
        String runbook = read(ROOT.resolve("docs/zh-CN/runbook.md"));

        assertThat(Pattern.compile("(?m)^\\| (\\d+) \\|")
                        .matcher(table)
                        .results()
                        .map(MatchResult::group))
                .isNotEmpty()
                .allSatisfy(row -> assertThat(runbook)
                        .containsPattern("(?m)^\\|[^|]*\\b" + row.replaceAll("\\D", "") + "\\b[^|]*\\|"));
    }
}
