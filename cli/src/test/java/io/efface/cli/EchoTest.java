package io.efface.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Tests that no message repeats a wrong argument, because users may have typed an id at a wrong place. */
class EchoTest {
    /** An id that is also a valid name of an account or a job. */
    private static final String ALICE = "alice-4711";

    /** The error of {@code work} for a ledger in a file. The command does not read its other options in this case. */
    private static final String WITHOUT_WORKERS = "workers need a ledger in PostgreSQL";

    /**
     * The options for which {@link #ALICE} is a valid value. Either the option accepts the id of a face, or its value is the name of a
     * file, folder or job that the command creates or does not need.
     */
    private static final Set<String> ACCEPTING = Set.of(
            "delete-faces --detached",
            "delete-person --detached",
            "find-person --detached",
            "keys destroy-data-key --config",
            "scrub --config",
            "status --config",
            "status --keys",
            "demo --directory",
            "emulate --write-config",
            "receipts export --to",
            "report --with-ids",
            "run --seal-file",
            "verify --seal-file",
            "plan --job",
            "plan --reference",
            "plan --approved-by",
            "erase --reference",
            "erase --approved-by",
            "plan --keys",
            "erase --keys",
            "erase --ignore-columns",
            "erase --hold-ignore-columns",
            "plan --ignore-columns",
            "plan --hold-ignore-columns",
            "hold add --ignore-columns",
            "hold remove --ignore-columns",
            "keys init --keys");

    @TempDir
    Path folder;

    private JobTester job;

    @BeforeEach
    void start() throws IOException {
        job = JobTester.start(folder).holding("green", "bob").holding("iai", "bob");
        job.plan("bob");
    }

    @AfterEach
    void end() {
        job.close();
    }

    private static Map<List<String>, CommandSpec> commands() {
        CommandLine line = new Cli(new CommandTester().context()).commandLine(List.of());
        Map<List<String>, CommandSpec> commands = new LinkedHashMap<>();
        collect(List.of(), line, commands);
        return commands;
    }

    private static void collect(List<String> words, CommandLine line, Map<List<String>, CommandSpec> commands) {
        line.getSubcommands().forEach((name, command) -> {
            List<String> longer = new ArrayList<>(words);
            longer.add(name);
            collect(longer, command, commands);
        });
        if (line.getSubcommands().isEmpty()) {
            commands.put(words, line.getCommandSpec());
        }
    }

    /** Returns valid options for a command, except the option that is tested. */
    private List<String> validOptions(CommandSpec command, String tested) {
        Map<String, String> values = Map.of(
                "--config", job.config().toString(),
                "--ledger", "sqlite:" + job.ledger(),
                "--job", "one",
                "--keys", job.keys().toString(),
                "--ids", folder.resolve("people.txt").toString(),
                "--input", folder.resolve("people.txt").toString(),
                "--accounts", "green,iai",
                "--expect", "2",
                "--to", folder.resolve("export").toString());
        List<String> words = new ArrayList<>();
        values.forEach((option, value) -> {
            if (command.findOption(option) != null && !option.equals(tested)) {
                words.addAll(List.of(option, value));
            }
        });
        for (String flag : List.of("--no-progress", "--yes")) {
            if (command.findOption(flag) != null && !flag.equals(tested)) {
                words.add(flag);
            }
        }
        return words;
    }

    /** Returns a valid argument for an operand: a list or an id. */
    private String valid(PositionalParamSpec operand) {
        return operand.paramLabel().equals("LIST")
                ? folder.resolve("people.txt").toString()
                : "bob";
    }

    private static List<String> values(String option) {
        return option.equals("--ledger")
                ? List.of(ALICE, "sqlite:" + ALICE + "/" + ALICE + "/" + ALICE)
                : List.of(ALICE);
    }

    /**
     * Runs a command line with a mistake, and checks that the error names its place. A command may ignore a mistake in {@code --config} or
     * {@code --keys}, if it does not need these options.
     */
    private void run(SoftAssertions softly, List<String> words, String place) {
        int code = job.command.runOnFiles(words.toArray(String[]::new));
        softly.assertThat(job.out() + job.err())
                .as(String.join(" ", words))
                .doesNotContain(ALICE)
                .doesNotContain("internal error");
        if (code == 2) {
            softly.assertThat(job.err()).as(String.join(" ", words)).containsAnyOf(place, WITHOUT_WORKERS);
        } else {
            softly.assertThat(Set.of(place)).as(String.join(" ", words)).containsAnyOf("--config", "--keys");
        }
    }

    @Test
    void option_ofAnyCommandWithAnIdAsValue_isNamedWithoutTheId() {
        SoftAssertions softly = new SoftAssertions();
        commands().forEach((words, command) -> {
            for (OptionSpec option : command.options()) {
                String name = option.longestName();
                if (ACCEPTING.contains(String.join(" ", words) + " " + name)
                        || option.usageHelp()
                        || option.versionHelp()) {
                    continue;
                }
                for (String value : values(name)) {
                    List<String> line = new ArrayList<>(words);
                    line.addAll(validOptions(command, name));
                    line.add(name + "=" + value);
                    command.positionalParameters().forEach(operand -> line.add(valid(operand)));
                    run(softly, line, name.equals("--job") ? "no job of this name; it has 'one'" : name);
                }
            }
        });
        softly.assertAll();
    }

    @Test
    void argument_surplusOrUnknown_isNamedByPosition() {
        SoftAssertions softly = new SoftAssertions();
        commands().forEach((words, command) -> {
            for (String extra : List.of(ALICE, "--" + ALICE, "-" + ALICE, "--" + ALICE + "=" + ALICE)) {
                if (extra.equals(ALICE) && !command.positionalParameters().isEmpty()) {
                    continue;
                }
                List<String> line = new ArrayList<>(words);
                line.addAll(validOptions(command, ""));
                command.positionalParameters().forEach(operand -> line.add(valid(operand)));
                line.add(extra);
                run(softly, line, "(argument " + line.size() + ")");
            }
        });
        softly.assertAll();
    }

    @Test
    void option_givenTwice_isNamed() {
        assertThat(job.run("status", "--job", ALICE)).isEqualTo(2);
        assertThat(job.err()).contains("--job").doesNotContain(ALICE);
    }

    @Test
    void value_invalid_isRejectedWithAllowedValues() {
        assertThat(job.run("plan", "--format", ALICE)).isEqualTo(2);
        assertThat(job.err()).contains("'--format'", "plain, csv, ndjson");
        assertThat(job.run("run", "--limit", ALICE)).isEqualTo(2);
        assertThat(job.err()).contains("'--limit'", "a whole number");
        assertThat(job.run("verify", "--settle", ALICE)).isEqualTo(2);
        assertThat(job.err()).contains("'--settle'", "500ms, 5s, 2m or 1h30m");
        assertThat(job.run("run", "--apply=" + ALICE)).isEqualTo(2);
        assertThat(job.err()).contains("'--apply'", "takes no value");
        assertThat(job.run(
                        "plan",
                        "--accounts",
                        ALICE,
                        "--input",
                        folder.resolve("people.txt").toString()))
                .isEqualTo(2);
        assertThat(job.err()).contains("--accounts", "green, iai");
        assertThat(job.run("run", "--limt", "5")).isEqualTo(2);
        assertThat(job.err()).contains("did you mean --limit");
    }
}
