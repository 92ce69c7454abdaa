package io.efface.tencent;

import static org.assertj.core.api.Assertions.assertThat;

import io.efface.PersonId;
import io.efface.PersonOutcome;
import io.efface.config.FaceRepositories;
import io.efface.emulator.EmulatorServer;
import io.efface.emulator.iai.IaiEmulator;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How often a machine whose clock is wrong is refused: once for a quota group, whatever becomes of its accounts. */
class TencentClockTest {
    private static final Duration OFF = Duration.ofMinutes(40);
    private static final String SECOND_ID = "AKIDsecond";
    private static final String SECOND_KEY = "second-key";

    private final MovableClock clock = new MovableClock(SignatureVectors.AT);
    private final MovableClock vendorClock = new MovableClock(SignatureVectors.AT.plus(OFF));
    private IaiEmulator emulator;
    private EmulatorServer server;

    @BeforeEach
    void start() throws IOException {
        emulator = IaiEmulator.builder()
                .key(SignatureVectors.ID, SignatureVectors.KEY)
                .key(SECOND_ID, SECOND_KEY)
                .clock(vendorClock)
                .random(new Random(7))
                .build();
        for (int i = 1; i <= 4; i++) {
            emulator.library().put("person-" + i, "face-" + i);
        }
        server = EmulatorServer.start(emulator);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Map<String, String> account(String id, String key, String... more) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "provider",
                "tencent",
                "endpoint",
                server.url(),
                "credentials.secret-id",
                id,
                "credentials.secret-key",
                key,
                "verify",
                "off",
                "quota",
                "off"));
        for (int i = 0; i < more.length; i += 2) {
            settings.put(more[i], more[i + 1]);
        }
        return settings;
    }

    private void deletes(FaceRepositories accounts, String name, int person, int attempts) {
        var result = accounts.get(name).deletePerson(PersonId.of("person-" + person));
        assertThat(result.outcome()).isEqualTo(PersonOutcome.DELETED);
        assertThat(result.trace().attempts()).isEqualTo(attempts);
    }

    @Test
    void deletePerson_clockOff_isRefusedOnceOverTwoGenerations() {
        try (FaceRepositories accounts = FaceRepositories.builder().clock(clock).open()) {
            accounts.put("main", account(SignatureVectors.ID, SignatureVectors.KEY));
            deletes(accounts, "main", 1, 2);
            deletes(accounts, "main", 2, 1);

            accounts.put("main", account(SignatureVectors.ID, SignatureVectors.KEY, "signature", "hmac-sha256"));
            deletes(accounts, "main", 3, 1);
            accounts.remove("main");
            accounts.put("again", account(SignatureVectors.ID, SignatureVectors.KEY));
            deletes(accounts, "again", 4, 1);
        }

        assertThat(server.requests()).as("four deletions and one refusal").isEqualTo(5);
    }

    @Test
    void deletePerson_clockOff_isRefusedOnceForAllAccountsOfANamedGroup() {
        try (FaceRepositories accounts = FaceRepositories.builder().clock(clock).open()) {
            accounts.put("one", account(SignatureVectors.ID, SignatureVectors.KEY, "quota-group", "ours"));
            accounts.put("two", account(SECOND_ID, SECOND_KEY, "quota-group", "ours"));
            accounts.put(
                    "primitive",
                    Map.of(
                            "provider", "tencent",
                            "endpoint", server.url(),
                            "region", "ap-shanghai",
                            "credentials.secret-id", SECOND_ID,
                            "credentials.secret-key", SECOND_KEY,
                            "policies", "none",
                            "quota-group", "ours"));
            deletes(accounts, "one", 1, 2);
            deletes(accounts, "two", 2, 1);
            deletes(accounts, "primitive", 3, 1);
        }

        assertThat(server.requests()).isEqualTo(4);
    }

    @Test
    void deletePerson_clockOff_isRefusedOncePerKeyWithoutANamedGroup() {
        try (FaceRepositories accounts = FaceRepositories.builder().clock(clock).open()) {
            accounts.put("one", account(SignatureVectors.ID, SignatureVectors.KEY));
            accounts.put("two", account(SECOND_ID, SECOND_KEY));
            deletes(accounts, "one", 1, 2);
            deletes(accounts, "two", 2, 2);
        }
    }

    @Test
    void deletePerson_clockPutRightLater_isLearntAnew() {
        try (FaceRepositories accounts = FaceRepositories.builder().clock(clock).open()) {
            accounts.put("main", account(SignatureVectors.ID, SignatureVectors.KEY));
            deletes(accounts, "main", 1, 2);
            clock.move(OFF);
            deletes(accounts, "main", 2, 2);
            deletes(accounts, "main", 3, 1);
        }
    }
}
