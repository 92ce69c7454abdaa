package io.efface.tencent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.efface.CallOptions;
import io.efface.Effect;
import io.efface.ErrorKind;
import io.efface.FaceException;
import io.efface.Origin;
import io.efface.PersonId;
import io.efface.PersonOutcome;
import io.efface.RetryAdvice;
import io.efface.config.FaceRepositories;
import io.efface.config.FaceRepositoriesBuilder;
import io.efface.emulator.EmulatorServer;
import io.efface.emulator.iai.IaiEmulator;
import io.efface.http.CredentialsSource;
import io.efface.http.Expiring;
import io.efface.http.RefreshPlan;
import io.efface.spi.CallContext;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Secrets that change while an account is open, against an emulated IAI that knows when each of them ends. */
class TencentSecretsTest {
    private static final Instant START = SignatureVectors.AT;
    private static final Duration HOUR = Duration.ofHours(1);

    @TempDir
    Path folder;

    private final MovableClock clock = new MovableClock(START);
    private IaiEmulator emulator;
    private EmulatorServer server;
    private int person;

    @BeforeEach
    void start() throws IOException {
        emulator = IaiEmulator.builder()
                .key("first", "first-key")
                .key("second", "second-key")
                .temporaryKey("AKID1", "key-1", "token-1", START.plus(HOUR))
                .temporaryKey("AKID2", "key-2", "token-2", START.plus(HOUR.multipliedBy(2)))
                .clock(clock)
                .random(new Random(7))
                .build();
        server = EmulatorServer.start(emulator);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private FaceRepositoriesBuilder account(Map<String, String> credentials) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "efface.accounts.main.provider", "tencent",
                "efface.accounts.main.endpoint", server.url(),
                "efface.accounts.main.quota", "off",
                "efface.accounts.main.verify", "off"));
        credentials.forEach((key, value) -> settings.put("efface.accounts.main." + key, value));
        return FaceRepositories.builder()
                .map(settings)
                .home(folder)
                .clock(clock)
                .sleeper(this::pass);
    }

    private boolean pass(Duration time, CallContext call) {
        clock.move(time);
        return true;
    }

    private FaceRepositories open(TencentCredentialsProvider provider) {
        return account(Map.of("credentials", "provider"))
                .service(TencentCredentialsProvider.class, provider)
                .open();
    }

    private void deletes(FaceRepositories accounts, int attempts) {
        String id = "person-" + ++person;
        emulator.library().put(id, "face-" + person);
        var result = accounts.get("main").deletePerson(PersonId.of(id));
        assertThat(result.outcome()).isEqualTo(PersonOutcome.DELETED);
        assertThat(result.trace().attempts()).isEqualTo(attempts);
    }

    private Path file(String name, String content) throws IOException {
        Path path = folder.resolve(name);
        Files.createDirectories(path.getParent());
        return Files.writeString(path, content);
    }

    private static TencentCredentials issue(int number) {
        return TencentCredentials.of("AKID" + number, "key-" + number, "token-" + number);
    }

    /** The renewal runs beside the calls. */
    private static void soon(AtomicInteger count, int value) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (count.get() < value && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        assertThat(count).hasValue(value);
    }

    @Test
    void deletePerson_temporaryCredentials_areRenewedBeforeTheyEnd() {
        AtomicInteger issued = new AtomicInteger();
        TencentCredentialsProvider provider = TencentCredentialsProvider.of(CredentialsSource.refreshing(
                () -> {
                    int number = issued.incrementAndGet();
                    return new Expiring<>(issue(number), START.plus(HOUR.multipliedBy(number)));
                },
                RefreshPlan.defaults().withClock(clock)));
        try (FaceRepositories accounts = open(provider)) {
            deletes(accounts, 1);
            clock.move(Duration.ofMinutes(54));
            deletes(accounts, 1);
            assertThat(issued).hasValue(1);
            clock.move(Duration.ofMinutes(1));
            deletes(accounts, 1);
            soon(issued, 2);
            clock.move(Duration.ofMinutes(35));
            deletes(accounts, 1);
        }

        assertThat(server.requests()).as("none was refused").isEqualTo(4);
    }

    @Test
    void deletePerson_tokenEndsEarlierThanItsSourceSaid_isRenewedAndRepeatedOnce() {
        AtomicInteger issued = new AtomicInteger();
        TencentCredentialsProvider provider = TencentCredentialsProvider.of(CredentialsSource.refreshing(
                () -> new Expiring<>(issue(issued.incrementAndGet()), Instant.MAX),
                RefreshPlan.defaults().withClock(clock)));
        try (FaceRepositories accounts = open(provider)) {
            deletes(accounts, 1);
            clock.move(HOUR);
            deletes(accounts, 2);
            deletes(accounts, 1);
        }

        assertThat(issued).hasValue(2);
    }

    /** Fails the given number of times with the exception, then issues. */
    private TencentCredentialsProvider failing(AtomicInteger asked, int failures, Exception error) {
        return TencentCredentialsProvider.of(CredentialsSource.refreshing(
                () -> {
                    if (asked.incrementAndGet() <= failures) {
                        throw error;
                    }
                    return new Expiring<>(issue(1), START.plus(HOUR));
                },
                RefreshPlan.defaults().withClock(clock)));
    }

    @Test
    void deletePerson_sourceOutOfReachForAMoment_isRepeatedAndSendsOneRequest() {
        AtomicInteger asked = new AtomicInteger();
        try (FaceRepositories accounts = open(failing(asked, 3, new ConnectException("hunter2")))) {
            deletes(accounts, 1);
        }

        assertThat(asked).hasValue(4);
        assertThat(server.requests()).isEqualTo(1);
    }

    @Test
    void deletePerson_sourceOutOfReach_isRepeatedAsOftenAsAnyFailureAndShowsNothing() {
        AtomicInteger asked = new AtomicInteger();
        try (FaceRepositories accounts = open(failing(asked, 1000, new ConnectException("hunter2")))) {
            assertThatThrownBy(() -> accounts.get("main").deletePerson(PersonId.of("p")))
                    .isInstanceOfSatisfying(FaceException.class, e -> {
                        assertThat(e.kind()).isEqualTo(ErrorKind.UNAVAILABLE);
                        assertThat(e.origin()).isEqualTo(Origin.NETWORK);
                        assertThat(e.advice()).isEqualTo(RetryAdvice.BACKOFF);
                        assertThat(e.effect()).isEqualTo(Effect.NONE);
                        assertThat(e.attempts()).isZero();
                        assertThat(e.waited()).isGreaterThanOrEqualTo(Duration.ofMillis(1400));
                    })
                    .hasMessageContaining("ConnectException")
                    .hasMessageNotContaining("hunter2");
        }

        assertThat(asked).hasValue(4);
        assertThat(server.requests()).isZero();
    }

    @Test
    void deletePerson_sourceOutOfReach_isNotRepeatedPastTheDeadline() {
        AtomicInteger asked = new AtomicInteger();
        try (FaceRepositories accounts = open(failing(asked, 1000, new ConnectException("hunter2")))) {
            CallOptions hurried = CallOptions.defaults().withTimeout(Duration.ofMillis(150));
            assertThatThrownBy(() -> accounts.get("main").deletePerson(PersonId.of("p"), hurried))
                    .isInstanceOfSatisfying(
                            FaceException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.UNAVAILABLE));
        }

        assertThat(asked).hasValue(1);
        assertThat(clock.instant()).isEqualTo(START);
    }

    @Test
    void deletePerson_sourceHasNone_isNotRepeated() {
        AtomicInteger asked = new AtomicInteger();
        try (FaceRepositories accounts = open(failing(asked, 1, new IllegalStateException("hunter2")))) {
            assertThatThrownBy(() -> accounts.get("main").deletePerson(PersonId.of("p")))
                    .isInstanceOfSatisfying(FaceException.class, e -> {
                        assertThat(e.kind()).isEqualTo(ErrorKind.UNAUTHENTICATED);
                        assertThat(e.origin()).isEqualTo(Origin.LOCAL);
                        assertThat(e.effect()).isEqualTo(Effect.NONE);
                    })
                    .hasMessageNotContaining("hunter2");
        }

        assertThat(asked).hasValue(1);
    }

    @Test
    void deletePerson_sourceWasOutOfReachForLong_isNotCountedAgainstTheVendor() {
        AtomicInteger asked = new AtomicInteger();
        try (FaceRepositories accounts = open(failing(asked, 100, new ConnectException("hunter2")))) {
            for (int call = 0; call < 25; call++) {
                assertThatThrownBy(() -> accounts.get("main").deletePerson(PersonId.of("p")))
                        .isInstanceOf(FaceException.class);
                clock.move(Duration.ofSeconds(5));
            }
            deletes(accounts, 1);
        }
    }

    @Test
    void deletePerson_filesOfTheKeyReplaced_countFromTheNextCall() throws IOException {
        Path id = file("id", "first\n");
        Path key = file("key", "first-key\n");
        try (FaceRepositories accounts = account(Map.of(
                        "credentials.secret-id", "${file:" + id + "}",
                        "credentials.secret-key", "${file:" + key + "}"))
                .open()) {
            deletes(accounts, 1);
            file("id", "second\n");
            file("key", "second-key\n");
            deletes(accounts, 1);
            file("key", "hunter 2\n");
            assertRefusedHere(accounts, "the key's secret holds a space");
            Files.delete(key);
            assertRefusedHere(accounts, "credentials.secret-key: " + key + ": the file does not exist");
            file("key", "second-key");
            deletes(accounts, 1);
        }

        assertThat(server.requests()).isEqualTo(3);
    }

    private static void assertRefusedHere(FaceRepositories accounts, String why) {
        assertThatThrownBy(() -> accounts.get("main").deletePerson(PersonId.of("p")))
                .isInstanceOfSatisfying(FaceException.class, e -> {
                    assertThat(e.kind()).isEqualTo(ErrorKind.CONFIGURATION);
                    assertThat(e.origin()).isEqualTo(Origin.LOCAL);
                    assertThat(e.effect()).isEqualTo(Effect.NONE);
                })
                .hasMessageContaining(why)
                .hasMessageNotContaining("hunter 2");
    }

    @Test
    void deletePerson_profileRewrittenByATool_countsFromTheNextCall() throws IOException {
        String section = "[a]\nsecret_id = AKID%1$d\nsecret_key = key-%1$d\ntoken = token-%1$d\n";
        String profiles = ".tencentcloud/credentials";
        file(profiles, String.format(section, 1));
        try (FaceRepositories accounts =
                account(Map.of("credentials", "profile:a")).open()) {
            deletes(accounts, 1);
            clock.move(HOUR);
            file(profiles, String.format(section, 2));
            deletes(accounts, 1);
            file(profiles, "[b]\n");
            assertRefusedHere(accounts, "they hold b");
            file(profiles, String.format(section, 1));
            assertThatThrownBy(() -> accounts.get("main").deletePerson(PersonId.of("p")))
                    .as("expired, and nothing newer in the file")
                    .isInstanceOfSatisfying(FaceException.class, e -> {
                        assertThat(e.vendorCode()).contains("AuthFailure.TokenFailure");
                        assertThat(e.attempts()).isEqualTo(1);
                    });
        }
    }

    @Test
    void deletePerson_wrongSecretPutRightInItsFile_isTriedAtOnceDespiteTheBreaker() throws IOException {
        Path secret = file("secret", "wrong");
        try (FaceRepositories accounts = account(
                        Map.of("credentials.secret-id", "first", "credentials.secret-key", "${file:" + secret + "}"))
                .open()) {
            assertRefused(accounts);
            assertRefused(accounts);
            assertThat(server.requests()).as("left alone").isEqualTo(1);
            file("secret", "wrong-again");
            assertRefused(accounts);
            assertRefused(accounts);
            assertThat(server.requests()).isEqualTo(2);
            file("secret", "first-key");
            deletes(accounts, 1);
            deletes(accounts, 1);
        }
    }

    private static void assertRefused(FaceRepositories accounts) {
        assertThatThrownBy(() -> accounts.get("main").deletePerson(PersonId.of("p")))
                .isInstanceOfSatisfying(
                        FaceException.class, e -> assertThat(e.vendorCode()).contains("AuthFailure.SignatureFailure"));
    }

    @Test
    void deletePerson_secretPutAtRunTime_countsFromTheNextCall() {
        Map<String, String> settings = new HashMap<>(Map.of(
                "provider", "tencent", "endpoint", server.url(), "quota", "off", "credentials.secret-id", "first"));
        try (FaceRepositories accounts = FaceRepositories.builder().clock(clock).open()) {
            settings.put("credentials.secret-key", "wrong");
            accounts.put("main", settings);
            var handle = accounts.get("main");
            assertThatThrownBy(() -> handle.deletePerson(PersonId.of("p")))
                    .isInstanceOfSatisfying(
                            FaceException.class,
                            e -> assertThat(e.vendorCode()).contains("AuthFailure.SignatureFailure"));
            settings.put("credentials.secret-key", "first-key");
            accounts.put("main", settings);

            assertThat(handle.deletePerson(PersonId.of("nobody")).outcome()).isEqualTo(PersonOutcome.ALREADY_ABSENT);
        }
    }

    @Test
    void reading_objectThatRenewsItselfBetweenTwoGetters_mixesNoIssues() {
        Iterator<String> keys = List.of("key-1", "key-2", "key-2").iterator();
        Iterator<String> tokens = List.of("token-2", "token-2", "token-2").iterator();
        Iterator<String> ids = List.of("AKID1", "AKID2", "AKID2").iterator();

        assertThat(CredentialsSource.reading(() -> TencentCredentials.of(ids.next(), keys.next(), tokens.next()))
                        .credentials())
                .isEqualTo(issue(2));
    }
}
