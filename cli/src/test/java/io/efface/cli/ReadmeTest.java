package io.efface.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.efface.ErrorKind;
import io.efface.cli.process.ExitStatus;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests that the examples and tables of {@code README.md} and {@code docs/cli.md} agree with the product. */
class ReadmeTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    @TempDir
    Path folder;

    private static String read(String name) throws IOException {
        return Files.readString(ROOT.resolve(name), StandardCharsets.UTF_8);
    }

    private static String block(String text, String language) {
        Matcher block =
                Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL).matcher(text);
        assertThat(block.find()).isTrue();
        return block.group(1);
    }

    @Test
    void pages_references_doNotNameVariablesThatEffaceRejects() throws IOException {
        try (Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
            assertThat(Stream.concat(Stream.of(ROOT.resolve("README.md")), docs)
                            .filter(page -> page.toString().endsWith(".md")))
                    .hasSizeGreaterThan(20)
                    .allSatisfy(page -> assertThat(Files.readString(page)).doesNotContain("${env:EFFACE_"));
        }
    }

    @Test
    void readme_example_compilesAndDeletes() throws Exception {
        Path config = folder.resolve("accounts.properties");
        Path seed = folder.resolve("seed.csv");
        Files.writeString(seed, "library,person_id,face_ids\ngreen,4711,f1\ngreen,4712,f2\n");
        try (RunningEmulators running =
                RunningEmulators.start("--seed", seed.toString(), "--write-config", config.toString())) {
            assertThat(running.announced()).last().isEqualTo("ready");
            String example = block(read("README.md"), "java")
                    .replace("\"efface.properties\"", "\"" + config + "\"")
                    .replace("\"cn-main\"", "\"green\"");
            assertThat(example).contains(config.toString(), "\"green\"");

            run(example, "4711");

            CommandTester tester = new CommandTester();
            assertThat(tester.runOnFiles("find-person", "--config", config.toString(), "4711", "4712"))
                    .isZero();
            assertThat(tester.out()).containsPattern("4711 +ABSENT").containsPattern("4712 +PRESENT");
        }
    }

    private void run(String example, String person) throws Exception {
        Path source = folder.resolve("Erase.java");
        Files.writeString(source, example);
        int failed = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-d",
                        folder.toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        source.toString());
        assertThat(failed).isZero();
        try (URLClassLoader classes =
                new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
            var main = classes.loadClass("Erase").getDeclaredMethod("main", String[].class);
            main.setAccessible(true);
            main.invoke(null, (Object) new String[] {person});
        }
    }

    @Test
    void readme_commandsOfAJob_deleteTheListedPeople() throws Exception {
        try (JobTester job = JobTester.start(folder).holding("green", "4711", "4712", "4713", "kept")) {
            Files.writeString(folder.resolve("leavers.txt"), "4711\n4712\n4713\n");
            List<String> lines =
                    block(read("README.md"), "(?=\nefface plan)").lines().toList();
            assertThat(lines).hasSize(5);
            for (String line : lines) {
                List<String> words = new ArrayList<>(List.of(line.replace("cn-main", "green")
                        .replace("efface.properties", job.config().toString())
                        .replace("sqlite:ledger/efface.db", "sqlite:" + job.ledger())
                        .replace("leavers.txt", folder.resolve("leavers.txt").toString())
                        .split(" +")));
                words.addAll(List.of("--keys", job.keys().toString()));

                int code = job.command.runOnFiles(words.subList(1, words.size()).toArray(String[]::new));

                assertThat(code).as(line).isZero();
            }
            assertThat(job.outLines()).anyMatch(line -> line.startsWith("sealed and intact"));
            assertThat(job.holds("green", "4711")).isFalse();
            assertThat(job.holds("green", "kept")).isTrue();
        }
    }

    @Test
    void readme_configuration_isUnderstood() throws Exception {
        Path config = folder.resolve("efface.properties");
        Path secret = folder.resolve("access-key-secret");
        Files.writeString(secret, "hunter2\n");
        Files.writeString(
                config,
                block(read("README.md"), "properties")
                        .replace("${env:ACCESS_KEY_ID}", "LTAIexample")
                        .replace("/run/secrets/access-key-secret", secret.toString()));
        CommandTester tester = new CommandTester();

        assertThat(tester.runOnFiles("doctor", "--config", config.toString())).isZero();
        assertThat(tester.out()).containsPattern("cn-main \\(default\\) +aliyun");
    }

    @Test
    void readme_everyErrorKind_isInTheTable() throws IOException {
        String readme = read("README.md");

        assertThat(Arrays.stream(ErrorKind.values()).map(kind -> "`" + kind + "`"))
                .allMatch(readme::contains);
    }

    @Test
    void readme_linksToFiles_resolve() throws IOException {
        Matcher link = Pattern.compile("]\\(([^)#]+)\\)").matcher(read("README.md"));
        while (link.find()) {
            if (!link.group(1).startsWith("http")) {
                assertThat(ROOT.resolve(link.group(1))).exists();
            }
        }
    }

    @Test
    void commandPage_everyCommandOptionAndExitCode_isListed() throws IOException {
        String page = read("docs/cli.md");
        CommandTester tester = new CommandTester();

        tester.run("--help");
        List<String> commands = commands(tester);
        assertThat(commands).hasSize(20);
        for (String command : commands) {
            assertThat(page).contains("`" + command);
            assertOptionsListed(page, tester, command);
            for (String inner : commands(tester)) {
                assertThat(page).contains("`" + command + " " + inner);
                assertOptionsListed(page, tester, command, inner);
            }
        }
        for (ExitStatus status : ExitStatus.values()) {
            assertThat(page).contains("| " + status.code() + " |");
        }
    }

    /** Returns the names of the commands in the help that was printed last. Only these lines have two spaces before the name. */
    private static List<String> commands(CommandTester tester) {
        return tester.outLines().stream()
                .filter(line -> line.matches("  [a-z-]+  +[A-Z].*"))
                .map(line -> line.strip().split(" ", 2)[0])
                .toList();
    }

    private static void assertOptionsListed(String page, CommandTester tester, String... command) {
        tester.run(Stream.concat(Stream.of(command), Stream.of("--help")).toArray(String[]::new));
        Matcher option = Pattern.compile("--[a-z-]+").matcher(tester.out());
        while (option.find()) {
            assertThat(page).as("%s", List.of(command)).contains(option.group());
        }
    }
}
