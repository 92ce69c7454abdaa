package io.efface.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.efface.cli.output.CommandGroup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

class HelpTest {
    private static final int WIDTH = 80;

    private final CommandTester tester = new CommandTester();

    static Stream<List<String>> commands() {
        List<List<String>> found = new ArrayList<>();
        collect(new Cli(new CommandTester().context()).commandLine(List.of()), List.of(), found);
        return found.stream();
    }

    private static void collect(CommandLine command, List<String> names, List<List<String>> found) {
        found.add(names);
        command.getSubcommands().forEach((name, inner) -> {
            List<String> path = new ArrayList<>(names);
            path.add(name);
            collect(inner, path, found);
        });
    }

    @ParameterizedTest
    @MethodSource("commands")
    void help_ofEachCommand_fitsTheTerminal(List<String> command) {
        assertThat(help(command))
                .isNotEmpty()
                .allSatisfy(
                        line -> assertThat(line).hasSizeLessThanOrEqualTo(WIDTH).doesNotContain("%%"))
                .as("a path or a name is not split between two lines")
                .noneMatch(line -> line.matches(".*[ (][./$-]|\\s*[/:}].*"));
    }

    /** Compares the help with the recorded pages. After an intended change, {@code -Defface.update-help} records the pages again. */
    @ParameterizedTest
    @MethodSource("commands")
    void help_ofEachCommand_isTheRecordedPage(List<String> command) throws IOException {
        assertRecorded(Path.of(fileName(command)), help(command));
    }

    static String fileName(List<String> command) {
        return (command.isEmpty() ? "efface" : String.join("-", command)) + ".txt";
    }

    static void assertRecorded(Path name, List<String> lines) throws IOException {
        Path recorded = Path.of("src/test/resources/help").resolve(name);
        String page = String.join("\n", lines) + "\n";
        if (System.getProperty("efface.update-help") != null) {
            Files.createDirectories(recorded.getParent());
            Files.writeString(recorded, page);
        }

        assertThat(recorded)
                .as("if the change is intended, run with -Defface.update-help and review the difference")
                .hasContent(page);
    }

    @ParameterizedTest
    @MethodSource("commands")
    void helpCommand_ofEachCommand_printsTheSamePage(List<String> command) {
        List<String> page = help(command);
        assertThat(tester.run(words(Stream.of("help"), command.stream()))).isZero();
        assertThat(tester.outLines()).isEqualTo(page);
    }

    @ParameterizedTest
    @MethodSource("commands")
    void help_ofEachCommand_hasTwoExamplesThatTheParserAccepts(List<String> command) {
        List<List<String>> blocks = examples(help(command));

        assertThat(blocks).hasSize(command.isEmpty() ? groups().size() : 1);
        assertThat(blocks).allSatisfy(examples -> assertThat(examples).hasSizeGreaterThanOrEqualTo(2));
        String words = ("efface " + String.join(" ", command)).strip();
        assertThat(blocks.stream().flatMap(List::stream)).allSatisfy(line -> {
            assertThat(line).startsWith(words + " ");
            new Cli(tester.context())
                    .commandLine(List.of())
                    .parseArgs(line.replaceFirst("^efface ", "")
                            .replaceFirst(" <.*", "")
                            .split(" +"));
        });
    }

    /** Returns the command lines below each line {@code Examples:}, which are indented by two more spaces than that line. */
    private static List<List<String>> examples(List<String> page) {
        List<List<String>> blocks = new ArrayList<>();
        for (int i = 0; i < page.size(); i++) {
            if (page.get(i).strip().equals("Examples:")) {
                String indent = page.get(i).replace("Examples:", "  ");
                String block = page.subList(i + 1, page.size()).stream()
                        .takeWhile(line -> line.startsWith(indent))
                        .collect(Collectors.joining("\n"));
                blocks.add(List.of(block.replaceAll("\\\\\n +", "").strip().split("\n *", -1)));
            }
        }
        return blocks;
    }

    private List<CommandGroup> groups() {
        return new Commands(tester.context()).groups();
    }

    @Test
    void help_ofTheRootCommand_listsEachCommandInItsGroup() {
        List<String> page = help(List.of());

        assertThat(groups())
                .extracting(CommandGroup::heading)
                .startsWith("One person", "Lists of people", "Many machines", "Evidence", "Try it");
        assertThat(groups()).allSatisfy(group -> {
            List<String> lines = page.stream()
                    .dropWhile(line -> !line.equals(group.heading() + ":"))
                    .skip(1)
                    .takeWhile(line -> !line.isEmpty())
                    .toList();
            List<String> names =
                    group.commands().stream().map(CommandLine::getCommandName).toList();
            assertThat(lines.stream().takeWhile(line -> !line.equals("  Examples:")))
                    .extracting(line -> line.strip().split(" ", 2)[0])
                    .containsExactlyElementsOf(names);
            assertThat(examples(lines))
                    .singleElement()
                    .satisfies(examples -> assertThat(examples)
                            .extracting(line -> line.split(" ", -1)[1])
                            .isSubsetOf(names));
        });
    }

    @ParameterizedTest
    @MethodSource("commands")
    void help_ofEachCommand_startsWithOneSentence(List<String> command) {
        String first = help(command).get(0);

        if (!command.isEmpty()) {
            assertThat(first)
                    .matches("[A-Z].*[^.]\\.")
                    .doesNotContain(". ")
                    .hasSizeLessThanOrEqualTo(WIDTH - "  delete-person  ".length());
        }
    }

    @Test
    void help_requiredOption_isMarked() {
        assertThat(help(List.of("run")))
                .contains("Options (* required):")
                .anyMatch(line -> line.startsWith("*     --job=NAME"));
    }

    @Test
    void help_percentage_isShownOnce() {
        assertThat(help(List.of("run"))).anyMatch(line -> line.contains("--max-absent=P%  "));
    }

    @Test
    void helpCommand_unknownName_isRejectedWithoutRepeatingIt() {
        assertThat(tester.run("help", "alice")).isEqualTo(2);
        assertThat(tester.err()).contains("no such command").doesNotContain("alice");
        assertThat(tester.run("help", "hold", "alice")).isEqualTo(2);
        assertThat(tester.err()).contains("no such command").doesNotContain("alice");
    }

    @Test
    void helpCommand_misspeltName_suggestsTheCommand() {
        assertThat(tester.run("help", "verifi")).isEqualTo(2);
        assertThat(tester.err()).contains("did you mean verify? see efface --help");
        assertThat(tester.run("help", "hold", "ad")).isEqualTo(2);
        assertThat(tester.err()).contains("did you mean add? see efface hold --help");
    }

    private List<String> help(List<String> command) {
        assertThat(tester.run(words(command.stream(), Stream.of("--help")))).isZero();
        assertThat(tester.err()).isEmpty();
        return tester.outLines();
    }

    private static String[] words(Stream<String> first, Stream<String> second) {
        return Stream.concat(first, second).toArray(String[]::new);
    }
}
