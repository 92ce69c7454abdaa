package io.efface.aliyun;

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
import io.efface.emulator.green.GreenEmulator;
import io.efface.http.CredentialsSource;
import io.efface.http.Expiring;
import io.efface.http.RefreshPlan;
import io.efface.spi.CallContext;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Secrets that change while an account is open, against an emulated Green that knows when each of them ends. */
class AliyunSecretsTest {
    private static final Instant START = CannedGreen.AT;
    private static final Duration HOUR = Duration.ofHours(1);

    @TempDir
    Path folder;

    private volatile Instant now = START;
    private GreenEmulator emulator;
    private EmulatorServer server;
    private int person;

    private final Clock clock = new Clock() {
        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    };

    @BeforeEach
    void start() throws IOException {
        emulator = GreenEmulator.builder()
                .key("first", "first-secret")
                .key("second", "second-secret")
                .stsKey("STS.1", "secret-1", "token-1", START.plus(HOUR))
                .stsKey("STS.2", "secret-2", "token-2", START.plus(HOUR.multipliedBy(2)))
                .clock(clock)
                .random(new Random(7))
                .build();
        server = EmulatorServer.start(emulator);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private FaceRepositories open(Map<String, String> credentials, Map<Class<?>, Object> services) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "efface.accounts.main.provider", "aliyun",
                "efface.accounts.main.endpoint", server.url(),
                "efface.accounts.main.quota", "off"));
        credentials.forEach((key, value) -> settings.put("efface.accounts.main." + key, value));
        FaceRepositoriesBuilder builder = FaceRepositories.builder()
                .map(settings)
                .home(folder)
                .clock(clock)
                .sleeper(this::pass);
        if (services.get(AliyunCredentialsProvider.class) instanceof AliyunCredentialsProvider provider) {
            builder.service(AliyunCredentialsProvider.class, provider);
        }
        return builder.open();
    }

    private boolean pass(Duration time, CallContext call) {
        now = now.plus(time);
        return true;
    }

    private FaceRepositories open(AliyunCredentialsProvider provider) {
        return open(Map.of("credentials", "provider"), Map.of(AliyunCredentialsProvider.class, provider));
    }

    private void deletes(FaceRepositories accounts, int attempts) {
        String id = "person-" + ++person;
        emulator.library().put(id, "face-" + person);
        var result = accounts.get("main").deletePerson(PersonId.of(id));
        assertThat(result.outcome()).isEqualTo(PersonOutcome.DELETED);
        assertThat(result.trace().attempts()).isEqualTo(attempts);
    }

    private Path file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    private static AliyunCredentials issue(int number) {
        return AliyunCredentials.of("STS." + number, "secret-" + number, "token-" + number);
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
        AliyunCredentialsProvider provider = AliyunCredentialsProvider.of(CredentialsSource.refreshing(
                () -> {
                    int number = issued.incrementAndGet();
                    return new Expiring<>(issue(number), START.plus(HOUR.multipliedBy(number)));
                },
                RefreshPlan.defaults().withClock(clock)));
        try (FaceRepositories accounts = open(provider)) {
            deletes(accounts, 1);
            now = START.plus(Duration.ofMinutes(54));
            deletes(accounts, 1);
            assertThat(issued).hasValue(1);
            now = START.plus(Duration.ofMinutes(55));
            deletes(accounts, 1);
            soon(issued, 2);
            now = START.plus(Duration.ofMinutes(90));
            deletes(accounts, 1);
        }

        assertThat(server.requests()).as("none was refused").isEqualTo(4);
    }

    @Test
    void deletePerson_tokenEndsEarlierThanItsSourceSaid_isRenewedAndRepeatedOnce() {
        AtomicInteger issued = new AtomicInteger();
        AliyunCredentialsProvider provider = AliyunCredentialsProvider.of(CredentialsSource.refreshing(
                () -> new Expiring<>(issue(issued.incrementAndGet()), Instant.MAX),
                RefreshPlan.defaults().withClock(clock)));
        try (FaceRepositories accounts = open(provider)) {
            deletes(accounts, 1);
            now = START.plus(HOUR);
            deletes(accounts, 2);
            deletes(accounts, 1);
        }

        assertThat(issued).hasValue(2);
    }

    /** Fails the given number of times with the exception, then issues. */
    private AliyunCredentialsProvider failing(AtomicInteger asked, int failures, Exception error) {
        return AliyunCredentialsProvider.of(CredentialsSource.refreshing(
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
                now = now.plusSeconds(5);
            }
            deletes(accounts, 1);
        }
    }

    @Test
    void deletePerson_filesOfTheKeyReplaced_countFromTheNextCall() throws IOException {
        Path id = file("id", "first\n");
        Path secret = file("secret", "first-secret\n");
        try (FaceRepositories accounts = open(
                Map.of(
                        "credentials.access-key-id", "${file:" + id + "}",
                        "credentials.access-key-secret", "${file:" + secret + "}"),
                Map.of())) {
            deletes(accounts, 1);
            file("id", "second\n");
            file("secret", "second-secret\n");
            deletes(accounts, 1);
            file("secret", "hunter 2\n");
            assertRefusedHere(accounts, "the key's secret holds a space");
            Files.delete(secret);
            assertRefusedHere(accounts, "credentials.access-key-secret: " + secret + ": the file does not exist");
            file("secret", "second-secret");
            deletes(accounts, 1);
        }

        assertThat(server.requests()).isEqualTo(3);
    }

    private void assertRefusedHere(FaceRepositories accounts, String why) {
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
    void deletePerson_tokenFileExpiredAndNotReplaced_isNotRepeated() throws IOException {
        Path token = file("token", "token-1");
        try (FaceRepositories accounts = open(
                Map.of(
                        "credentials.access-key-id", "STS.1",
                        "credentials.access-key-secret", "secret-1",
                        "credentials.security-token", "${file:" + token + "}"),
                Map.of())) {
            deletes(accounts, 1);
            now = START.plus(HOUR);
            assertThatThrownBy(() -> accounts.get("main").deletePerson(PersonId.of("p")))
                    .isInstanceOfSatisfying(FaceException.class, e -> {
                        assertThat(e.vendorCode()).contains("InvalidSecurityToken.Expired");
                        assertThat(e.attempts()).isEqualTo(1);
                    });
        }
    }

    @Test
    void deletePerson_wrongSecretPutRightInItsFile_isTriedAtOnceDespiteTheBreaker() throws IOException {
        Path secret = file("secret", "wrong");
        try (FaceRepositories accounts = open(
                Map.of("credentials.access-key-id", "first", "credentials.access-key-secret", "${file:" + secret + "}"),
                Map.of())) {
            assertRefused(accounts);
            assertRefused(accounts);
            assertThat(server.requests()).as("left alone").isEqualTo(1);
            file("secret", "wrong-again");
            assertRefused(accounts);
            assertRefused(accounts);
            assertThat(server.requests()).isEqualTo(2);
            file("secret", "first-secret");
            deletes(accounts, 1);
            deletes(accounts, 1);
        }
    }

    private static void assertRefused(FaceRepositories accounts) {
        assertThatThrownBy(() -> accounts.get("main").deletePerson(PersonId.of("p")))
                .isInstanceOfSatisfying(
                        FaceException.class, e -> assertThat(e.vendorCode()).contains("SignatureDoesNotMatch"));
    }

    @Test
    void deletePerson_secretPutAtRunTime_countsFromTheNextCall() {
        Map<String, String> settings = Map.of(
                "provider", "aliyun", "endpoint", server.url(), "quota", "off", "credentials.access-key-id", "first");
        try (FaceRepositories accounts = FaceRepositories.builder().clock(clock).open()) {
            accounts.put("main", with(settings, "credentials.access-key-secret", "wrong"));
            assertThatThrownBy(() -> accounts.get("main").deletePerson(PersonId.of("p")))
                    .isInstanceOfSatisfying(
                            FaceException.class, e -> assertThat(e.vendorCode()).contains("SignatureDoesNotMatch"));
            var handle = accounts.get("main");
            accounts.put("main", with(settings, "credentials.access-key-secret", "first-secret"));

            assertThat(handle.deletePerson(PersonId.of("nobody")).outcome()).isEqualTo(PersonOutcome.ALREADY_ABSENT);
        }
    }

    private static Map<String, String> with(Map<String, String> settings, String key, String value) {
        Map<String, String> more = new HashMap<>(settings);
        more.put(key, value);
        return more;
    }
}
