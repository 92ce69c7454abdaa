package io.efface.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.efface.CallOptions;
import io.efface.DeletePersonResult;
import io.efface.Effect;
import io.efface.ErrorKind;
import io.efface.FaceException;
import io.efface.FaceId;
import io.efface.Operation;
import io.efface.Person;
import io.efface.PersonOutcome;
import io.efface.ReadBack;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Tests operations of several requests: deletions that end between two requests, detached faces, and lists of several pages. The tests are
 * aborted for vendors that need only one request for each operation.
 */
interface StepsContract {
    /** The number of faces of the deleted person. */
    int FACES = 3;

    /**
     * Each fault of each request except the first. The error has the correct effect, and a repeat with the detached faces of the error
     * completes the deletion.
     */
    @ContractTest
    default void deletePerson_laterRequestFails_isFinishedByARepeat(ContractHarness harness, ContractFault fault) {
        laterRequestFails(personOfSeveralRequests(harness), fault);
    }

    /**
     * Each fault of each request except the first. The error has the correct effect, and a repeat with the detached faces of the error
     * completes the deletion.
     */
    @ContractTest
    default void deleteFaces_laterRequestFails_isFinishedByARepeat(ContractHarness harness, ContractFault fault) {
        laterRequestFails(facesOfSeveralRequests(harness), fault);
    }

    /** After a cancellation between any two requests, no further request is sent. */
    @ContractTest
    default void deletePerson_cancelledBetweenRequests_isFinishedByARepeat(ContractHarness harness) {
        endedBetweenRequests(personOfSeveralRequests(harness), Steps.Ending.CANCELLATION, ErrorKind.CANCELLED);
    }

    /** After a cancellation between any two requests, no further request is sent. */
    @ContractTest
    default void deleteFaces_cancelledBetweenRequests_isFinishedByARepeat(ContractHarness harness) {
        endedBetweenRequests(facesOfSeveralRequests(harness), Steps.Ending.CANCELLATION, ErrorKind.CANCELLED);
    }

    /** After a deadline between any two requests, no further request is sent. */
    @ContractTest
    default void deletePerson_deadlineBetweenRequests_isFinishedByARepeat(ContractHarness harness) {
        endedBetweenRequests(personOfSeveralRequests(harness), Steps.Ending.DEADLINE, ErrorKind.DEADLINE_EXCEEDED);
    }

    /** After a deadline between any two requests, no further request is sent. */
    @ContractTest
    default void deleteFaces_deadlineBetweenRequests_isFinishedByARepeat(ContractHarness harness) {
        endedBetweenRequests(facesOfSeveralRequests(harness), Steps.Ending.DEADLINE, ErrorKind.DEADLINE_EXCEEDED);
    }

    /** An interrupt during any later request, including the request that detaches faces, while the vendor carries out the request. */
    @ContractTest
    default void deletePerson_interruptedInALaterRequest_isFinishedByARepeat(ContractHarness harness) {
        interruptedInALaterRequest(personOfSeveralRequests(harness));
    }

    /** An interrupt during any later request, including the request that detaches faces, while the vendor carries out the request. */
    @ContractTest
    default void deleteFaces_interruptedInALaterRequest_isFinishedByARepeat(ContractHarness harness) {
        interruptedInALaterRequest(facesOfSeveralRequests(harness));
    }

    /** The detached faces of an interrupted deletion are deleted even if the record of the person is gone. */
    @ContractTest
    default void deletePerson_detachedFacesLeft_areDeleted(ContractHarness harness) {
        ContractFixture fixture = sceneOfSeveralRequests(harness);
        Set<FaceId> left = leaveDetachedFaces(fixture);
        CallOptions options = CallOptions.defaults().withDetachedFaces(left);
        fixture.deletePerson(ContractFixture.PERSON, options).success();
        assertEquals(Optional.empty(), fixture.stored(), "the detached faces must be deleted, too");
        DeletePersonResult again =
                fixture.deletePerson(ContractFixture.PERSON, options).success();
        if (ConsistencyCheck.isYes(fixture.capabilities().reportsAbsentPersons())) {
            assertEquals(
                    PersonOutcome.ALREADY_ABSENT, again.outcome(), "neither the person nor a detached face exists");
        }
    }

    /** While detached faces exist, a read with these faces finds the person even if the record of the person is gone. */
    @ContractTest
    default void findPerson_detachedFacesLeft_areFound(ContractHarness harness) {
        ContractFixture fixture = sceneOfSeveralRequests(harness);
        fixture.assumeReadBack();
        Set<FaceId> left = leaveDetachedFaces(fixture);
        CallOptions options = CallOptions.defaults().withDetachedFaces(left);
        Optional<Person> found =
                fixture.findPerson(ContractFixture.PERSON, options).success();
        assertEquals(left, found.orElseThrow().faces());
        fixture.deletePerson(ContractFixture.PERSON, options).success();
        assertEquals(
                Optional.empty(),
                fixture.findPerson(ContractFixture.PERSON, options).success());
    }

    /** A read returns the faces of all pages of a list. */
    @ContractTest
    default void findPerson_severalPages_areReadWhole(ContractHarness harness) {
        ContractFixture fixture = sceneOfSeveralPages(harness);
        Set<FaceId> all = fixture.stored().orElseThrow();
        assertEquals(all, fixture.findPerson().success().orElseThrow().faces());
    }

    /** A fault of a later page is an error, never a shorter list. */
    @ContractTest
    default void findPerson_laterPageFails_isAnError(ContractHarness harness, ContractFault fault) {
        ContractFixture fixture = sceneOfSeveralPages(harness);
        int pages = requestsOfRead(fixture);
        for (int before = 1; before < pages; before++) {
            fixture.injectAfter(before, Operation.FIND_PERSON, fault);
            ObservedCall<Optional<Person>> observed = fixture.findPerson();
            if (observed.failed()) {
                ErrorKind kind = observed.failure().kind();
                assertTrue(fault.kinds().contains(kind), () -> kind + " is not a kind of " + fault);
                assertEquals(Effect.NONE, observed.failure().effect(), "a read has no effect");
            } else {
                assertTrue(harness.opened(), "a primitive repository must not hide that the vendor failed");
            }
            Steps.waitForAccount(harness);
        }
    }

    private static Deletion<?> personOfSeveralRequests(ContractHarness harness) {
        return Deletion.ofPerson(sceneOfSeveralRequests(harness));
    }

    private static Deletion<?> facesOfSeveralRequests(ContractHarness harness) {
        ContractFixture fixture = ContractFixture.holding(harness, FACES);
        assumeTrue(fixture.requestsOfFaceDeletion() > 1, "this provider deletes faces in one request");
        return Deletion.ofFaces(fixture);
    }

    private static ContractFixture sceneOfSeveralRequests(ContractHarness harness) {
        ContractFixture fixture = ContractFixture.holding(harness, FACES);
        assumeFalse(fixture.deletesPersonInOneRequest(), "this provider deletes a person in one request");
        return fixture;
    }

    private static ContractFixture sceneOfSeveralPages(ContractHarness harness) {
        int most = new ContractFixture(harness).capabilities().facesPerCall();
        assumeTrue(most <= 1_000, "too many faces to hold in a test");
        ContractFixture fixture = ContractFixture.holding(harness, Math.max(FACES, most + 1));
        fixture.assumeReadBack();
        assumeTrue(requestsOfRead(fixture) > 1, "this provider reads these faces in one request");
        return fixture;
    }

    private static int requestsOfRead(ContractFixture fixture) {
        return fixture.repository.findPerson(ContractFixture.PERSON).trace().attempts();
    }

    private static void laterRequestFails(Deletion<?> deletion, ContractFault fault) {
        ContractFixture fixture = deletion.fixture;
        for (int before = 1; before < deletion.requests(); before++) {
            fixture.put(ContractFixture.PERSON, deletion.all);
            Optional<Set<FaceId>> reached = Steps.storedAfter(deletion, before);
            fixture.put(ContractFixture.PERSON, deletion.all);
            fixture.injectAfter(before, deletion.operation, fault);
            ObservedCall<?> observed = deletion.checked(CallOptions.defaults());
            if (observed.failed()) {
                assertLaterFailure(deletion, fault, reached, observed.failure());
                finish(deletion, observed.failure());
            } else {
                assertTrue(fixture.harness.opened(), "a primitive repository must not hide that the vendor failed");
            }
            assertEquals(deletion.left(), fixture.stored(), "exactly the requested person or faces must be gone");
            Steps.waitForAccount(fixture.harness);
        }
    }

    private static void interruptedInALaterRequest(Deletion<?> deletion) {
        ContractFixture fixture = deletion.fixture;
        for (int before = 1; before < deletion.requests(); before++) {
            fixture.put(ContractFixture.PERSON, deletion.all);
            fixture.injectAfter(before, deletion.operation, ContractFault.STALL);
            BackgroundCall call = BackgroundCall.start(fixture.harness, () -> deletion.send(fixture.repository));
            call.awaitRequests(before + 1 + fixture.readsBefore(deletion.operation));
            call.interrupt();
            ObservedCall<?> observed = call.endPromptly();
            assertEquals(ErrorKind.CANCELLED, observed.failure().kind());
            TypicalCalls.check(fixture, deletion.operation, call.before(), observed)
                    .ofFailure(observed.error());
            assertCarriesWhatNoReadLists(fixture, observed.failure());
            finish(deletion, observed.failure());
        }
    }

    private static void endedBetweenRequests(Deletion<?> deletion, Steps.Ending ending, ErrorKind kind) {
        ContractFixture fixture = deletion.fixture;
        int reads = fixture.readsBefore(deletion.operation);
        for (int before = 1; before < deletion.requests(); before++) {
            fixture.put(ContractFixture.PERSON, deletion.all);
            int sent = before + reads;
            Optional<Set<FaceId>> held = fixture.stored();
            ObservedCall<?> observed =
                    ObservedCall.call(fixture.harness, () -> Steps.deleteEnding(deletion, sent, ending));
            fixture.assertBystanderUnharmed();
            FaceException failure = observed.failure();
            TypicalCalls.check(fixture, deletion.operation, held, observed).ofFailure(observed.error());
            assertEquals(kind, failure.kind());
            assertEquals(sent, observed.requests(), "no request may follow the end of the call");
            assertKnownEffect(deletion, failure, "every request was answered, so the effect is known");
            assertCarriesWhatNoReadLists(fixture, failure);
            finish(deletion, failure);
        }
    }

    private static void assertLaterFailure(
            Deletion<?> deletion, ContractFault fault, Optional<Set<FaceId>> reached, FaceException failure) {
        assertTrue(
                fault.kinds().contains(failure.kind()),
                () -> "under " + fault + " the kind must be one of " + fault.kinds() + ", not " + failure.kind());
        assertCarriesWhatNoReadLists(deletion.fixture, failure);
        if (fault.isRejection()) {
            assertKnownEffect(deletion, failure, "the vendor rejected the request, so the effect is known");
        } else if (!deletion.fixture.stored().equals(reached)) {
            assertEquals(
                    Effect.UNKNOWN,
                    failure.effect(),
                    "the answer to a deleting request is not readable, so the effect is unknown");
        }
    }

    /** Checks the effect if every request was answered. For a deletion of faces, only the provider can know which faces are gone. */
    private static void assertKnownEffect(Deletion<?> deletion, FaceException failure, String why) {
        boolean nothing = deletion.fixture.stored().equals(Optional.of(deletion.all));
        boolean unsure = !nothing && deletion.operation == Operation.DELETE_FACES && failure.effect() == Effect.UNKNOWN;
        if (!unsure) {
            assertEquals(nothing ? Effect.NONE : Effect.PARTIAL, failure.effect(), why);
        }
    }

    private static void assertCarriesWhatNoReadLists(ContractFixture fixture, FaceException failure) {
        if (fixture.capabilities().readBack() == ReadBack.NONE) {
            return;
        }
        Set<FaceId> hidden = new LinkedHashSet<>(fixture.stored().orElse(Set.of()));
        Steps.direct(fixture, provider -> provider.findPerson(ContractFixture.PERSON))
                .person()
                .ifPresent(listed -> hidden.removeAll(listed.faces()));
        assertTrue(
                failure.detachedFaces().containsAll(hidden),
                () -> "the error must contain the detached faces: " + hidden.size() + " exist");
    }

    private static void finish(Deletion<?> deletion, FaceException failure) {
        Steps.waitForAccount(deletion.fixture.harness);
        CallOptions options = CallOptions.defaults().withDetachedFaces(failure.detachedFaces());
        deletion.checked(options).success();
        assertEquals(
                deletion.left(),
                deletion.fixture.stored(),
                "the requested person or faces must be gone after a repeat");
    }

    /** Interrupts a deletion that has detached all faces. Another deletion, without these faces, then deletes the record of the person. */
    private static Set<FaceId> leaveDetachedFaces(ContractFixture fixture) {
        Steps.detachAll(fixture);
        Steps.direct(fixture, provider -> provider.deletePerson(ContractFixture.PERSON));
        Optional<Set<FaceId>> left = fixture.stored();
        assumeTrue(left.isPresent(), "this vendor does not detach faces");
        return left.orElseThrow();
    }
}
