package io.efface.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.efface.cli.process.StopSignal;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the jar that users start, in separate processes: its commands, and how a run ends after a signal. */
class JarIT {
    @TempDir
    Path folder;

    private final HttpClient http = HttpClient.newHttpClient();

    private JarProcess.Ended efface(String... arguments) throws Exception {
        return JarProcess.run(folder, Map.of(), arguments);
    }

    @Test
    void jar_withProvidersInLib_listsThem() throws Exception {
        Path jar = folder.resolve("installed/efface.jar");
        ProviderJar.create(folder, jar.resolveSibling("lib/elsewhere.jar"));
        Files.copy(JarProcess.JAR, jar);

        JarProcess.Ended ended = JarProcess.run(
                folder,
                Map.of(),
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-jar",
                        jar.toString(),
                        "providers"));

        assertThat(ended.code()).as(ended.err()).isZero();
        assertThat(ended.out())
                .anyMatch(line -> line.startsWith("elsewhere ") && line.contains("/installed/lib/elsewhere.jar "))
                .anyMatch(line -> line.startsWith("aliyun "));
    }

    @Test
    void run_signalled_finishesRequestsAndPrintsResumeCommand() throws Exception {
        StringBuilder seed = new StringBuilder("library,person_id,face_ids\n");
        StringBuilder list = new StringBuilder();
        for (int i = 0; i < 60; i++) {
            seed.append("green,person-").append(i).append(",f1\n");
            list.append("person-").append(i).append('\n');
        }
        Path seedFile = Files.writeString(folder.resolve("seed.csv"), seed);
        Path people = Files.writeString(folder.resolve("people.txt"), list);
        String config = folder.resolve("accounts.properties").toString();
        try (JarProcess emulators =
                JarProcess.start("emulate", "--seed", seedFile.toString(), "--write-config", config)) {
            URI storedPeople = URI.create(emulators.linesUntil("ready").get(0).split(" ", -1)[1] + "/__efface/people");
            List<String> job = List.of(
                    "--config",
                    config,
                    "--ledger",
                    "sqlite:" + folder.resolve("ledger").resolve("efface.db"),
                    "--keys",
                    folder.resolve("keys").toString(),
                    "--job",
                    "one");
            assertThat(efface(job, "plan", "--accounts", "green", "--input", people.toString())
                            .code())
                    .isZero();
            Path slowConfig = Files.writeString(
                    folder.resolve("paced.properties"),
                    Files.readString(Path.of(config)) + "\nefface.accounts.green.quota = 2\n");
            for (StopSignal signal : StopSignal.values()) {
                // A process that nohup or a shell in the background started keeps ignoring this signal.
                if (isIgnored(signal)) {
                    continue;
                }
                Running run = start(withConfig(slowConfig, job), "run", "--apply", "--expect", "60");
                int before = count(storedPeople);
                // At two requests in a second, the run lasts long enough to send the signal during the run.
                while (run.process().isAlive() && count(storedPeople) > before - 3) {
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
                }
                JarProcess.run(
                        folder,
                        Map.of(),
                        List.of(
                                "kill",
                                "-" + signal.name(),
                                Long.toString(run.process().pid())));
                assertThat(run.process().waitFor(60, TimeUnit.SECONDS)).isTrue();
                String printed = Files.readString(run.err());
                assertThat(run.process().exitValue())
                        .as(printed)
                        .isEqualTo(signal.status().code());
                assertThat(printed)
                        .contains(
                                "targets left",
                                "To continue with the remaining work:",
                                JarProcess.JAR.getFileName() + " run ")
                        .doesNotContain("person-", "WARNING");
            }
            JarProcess.Ended rest = efface(job, "run", "--apply", "--expect", "60");
            assertThat(rest.code()).isZero();
            assertThat(rest.err().lines()).allMatch(line -> line.startsWith("deleting: "));
            assertThat(count(storedPeople)).isZero();
        }
    }

    private static List<String> withConfig(Path config, List<String> job) {
        List<String> words = new ArrayList<>(job);
        words.set(words.indexOf("--config") + 1, config.toString());
        return words;
    }

    /**
     * Returns whether this process ignores a signal. A shell without job control starts processes in the background with SIGINT ignored,
     * and their child processes inherit this.
     */
    private static boolean isIgnored(StopSignal signal) throws IOException {
        long bit = signal == StopSignal.HUP ? 1 : signal == StopSignal.INT ? 1 << 1 : 1 << 14;
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return false;
        }
        try (Stream<String> lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith("SigIgn:"))
                    .anyMatch(line -> (Long.parseUnsignedLong(line.substring(7).strip(), 16) & bit) != 0);
        }
    }

    private record Running(Process process, Path err) {}

    private Running start(List<String> job, String... arguments) throws IOException {
        Path err = Files.createTempFile(folder, "err", ".txt");
        List<String> words = new ArrayList<>(List.of(arguments));
        words.addAll(job);
        Process process = new ProcessBuilder(JarProcess.command(words.toArray(String[]::new)))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(err.toFile())
                .start();
        return new Running(process, err);
    }

    private JarProcess.Ended efface(List<String> job, String... arguments) throws Exception {
        List<String> words = new ArrayList<>(List.of(arguments));
        words.addAll(job);
        return efface(words.toArray(String[]::new));
    }

    private int count(URI people) throws Exception {
        String storedPeople = http.send(HttpRequest.newBuilder(people).build(), HttpResponse.BodyHandlers.ofString())
                .body();
        return storedPeople.split("person-", -1).length - 1;
    }

    @Test
    void help_andVersion_printNoWarnings() throws Exception {
        JarProcess.Ended help = efface("--help");
        assertThat(help.code()).isZero();
        assertThat(help.err()).isEmpty();
        assertThat(help.out()).anyMatch(line -> line.contains("delete-person"));

        JarProcess.Ended version = efface("--version");
        assertThat(version.code()).isZero();
        assertThat(version.out()).singleElement().asString().startsWith("efface 0.");
    }

    @Test
    void providers_inTheJar_areThoseOfAllVendors() throws Exception {
        JarProcess.Ended providers = efface("providers", "--json");

        assertThat(providers.code()).isZero();
        assertThat(providers.out()).hasSize(3);
        assertThat(providers.err()).isEmpty();
    }

    @Test
    void usageError_inTheJar_exitsWithTwoWithoutAStackTrace() throws Exception {
        JarProcess.Ended ended =
                efface("delete-person", "--config", folder.resolve("none").toString(), "--yes", "alice");

        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.err()).contains("--config", "no such file").doesNotContain("\tat ", "alice");
    }

    @Test
    void deletePerson_againstEmulatorsInAnotherProcess_hasExpectedExitCodes() throws Exception {
        Path seed = folder.resolve("seed.csv");
        Files.writeString(
                seed,
                "library,person_id,face_ids\ngreen,alice,f1;f2\niai,alice,f1;f2\niai,李雷,9007199254740993;8\n"
                        + "rekognition,alice,0f6c8e2a-1b3d-4c5e-8f70-92a4b6c8d0e1\n");
        String config = folder.resolve("accounts.properties").toString();
        try (JarProcess emulators = JarProcess.start("emulate", "--seed", seed.toString(), "--write-config", config)) {
            List<String> announced = emulators.linesUntil("ready");
            assertThat(announced).hasSize(4);

            JarProcess.Ended doctor = efface("doctor", "--config", config, "--ping", "--json");
            assertThat(doctor.code()).isZero();
            assertThat(doctor.out()).hasSize(3).allMatch(line -> line.endsWith("\"ping\":\"OK\"}"));

            // The id is sent and printed as UTF-8, although the locale does not specify UTF-8.
            JarProcess.Ended found = JarProcess.run(
                    folder,
                    Map.of("LC_ALL", "C", "LANG", "C"),
                    List.of(
                            "sh",
                            "-c",
                            "exec \"$0\" -jar \"$1\" find-person --json --config \"$2\" --account iai \"$(printf '\\346\\235\\216\\351\\233\\267')\"",
                            JarProcess.command().get(0),
                            JarProcess.JAR.toString(),
                            config));
            assertThat(found.out())
                    .singleElement()
                    .asString()
                    .startsWith("{\"account\":\"iai\",\"operation\":\"findPerson\",\"person\":\"李雷\","
                            + "\"present\":true,\"faces\":[\"9007199254740993\",\"8\"],\"requestIds\":[\"")
                    .endsWith("\"],\"attempts\":1}");
            assertThat(found.code()).isZero();

            JarProcess.Ended deleted =
                    efface("delete-person", "--config", config, "--all-accounts", "--yes", "--json", "alice");
            assertThat(deleted.err()).isEmpty();
            assertThat(deleted.code()).isZero();
            assertThat(deleted.out())
                    .hasSize(3)
                    .allMatch(line -> line.contains("\"person\":\"alice\",\"outcome\":\"DELETED\""));

            JarProcess.Ended again =
                    efface("delete-person", "--config", config, "--all-accounts", "--yes", "--json", "alice");
            assertThat(again.code()).isZero();
            assertThat(again.out()).hasSize(3).allMatch(line -> line.contains("\"outcome\":\"ALREADY_ABSENT\""));

            assertThat(efface("find-person", "--config", config, "--all-accounts", "--exit-code", "alice")
                            .code())
                    .isEqualTo(3);

            wrongKeys(announced, config);
            assertThat(emulators.terminate()).isTrue();
        }
        JarProcess.Ended gone = efface("find-person", "--config", config, "--json", "alice");
        assertThat(gone.code()).isEqualTo(6);
        assertThat(gone.out()).singleElement().asString().contains("\"kind\":\"UNAVAILABLE\"", "\"effect\":\"NONE\"");
    }

    private void wrongKeys(List<String> announced, String config) throws Exception {
        Path wrong = folder.resolve("wrong.properties");
        Files.writeString(
                wrong,
                Files.readString(Path.of(config))
                        .replaceAll("(access-key-secret|secret-key|secret-access-key) = .*", "$1 = \\${env:WRONG}"));
        JarProcess.Ended rejected = JarProcess.run(
                folder,
                Map.of("WRONG", "hunter2"),
                "delete-person",
                "--config",
                wrong.toString(),
                "--all-accounts",
                "--yes",
                "--json",
                "bob");

        assertThat(rejected.code()).isEqualTo(4);
        assertThat(rejected.out()).hasSize(3).allMatch(line -> line.contains("\"kind\":\"UNAUTHENTICATED\""));
        String secret = announced.get(0).replaceFirst(".*secret=", "");
        assertThat(rejected.err() + rejected.out()).doesNotContain("hunter2", secret);
        assertThat(rejected.err()).doesNotContain("bob");
    }

    @Test
    void demo_andTheCommandsThatItPrints_work() throws Exception {
        JarProcess.Ended demo =
                efface("demo", "--directory", folder.resolve("demo").toString());
        assertThat(demo.err()).isEmpty();
        assertThat(demo.lastLine()).isEqualTo("20 of 20 people verified absent");
        assertThat(demo.code()).isZero();

        List<String> commands = demo.out().stream()
                .filter(line -> line.contains(" -jar "))
                .map(line -> line.strip()
                        .replaceFirst("^[^ ]*java", JarProcess.command().get(0)))
                .toList();
        assertThat(commands).hasSize(7);
        try (JarProcess emulators = JarProcess.shell("exec " + commands.get(0))) {
            assertThat(emulators.linesUntil("ready")).hasSize(4);

            for (String command : commands.subList(1, 7)) {
                JarProcess.Ended ended = shell(command);
                assertThat(ended.code()).as(command).isZero();
                assertThat(ended.out()).as(command).noneMatch(line -> line.contains("demo-0"));
                assertThat(ended.err()).as(command).doesNotContain("demo-0", "WARNING");
            }
            JarProcess.Ended sealed = shell(commands.get(6));
            assertThat(sealed.out()).anyMatch(line -> line.startsWith("sealed and intact"));
        }
    }

    @Test
    void deletePerson_closedStandardInput_isReportedAsClosed() throws Exception {
        JarProcess.Ended ended = shell(String.join(" ", JarProcess.command("delete-person", "--yes", "-")) + " <&-");

        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.err())
                .contains("standard input cannot be read, because it is closed")
                .doesNotContain("UTF-8");
    }

    private JarProcess.Ended shell(String command) throws Exception {
        return JarProcess.run(folder, Map.of(), List.of("sh", "-c", command));
    }
}
