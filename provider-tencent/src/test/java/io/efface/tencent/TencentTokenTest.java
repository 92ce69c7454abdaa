package io.efface.tencent;

import static org.assertj.core.api.Assertions.assertThat;

import io.efface.PersonId;
import io.efface.PersonOutcome;
import io.efface.config.FaceRepositories;
import io.efface.emulator.EmulatorServer;
import io.efface.emulator.iai.IaiEmulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests that a temporary key is sent with its token, from every source of credentials. The emulator rejects the key without its token. */
class TencentTokenTest {
    private static final PersonId PERSON = PersonId.of("alice");

    @TempDir
    Path home;

    private final Map<String, String> environment = new HashMap<>();
    private EmulatorServer server;

    @BeforeEach
    void start() throws IOException {
        IaiEmulator emulator = IaiEmulator.builder()
                .temporaryKey("AKIDtemporary", "temporary-key", "the-token")
                .random(new Random(7))
                .build();
        emulator.library().put(PERSON.value(), "f1");
        server = EmulatorServer.start(emulator);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private void assertDeletes(Map<String, String> credentials) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "efface.accounts.main.provider", "tencent",
                "efface.accounts.main.policies", "none",
                "efface.accounts.main.endpoint", server.url()));
        credentials.forEach((key, value) -> settings.put("efface.accounts.main." + key, value));
        try (FaceRepositories accounts = FaceRepositories.builder()
                .map(settings)
                .home(home)
                .environmentForReferences(environment)
                .open()) {
            assertThat(accounts.get("main").deletePerson(PERSON).outcome()).isEqualTo(PersonOutcome.DELETED);
        }
    }

    private void write(String file, String text) throws IOException {
        Path path = home.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    @Test
    void deletePerson_tokenInTheSettings_isSent() {
        assertDeletes(Map.of(
                "credentials.secret-id", "AKIDtemporary",
                "credentials.secret-key", "temporary-key",
                "credentials.token", "the-token"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"TENCENTCLOUD_TOKEN", "TENCENTCLOUD_SECURITY_TOKEN"})
    void deletePerson_tokenInTheEnvironment_isSent(String variable) {
        environment.put("TENCENTCLOUD_SECRET_ID", "AKIDtemporary");
        environment.put("TENCENTCLOUD_SECRET_KEY", "temporary-key");
        environment.put(variable, "the-token");

        assertDeletes(Map.of("credentials", "environment"));
    }

    @Test
    void deletePerson_tokenInTheIniFile_isSent() throws IOException {
        write(
                ".tencentcloud/credentials",
                "[a]\nsecret_id = AKIDtemporary\nsecret_key = temporary-key\ntoken = the-token\n");

        assertDeletes(Map.of("credentials", "profile:a"));
    }

    @Test
    void deletePerson_tokenInTheCommandLineToolsFile_isSent() throws IOException {
        write(
                ".tccli/a.credential",
                "{\"secretId\":\"AKIDtemporary\",\"secretKey\":\"temporary-key\",\"token\":\"the-token\"}");

        assertDeletes(Map.of("credentials", "profile:a"));
    }

    @Test
    void deletePerson_sourceNameWithCapitalLetter_isAccepted() {
        environment.putAll(Map.of(
                "TENCENTCLOUD_SECRET_ID", "AKIDtemporary",
                "TENCENTCLOUD_SECRET_KEY", "temporary-key",
                "TENCENTCLOUD_TOKEN", "the-token"));

        assertDeletes(Map.of("credentials", "Environment"));
    }
}
