package io.efface.aliyun;

import static org.assertj.core.api.Assertions.assertThat;

import io.efface.PersonId;
import io.efface.PersonOutcome;
import io.efface.config.FaceRepositories;
import io.efface.emulator.EmulatorServer;
import io.efface.emulator.green.GreenEmulator;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How often a machine whose clock is wrong is refused: once for a quota group, whatever becomes of its accounts. */
class AliyunClockTest {
    private static final Duration OFF = Duration.ofMinutes(-40);

    private final Clock clock = Clock.fixed(CannedGreen.AT, ZoneOffset.UTC);
    private EmulatorServer server;

    @BeforeEach
    void start() throws IOException {
        GreenEmulator green = GreenEmulator.builder()
                .key("first", "first-secret")
                .key("second", "second-secret")
                .clock(Clock.offset(clock, OFF))
                .random(new Random(7))
                .build();
        for (int i = 1; i <= 4; i++) {
            green.library().put("person-" + i, "face-" + i);
        }
        server = EmulatorServer.start(green);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Map<String, String> account(String key, String... more) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "provider",
                "aliyun",
                "endpoint",
                server.url(),
                "credentials.access-key-id",
                key,
                "credentials.access-key-secret",
                key + "-secret",
                "quota",
                "off"));
        for (int i = 0; i < more.length; i += 2) {
            settings.put(more[i], more[i + 1]);
        }
        return settings;
    }

    private static void deletes(FaceRepositories accounts, String name, int person, int attempts) {
        var result = accounts.get(name).deletePerson(PersonId.of("person-" + person));
        assertThat(result.outcome()).isEqualTo(PersonOutcome.DELETED);
        assertThat(result.trace().attempts()).isEqualTo(attempts);
    }

    @Test
    void deletePerson_clockOff_isRefusedOnceOverTwoGenerations() {
        try (FaceRepositories accounts = FaceRepositories.builder().clock(clock).open()) {
            accounts.put("main", account("first"));
            deletes(accounts, "main", 1, 2);
            deletes(accounts, "main", 2, 1);

            accounts.put("main", account("first", "signature", "acs3"));
            deletes(accounts, "main", 3, 1);
        }

        assertThat(server.requests()).as("three deletions and one refusal").isEqualTo(4);
    }

    @Test
    void deletePerson_clockOff_isRefusedOnceForAllAccountsOfANamedGroup() {
        try (FaceRepositories accounts = FaceRepositories.builder().clock(clock).open()) {
            accounts.put("one", account("first", "quota-group", "ours"));
            accounts.put("two", account("second", "quota-group", "ours"));
            accounts.put("three", account("second", "quota-group", "theirs", "same-as", "two"));
            deletes(accounts, "one", 1, 2);
            deletes(accounts, "two", 2, 1);
            deletes(accounts, "three", 3, 2);
        }

        assertThat(server.requests()).isEqualTo(5);
    }

    @Test
    void deletePerson_accountsOfOtherRepositories_learnForThemselves() {
        for (int person = 1; person <= 2; person++) {
            try (FaceRepositories accounts =
                    FaceRepositories.builder().clock(clock).open()) {
                accounts.put("main", account("first"));
                deletes(accounts, "main", person, 2);
            }
        }
    }
}
