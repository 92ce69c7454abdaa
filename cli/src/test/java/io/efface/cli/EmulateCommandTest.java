package io.efface.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmulateCommandTest {
    private static final String FACE = "0f6c8e2a-1b3d-4c5e-8f70-92a4b6c8d0e1";

    @TempDir
    Path folder;

    private String seed(String rows) throws IOException {
        Path file = folder.resolve("seed.csv");
        Files.writeString(file, "library,person_id,face_ids\n" + rows, StandardCharsets.UTF_8);
        return file.toString();
    }

    @Test
    void emulate_seeded_announcesAllEmulatorsAndTheirPeople() throws Exception {
        String seed = seed("green,李雷,f1;f2\niai,bob,\niai,bob,f3\nrekognition,carol," + FACE + "\n");
        try (RunningEmulators running = RunningEmulators.start("--seed", seed)) {
            List<String> lines = running.announced();
            assertThat(lines).hasSize(4);
            assertThat(lines.get(0))
                    .matches(
                            "green http://127\\.0\\.0\\.1:\\d+ access-key-id=[A-Za-z0-9]+ access-key-secret=[A-Za-z0-9]+");
            assertThat(lines.get(1))
                    .matches("iai http://127\\.0\\.0\\.1:\\d+ secret-id=[A-Za-z0-9]+ secret-key=[A-Za-z0-9]+");
            assertThat(lines.get(2))
                    .matches(
                            "rekognition http://127\\.0\\.0\\.1:\\d+ access-key-id=AKIA[A-Za-z0-9]{16} secret-access-key=[A-Za-z0-9]{40}");
            assertThat(lines.get(3)).isEqualTo("ready");

            assertThat(people(lines.get(0))).contains("李雷", "f1", "f2").doesNotContain("bob");
            assertThat(people(lines.get(1))).contains("bob", "f3").doesNotContain("李雷");
            assertThat(people(lines.get(2))).contains("carol", FACE).doesNotContain("bob");
        }
    }

    @Test
    void emulate_writeConfig_isReadableByTheOwnerOnlyAndHoldsNoSecret() throws Exception {
        Path config = folder.resolve("accounts.properties");
        try (RunningEmulators running = RunningEmulators.start("--write-config", config.toString())) {
            String text = Files.readString(config);
            String secret = running.announced().get(0).replaceFirst(".*access-key-secret=", "");
            assertThat(text)
                    .contains(
                            "provider = aliyun",
                            "provider = tencent",
                            "provider = rekognition",
                            "library = faces",
                            "${file:accounts.properties.access-key-secret}",
                            "${file:accounts.properties.secret-access-key}")
                    .doesNotContain(secret);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(config)))
                    .isEqualTo("rw-------");
            Path secretFile = folder.resolve("accounts.properties.access-key-secret");
            assertThat(Files.readString(secretFile)).isEqualTo(secret + "\n");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secretFile)))
                    .isEqualTo("rw-------");
        }
        // A second run replaces what the first one wrote.
        try (RunningEmulators running = RunningEmulators.start("--write-config", config.toString())) {
            String url = running.announced().get(1).split(" ", -1)[1];
            assertThat(Files.readString(config)).contains("endpoint = " + url);
        }
    }

    @Test
    void emulate_writeConfigOverForeignFile_leavesItUnchanged() throws Exception {
        Path config = folder.resolve("accounts.properties");
        Files.writeString(config, "efface.accounts.prod.provider = aliyun\n");
        CommandTester tester = new CommandTester();

        assertThat(tester.run("emulate", "--write-config", config.toString())).isEqualTo(2);
        assertThat(tester.err()).contains("was not written by efface");
        assertThat(tester.out()).isEmpty();
        assertThat(Files.readString(config)).isEqualTo("efface.accounts.prod.provider = aliyun\n");
    }

    @Test
    void emulate_portInUse_namesItAndExitsWithTwo() throws IOException {
        CommandTester tester = new CommandTester();
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(taken.getLocalPort());

            assertThat(tester.run("emulate", "--iai-port", port)).isEqualTo(2);
            assertThat(tester.err()).contains(port, "--iai-port");
            assertThat(tester.run("emulate", "--rekognition-port", port)).isEqualTo(2);
            assertThat(tester.err()).contains(port, "--rekognition-port");
            assertThat(tester.run("emulate", "--green-port", port)).isEqualTo(2);
            assertThat(tester.err()).contains(port, "--green-port");
        }
    }

    @Test
    void emulate_badPortOrSeed_exitsWithTwo() throws IOException {
        CommandTester tester = new CommandTester();

        assertThat(tester.run("emulate", "--green-port", "65536")).isEqualTo(2);
        assertThat(tester.err()).contains("--green-port", "65535");
        assertThat(tester.run("emulate", "--iai-port", "-1")).isEqualTo(2);
        assertThat(tester.run("emulate", "--iai-port", "http")).isEqualTo(2);
        assertThat(tester.run("emulate", "--seed", seed("green,,f1\n"))).isEqualTo(2);
        assertThat(tester.err()).contains("line 2, column 7");
        assertThat(tester.run("emulate", "--seed", folder.resolve("none").toString()))
                .isEqualTo(2);
        assertThat(tester.out()).isEmpty();
    }

    private static String people(String announced) throws Exception {
        URI people = URI.create(announced.split(" ", -1)[1] + "/__efface/people");
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(people).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
