package io.efface.testkit.emulator;

import static io.efface.testkit.ContractAssertions.assertEquals;
import static io.efface.testkit.ContractAssertions.assertFalse;
import static io.efface.testkit.ContractAssertions.assertTrue;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.efface.CallOptions;
import io.efface.DeletePersonResult;
import io.efface.Effect;
import io.efface.ErrorKind;
import io.efface.FaceException;
import io.efface.FaceRepository;
import io.efface.Origin;
import io.efface.PersonId;
import io.efface.PersonOutcome;
import io.efface.RetryAdvice;
import io.efface.config.FaceRepositories;
import io.efface.config.FaceRepositoriesBuilder;
import io.efface.emulator.EmulatorServer;
import io.efface.emulator.VendorEmulator;
import io.efface.spi.CallContext;
import io.efface.testkit.MovableClock;
import io.efface.testkit.emulator.EmulatedVendor.Issue;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests secrets that change while an account is open, with an emulated vendor. The vendor accepts the keys {@code first} and
 * {@code second} with the secrets {@code first-secret} and {@code second-secret}. It also accepts the temporary keys {@code KEY1}, for one
 * hour, and {@code KEY2}, for two hours, with secrets and tokens such as {@code secret-1} and {@code token-1}. Waits move {@link #clock}
 * instead of taking time.
 */
public abstract class ChangingSecretsContract {
    /** One hour. */
    protected static final Duration HOUR = Duration.ofHours(1);

    private static final Instant START = Instant.parse("2026-03-17T09:30:00Z");
    private static final PersonId PERSON = PersonId.of("p");

    /** The clock of the accounts and of the vendor. */
    protected final MovableClock clock = new MovableClock(START);

    private final EmulatedVendor vendor;

    @TempDir
    Path folder;

    private VendorEmulator emulator;
    private EmulatorServer server;
    private int people;

    /** For subclasses. */
    protected ChangingSecretsContract(EmulatedVendor vendor) {
        this.vendor = Objects.requireNonNull(vendor, "vendor");
    }

    @BeforeEach
    final void start() throws IOException {
        emulator = vendor.emulator()
                .get()
                .key("first", "first-secret")
                .key("second", "second-secret")
                .temporaryKey("KEY1", "secret-1", "token-1", START.plus(HOUR))
                .temporaryKey("KEY2", "secret-2", "token-2", START.plus(HOUR.multipliedBy(2)))
                .clock(clock)
                .random(new Random(7))
                .build();
        server = EmulatorServer.start(emulator);
    }

    @AfterEach
    final void stop() {
        server.close();
    }

    /** Returns a builder of accounts with the home folder of the test. Waits of the accounts move the clock. */
    private FaceRepositoriesBuilder accounts() {
        return FaceRepositories.builder().home(folder).clock(clock).sleeper(this::skip);
    }

    private boolean skip(Duration time, CallContext call) {
        clock.move(time);
        return true;
    }

    /** Opens the account {@code main} with a key. The array {@code more} contains further settings, as alternating names and values. */
    protected final FaceRepositories open(String id, String secret, String... more) {
        return put(accounts().open(), vendor.account(server.url(), id, secret, more));
    }

    /** Opens the account {@code main} with this value of the setting {@code credentials}. */
    protected final FaceRepositories open(String credentials) {
        Map<String, String> settings = vendor.account(server.url());
        settings.put("credentials", credentials);
        return put(accounts().open(), settings);
    }

    private FaceRepositories open(Callable<Issue> source) {
        FaceRepositoriesBuilder builder = accounts();
        vendor.temporaryKeys().register(builder, source, clock);
        return put(builder.open(), vendor.account(server.url()));
    }

    private static FaceRepositories put(FaceRepositories accounts, Map<String, String> settings) {
        accounts.put("main", settings);
        return accounts;
    }

    private static Issue issue(int number, Instant end) {
        return new Issue("KEY" + number, "secret-" + number, "token-" + number, end);
    }

    /**
     * Opens an account with a source of keys. The first {@code failures} calls of the source throw the exception; later calls issue a key.
     */
    private FaceRepositories openFailing(AtomicInteger calls, int failures, Exception error) {
        return open(() -> {
            if (calls.incrementAndGet() <= failures) {
                throw error;
            }
            return issue(1, START.plus(HOUR));
        });
    }

    /**
     * Stores a new person at the vendor and deletes the person.
     *
     * @param attempts the expected number of attempts of the first request
     */
    protected final void assertDeletes(FaceRepositories accounts, int attempts) {
        String id = "person-" + ++people;
        emulator.library().put(id, "face-" + people);
        DeletePersonResult result = accounts.get("main").deletePerson(PersonId.of(id));
        assertEquals(PersonOutcome.DELETED, result.outcome(), "the outcome is wrong");
        assertEquals(
                vendor.requestsOfDeletion() - 1 + attempts,
                result.trace().attempts(),
                "the number of attempts is wrong");
    }

    /** Checks that a deletion fails, and that the message does not contain the secret {@code hunter}. Returns the exception. */
    protected final FaceException assertFails(FaceRepositories accounts) {
        FaceException failure =
                assertThrows(FaceException.class, () -> accounts.get("main").deletePerson(PERSON));
        assertFalse(String.valueOf(failure.getMessage()).contains("hunter"), "the message shows a secret");
        return failure;
    }

    /** Checks that the vendor rejects a deletion with this code. Returns the number of attempts. */
    protected final int assertRejected(FaceRepositories accounts, String code) {
        FaceException failure = assertFails(accounts);
        assertEquals(Optional.of(code), failure.vendorCode(), "the error must contain the vendor's code");
        return failure.attempts();
    }

    /** Checks that a deletion fails with an error of the configuration before it is sent, and that the message contains a text. */
    protected final void assertRejectedHere(FaceRepositories accounts, String text) {
        FaceException failure = assertFails(accounts);
        assertEquals(ErrorKind.CONFIGURATION, failure.kind(), "the kind of the error is wrong");
        assertEquals(Origin.LOCAL, failure.origin(), "the origin of the error is wrong");
        assertEquals(Effect.NONE, failure.effect(), "the effect of the error is wrong");
        String message = String.valueOf(failure.getMessage());
        assertTrue(message.contains(text), message);
    }

    /** Writes a file in the home folder of the accounts. */
    protected final Path file(String name, String content) throws IOException {
        Path path = folder.resolve(name);
        Files.createDirectories(Objects.requireNonNull(path.getParent()));
        return Files.writeString(path, content);
    }

    private void assertRequestsOfDeletions(int deletions) {
        assertRequests(deletions * vendor.requestsOfDeletion());
    }

    private void assertRequests(int expected) {
        assertEquals(expected, server.requests(), "the number of requests is wrong");
    }

    /** Waits until a count has the expected value, because keys are renewed in the background. */
    private static void assertSoon(int expected, AtomicInteger count) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (count.get() < expected && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        assertEquals(expected, count.get(), "the number of calls of the source is wrong");
    }

    /** No request is sent with an expired key. */
    @Test
    final void deletePerson_temporaryKeys_areRenewedBeforeTheyExpire() {
        AtomicInteger issued = new AtomicInteger();
        try (FaceRepositories accounts = open(() -> {
            int number = issued.incrementAndGet();
            return issue(number, START.plus(HOUR.multipliedBy(number)));
        })) {
            assertDeletes(accounts, 1);
            clock.move(Duration.ofMinutes(54));
            assertDeletes(accounts, 1);
            assertEquals(1, issued.get(), "the number of calls of the source is wrong");
            clock.move(Duration.ofMinutes(1));
            assertDeletes(accounts, 1);
            assertSoon(2, issued);
            clock.move(Duration.ofMinutes(35));
            assertDeletes(accounts, 1);
        }
        assertRequestsOfDeletions(4);
    }

    /** If the vendor rejects a key that expired too early, the account obtains another key and repeats the request once. */
    @Test
    final void deletePerson_keyExpiresTooEarly_isRenewedAndRequestIsRepeatedOnce() {
        AtomicInteger issued = new AtomicInteger();
        try (FaceRepositories accounts = open(() -> issue(issued.incrementAndGet(), Instant.MAX))) {
            assertDeletes(accounts, 1);
            clock.move(HOUR);
            assertDeletes(accounts, 2);
            assertDeletes(accounts, 1);
        }
        assertEquals(2, issued.get(), "the number of calls of the source is wrong");
    }

    /** If a source of keys is unreachable for a short time, the account calls the source again and then sends one request. */
    @Test
    final void deletePerson_sourceUnreachableForAShortTime_isCalledAgainAndOneRequestIsSent() {
        AtomicInteger calls = new AtomicInteger();
        try (FaceRepositories accounts = openFailing(calls, 3, new ConnectException("hunter2"))) {
            assertDeletes(accounts, 1);
        }
        assertEquals(4, calls.get(), "the number of calls of the source is wrong");
        assertRequestsOfDeletions(1);
    }

    /** If a source of keys stays unreachable, the account calls the source as often as it repeats a failed request, and sends nothing. */
    @Test
    final void deletePerson_sourceUnreachable_isCalledAsOftenAsAFailedRequestIsRepeated() {
        AtomicInteger calls = new AtomicInteger();
        try (FaceRepositories accounts = openFailing(calls, 1000, new ConnectException("hunter2"))) {
            FaceException failure = assertFails(accounts);
            assertEquals(ErrorKind.UNAVAILABLE, failure.kind(), "the kind of the error is wrong");
            assertEquals(Origin.NETWORK, failure.origin(), "the origin of the error is wrong");
            assertEquals(RetryAdvice.BACKOFF, failure.advice(), "the advice of the error is wrong");
            assertEquals(Effect.NONE, failure.effect(), "the effect of the error is wrong");
            assertEquals(0, failure.attempts(), "the number of attempts is wrong");
            assertTrue(
                    failure.waited().compareTo(Duration.ofMillis(1400)) >= 0, "the account must wait between attempts");
            assertTrue(
                    String.valueOf(failure.getMessage()).contains("ConnectException"),
                    "the message must name the cause");
        }
        assertEquals(4, calls.get(), "the number of calls of the source is wrong");
        assertRequests(0);
    }

    /** The account does not begin a wait that would end after the deadline. */
    @Test
    final void deletePerson_sourceUnreachable_isNotCalledAfterTheDeadline() {
        AtomicInteger calls = new AtomicInteger();
        try (FaceRepositories accounts = openFailing(calls, 1000, new ConnectException("hunter2"))) {
            CallOptions shortTimeout = CallOptions.defaults().withTimeout(Duration.ofMillis(150));
            FaceRepository main = accounts.get("main");
            assertEquals(
                    ErrorKind.UNAVAILABLE,
                    assertThrows(FaceException.class, () -> main.deletePerson(PERSON, shortTimeout))
                            .kind(),
                    "the kind of the error is wrong");
        }
        assertEquals(1, calls.get(), "the number of calls of the source is wrong");
        assertEquals(START, clock.instant(), "no time may pass");
    }

    /** If a source of keys fails for another reason, the account does not call the source again. */
    @Test
    final void deletePerson_sourceFailsForAnotherReason_isNotCalledAgain() {
        AtomicInteger calls = new AtomicInteger();
        try (FaceRepositories accounts = openFailing(calls, 1, new IllegalStateException("hunter2"))) {
            FaceException failure = assertFails(accounts);
            assertEquals(ErrorKind.UNAUTHENTICATED, failure.kind(), "the kind of the error is wrong");
            assertEquals(Origin.LOCAL, failure.origin(), "the origin of the error is wrong");
            assertEquals(Effect.NONE, failure.effect(), "the effect of the error is wrong");
        }
        assertEquals(1, calls.get(), "the number of calls of the source is wrong");
    }

    /** Failures of a source of keys do not open the circuit breaker. */
    @Test
    final void deletePerson_sourceUnreachableForALongTime_doesNotOpenTheBreaker() {
        AtomicInteger calls = new AtomicInteger();
        try (FaceRepositories accounts = openFailing(calls, 100, new ConnectException("hunter2"))) {
            for (int call = 0; call < 25; call++) {
                assertFails(accounts);
                clock.move(Duration.ofSeconds(5));
            }
            assertDeletes(accounts, 1);
        }
    }

    /** Files with keys are read again for each request. An invalid file is an error before anything is sent. */
    @Test
    final void deletePerson_filesOfTheKeyReplaced_areUsedFromTheNextCall() throws IOException {
        Path id = file("id", "first\n");
        Path secret = file("secret", "first-secret\n");
        try (FaceRepositories accounts = open("${file:" + id + "}", "${file:" + secret + "}")) {
            assertDeletes(accounts, 1);
            file("id", "second\n");
            file("secret", "second-secret\n");
            assertDeletes(accounts, 1);
            file("secret", "hunter 2\n");
            assertRejectedHere(accounts, "contains a space");
            Files.delete(secret);
            assertRejectedHere(accounts, vendor.secretKey() + ": " + secret + ": the file does not exist");
            file("secret", "second-secret");
            assertDeletes(accounts, 1);
        }
        assertRequestsOfDeletions(3);
    }

    /** If the vendor rejects an account, the open circuit breaker stops the requests of this account until the secret is replaced. */
    @Test
    final void deletePerson_wrongSecretCorrectedInItsFile_isUsedAtOnceDespiteTheBreaker() throws IOException {
        Path secret = file("secret", "wrong");
        try (FaceRepositories accounts = open("first", "${file:" + secret + "}")) {
            assertRejected(accounts, vendor.wrongSecretCode());
            assertRejected(accounts, vendor.wrongSecretCode());
            assertRequests(1);
            file("secret", "wrong-again");
            assertRejected(accounts, vendor.wrongSecretCode());
            assertRejected(accounts, vendor.wrongSecretCode());
            assertRequests(2);
            file("secret", "first-secret");
            assertDeletes(accounts, 1);
            assertDeletes(accounts, 1);
        }
    }

    /** A {@code FaceRepository} that was obtained before the account was replaced uses the new secret. */
    @Test
    final void deletePerson_secretReplacedAtRunTime_isUsedFromTheNextCall() {
        try (FaceRepositories accounts = open("first", "wrong")) {
            FaceRepository handle = accounts.get("main");
            assertRejected(accounts, vendor.wrongSecretCode());
            put(accounts, vendor.account(server.url(), "first", "first-secret"));
            assertEquals(
                    PersonOutcome.ALREADY_ABSENT, handle.deletePerson(PERSON).outcome(), "the outcome is wrong");
        }
    }
}
