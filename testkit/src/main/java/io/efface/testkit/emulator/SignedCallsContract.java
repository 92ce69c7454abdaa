package io.efface.testkit.emulator;

import static io.efface.testkit.ContractAssertions.assertEquals;
import static io.efface.testkit.ContractAssertions.assertFalse;
import static io.efface.testkit.ContractAssertions.assertNotEquals;
import static io.efface.testkit.ContractAssertions.assertTrue;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.efface.DeleteFacesResult;
import io.efface.Effect;
import io.efface.ErrorKind;
import io.efface.FaceException;
import io.efface.FaceId;
import io.efface.FaceOutcome;
import io.efface.Operation;
import io.efface.Person;
import io.efface.PersonId;
import io.efface.PersonOutcome;
import io.efface.RetryAdvice;
import io.efface.config.FaceRepositories;
import io.efface.emulator.EmulatorServer;
import io.efface.emulator.Fault;
import io.efface.emulator.FaultScript;
import io.efface.emulator.VendorEmulator;
import io.efface.spi.OpenContext;
import io.efface.spi.ProviderConfig;
import io.efface.testkit.MovableClock;
import io.efface.testkit.TestAccount;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Tests a provider's primitive repository with an emulated vendor. The vendor checks signatures, times and nonces independently of the
 * provider's code. The vendor holds a person with the faces {@link #F1}, {@link #F2} and {@link #F3}, and another person with the face
 * {@link #OTHER}.
 */
public abstract class SignedCallsContract {
    /** A face of the person. */
    protected static final FaceId F1 = FaceId.of("2875186538564559728");

    /** A face of the person. */
    protected static final FaceId F2 = FaceId.of("2873640802022644880");

    /** A face of the person. */
    protected static final FaceId F3 = FaceId.of("3454816969590585885");

    /** The face of the other person. */
    protected static final FaceId OTHER = FaceId.of("1111111111111111111");

    private static final String BYSTANDER = "bob";
    private static final int MANY = 200;

    /** The clock of the accounts. */
    protected final MovableClock clock;

    /** The clock of the vendor. */
    protected final MovableClock vendorClock;

    private final PersonId person;
    private VendorEmulator emulator;
    private EmulatorServer server;

    /**
     * For subclasses.
     *
     * @param person the person's id
     * @param start the start time of all clocks
     */
    protected SignedCallsContract(String person, Instant start) {
        this.person = PersonId.of(person);
        this.clock = new MovableClock(start);
        this.vendorClock = new MovableClock(start);
    }

    /** Returns an emulator with the clock {@link #vendorClock} that accepts the key of {@link #config(String)}. */
    protected abstract VendorEmulator newEmulator();

    /**
     * Returns the settings of an account with a valid key and the default signature.
     *
     * @param url the emulator's URL
     */
    protected abstract ProviderConfig config(String url);

    /**
     * The number of requests that each operation needs.
     *
     * @param deletePerson the deletion of a person with faces
     * @param deleteFaces the deletion of some of a person's faces
     * @param deleteAbsentPerson the deletion of a person who does not exist
     * @param findAbsentPerson the read of a person who does not exist
     */
    public record Requests(int deletePerson, int deleteFaces, int deleteAbsentPerson, int findAbsentPerson) {
        /** One request for each operation. */
        public static final Requests ONE_EACH = new Requests(1, 1, 1, 1);
    }

    /** Returns the number of requests that each operation of the provider needs. By default one request for each operation. */
    protected Requests requestsOfOperations() {
        return Requests.ONE_EACH;
    }

    /** Returns the outcome of a face that belongs to another person and is therefore not deleted. By default {@code UNCONFIRMED}. */
    protected FaceOutcome outcomeOfAnothersFace() {
        return FaceOutcome.UNCONFIRMED;
    }

    /** Returns the script of faults for the request that carries out a deletion. By default the script for every request. */
    protected FaultScript.Scope faultsOf(Operation deletion) {
        return emulator.faults().onAnyCall();
    }

    @BeforeEach
    final void start() throws IOException {
        serve(newEmulator());
    }

    /** Replaces the emulator. */
    protected final void restart(VendorEmulator other) throws IOException {
        server.close();
        serve(other);
    }

    private void serve(VendorEmulator started) throws IOException {
        emulator = started;
        emulator.library().put(person.value(), F1.value(), F2.value(), F3.value());
        emulator.library().put(BYSTANDER, OTHER.value());
        server = EmulatorServer.start(emulator);
    }

    @AfterEach
    final void stop() {
        server.close();
    }

    /** Returns the emulator. */
    protected final VendorEmulator emulator() {
        return emulator;
    }

    /** Returns the emulator's URL. */
    protected final String url() {
        return server.url();
    }

    /** Returns the number of requests that arrived. */
    protected final long requests() {
        return server.requests();
    }

    /** Returns the person. */
    protected final PersonId person() {
        return person;
    }

    /** Opens an account. */
    protected final TestAccount open(ProviderConfig config) {
        return TestAccount.open(config, OpenContext.of("acc", clock, new SecureRandom(), Map.of()));
    }

    /** Returns a set of faces in the given order. */
    protected static Set<FaceId> faces(FaceId... faces) {
        return new LinkedHashSet<>(Arrays.asList(faces));
    }

    /** Checks that a deletion of the person fails. Returns the exception. */
    protected final FaceException assertFails(TestAccount account) {
        return assertThrows(FaceException.class, () -> account.deletePerson(person));
    }

    private Optional<Set<FaceId>> readFaces(TestAccount account) {
        return account.findPerson(person).person().map(Person::faces);
    }

    /** Checks that every operation of an account succeeds and is signed with the expected algorithm. */
    protected final void assertEveryOperationWorks(ProviderConfig config, String signatureMethod) {
        try (TestAccount account = open(config)) {
            assertEquals(Optional.of(faces(F1, F2, F3)), readFaces(account), "the faces that the read finds are wrong");

            DeleteFacesResult deleted = account.deleteFaces(person, faces(F2, OTHER));
            assertEquals(faces(F2), deleted.facesWith(FaceOutcome.DELETED), "the deleted faces are wrong");
            assertEquals(
                    faces(OTHER),
                    deleted.facesWith(outcomeOfAnothersFace()),
                    "the outcome of another person's face is wrong");
            assertEquals(Optional.of(faces(F1, F3)), readFaces(account), "the faces that the read finds are wrong");

            assertEquals(PersonOutcome.DELETED, account.deletePerson(person).outcome(), "the outcome is wrong");
            assertEquals(Optional.empty(), readFaces(account), "the faces that the read finds are wrong");
            assertEquals(
                    PersonOutcome.ALREADY_ABSENT, account.deletePerson(person).outcome(), "the outcome is wrong");
            assertEquals(
                    faces(F1),
                    account.deleteFaces(person, faces(F1)).facesWith(FaceOutcome.ALREADY_ABSENT),
                    "the faces of a missing person must be absent");
        }
        assertTrue(emulator.library().person(BYSTANDER).isPresent(), "another person must stay");
        Requests each = requestsOfOperations();
        int deletions = each.deleteFaces() + each.deletePerson() + each.deleteAbsentPerson() + 1;
        assertEquals(1 + 1 + each.findAbsentPerson() + deletions, requests(), "the number of requests is wrong");
        emulator.calls()
                .latest()
                .forEach(call -> assertEquals(
                        signatureMethod, call.signatureMethod(), "the signature method of the requests is wrong"));
    }

    /** Checks that an account learns the offset of the vendor's clock from one rejected request with a code. */
    protected final void assertClockIsCorrected(ProviderConfig config, Duration offset, String code) {
        vendorClock.move(offset);
        try (TestAccount account = open(config)) {
            FaceException failure = assertFails(account);
            assertEquals(Optional.of(code), failure.vendorCode(), "the error must contain the vendor's code");
            assertEquals(Effect.NONE, failure.effect(), "the effect of the error is wrong");
            assertEquals(RetryAdvice.ONCE, failure.advice(), "the advice of the error is wrong");

            assertEquals(PersonOutcome.DELETED, account.deletePerson(person).outcome(), "the outcome is wrong");
            assertEquals(Optional.empty(), readFaces(account), "the faces that the read finds are wrong");
        }
        assertEquals(
                1
                        + requestsOfOperations().deletePerson()
                        + requestsOfOperations().findAbsentPerson(),
                requests(),
                "the number of requests is wrong");
    }

    /** Checks that the vendor rejects a wrong secret with this code, and that the error does not show the secret. */
    protected final void assertWrongSecretIsRejected(ProviderConfig config, String secret, String code) {
        try (TestAccount account = open(config)) {
            FaceException failure = assertFails(account);
            assertEquals(ErrorKind.UNAUTHENTICATED, failure.kind(), "the kind of the error is wrong");
            assertEquals(Effect.NONE, failure.effect(), "the effect of the error is wrong");
            assertEquals(Optional.of(code), failure.vendorCode(), "the error must contain the vendor's code");
            assertFalse(failure.toString().contains(secret), "the error shows the secret");
        }
        assertTrue(emulator.library().person(person.value()).isPresent(), "the person must stay");
    }

    /** Checks that an account signs with the date of the next day after a wait. Midnight in UTC must be within the wait. */
    protected final void assertSignsOnTheNextDay(ProviderConfig config, Duration wait) {
        LocalDate before = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        try (TestAccount account = open(config)) {
            account.findPerson(person);
            clock.move(wait);
            vendorClock.move(wait);
            assertNotEquals(
                    before, LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC), "midnight must be within the wait");
            assertEquals(PersonOutcome.DELETED, account.deletePerson(person).outcome(), "the outcome is wrong");
        }
    }

    /** Checks that an account with these settings deletes the person. The keys of the settings have no account prefix. */
    protected final void assertOpensFromText(Map<String, String> settings) {
        try (FaceRepositories accounts = FaceRepositories.builder().clock(clock).open()) {
            accounts.put("main", settings);
            assertEquals(
                    PersonOutcome.DELETED,
                    accounts.get("main").deletePerson(person).outcome(),
                    "the outcome is wrong");
        }
        assertTrue(emulator.library().person(person.value()).isEmpty(), "the person must be deleted");
    }

    /** If the response is lost, the effect is unknown, and the request is not repeated. */
    @Test
    final void deletePerson_responseLostAfterTheEffect_isUnknownAndSentOnce() {
        faultsOf(Operation.DELETE_PERSON).next(Fault.drop(Fault.When.AFTER_EFFECT));
        try (TestAccount account = open(config(url()))) {
            assertEquals(Effect.UNKNOWN, assertFails(account).effect(), "the effect of the error is wrong");
            assertEquals(requestsOfOperations().deletePerson(), requests(), "the number of requests is wrong");
            assertEquals(Optional.empty(), readFaces(account), "the faces that the read finds are wrong");
        }
    }

    /** If the response is truncated, the result of every face is unknown. */
    @Test
    final void deleteFaces_responseCutOff_leavesEveryFaceUnknown() {
        faultsOf(Operation.DELETE_FACES).next(Fault.truncate(20));
        try (TestAccount account = open(config(url()))) {
            FaceException failure = assertThrows(FaceException.class, () -> account.deleteFaces(person, faces(F1, F2)));
            assertEquals(Effect.UNKNOWN, failure.effect(), "the effect of the error is wrong");
            assertEquals(
                    faces(F1, F2),
                    failure.facesSoFar().orElseThrow().facesWith(FaceOutcome.UNKNOWN),
                    "the outcome of each face must be unknown");
        }
        assertEquals(requestsOfOperations().deleteFaces(), requests(), "the number of requests is wrong");
    }

    /** Concurrent calls have different nonces. */
    @Test
    final void deletePerson_manyThreads_allSignaturesAreValid() throws Exception {
        for (int i = 0; i < MANY; i++) {
            emulator.library().put("person-" + i, "face-" + i);
        }
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try (TestAccount account = open(config(url()))) {
            List<Future<PersonOutcome>> outcomes = new ArrayList<>();
            for (int i = 0; i < MANY; i++) {
                PersonId each = PersonId.of("person-" + i);
                outcomes.add(threads.submit(() -> account.deletePerson(each).outcome()));
            }
            for (Future<PersonOutcome> outcome : outcomes) {
                assertEquals(PersonOutcome.DELETED, outcome.get(60, TimeUnit.SECONDS), "the outcome is wrong");
            }
        } finally {
            threads.shutdownNow();
        }
        assertEquals(2, emulator.library().size(), "the number of people at the vendor is wrong");
        assertEquals(
                (long) MANY * requestsOfOperations().deletePerson(), requests(), "the number of requests is wrong");
    }
}
