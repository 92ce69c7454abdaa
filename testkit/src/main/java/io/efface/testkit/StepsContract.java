package io.efface.testkit;

import static io.efface.testkit.ContractAssertions.assertEquals;
import static io.efface.testkit.ContractAssertions.assertTrue;
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
     * If a request after the first fails, the error has the correct effect, and a repeat with the detached faces of the error completes the
     * deletion.
     */
    @ContractTest
    default void deletePerson_laterRequestFails_isFinishedByARepeat(ContractHarness harness, ContractFault fault) {
        checkFaultsOfLaterRequests(personOfSeveralRequests(harness), fault);
    }

    /**
     * If a request after the first fails, the error has the correct effect, and a repeat with the detached faces of the error completes the
     * deletion.
     */
    @ContractTest
    default void deleteFaces_laterRequestFails_isFinishedByARepeat(ContractHarness harness, ContractFault fault) {
        checkFaultsOfLaterRequests(facesOfSeveralRequests(harness), fault);
    }

    /** After a cancellation between two requests, no further request is sent, and a repeat completes the deletion. */
    @ContractTest
    default void deletePerson_cancelledBetweenRequests_isFinishedByARepeat(ContractHarness harness) {
        checkEndsBetweenRequests(personOfSeveralRequests(harness), Steps.Ending.CANCELLATION, ErrorKind.CANCELLED);
    }

    /** After a cancellation between two requests, no further request is sent, and a repeat completes the deletion. */
    @ContractTest
    default void deleteFaces_cancelledBetweenRequests_isFinishedByARepeat(ContractHarness harness) {
        checkEndsBetweenRequests(facesOfSeveralRequests(harness), Steps.Ending.CANCELLATION, ErrorKind.CANCELLED);
    }

    /** If the deadline passes between two requests, no further request is sent, and a repeat completes the deletion. */
    @ContractTest
    default void deletePerson_deadlineBetweenRequests_isFinishedByARepeat(ContractHarness harness) {
        checkEndsBetweenRequests(personOfSeveralRequests(harness), Steps.Ending.DEADLINE, ErrorKind.DEADLINE_EXCEEDED);
    }

    /** If the deadline passes between two requests, no further request is sent, and a repeat completes the deletion. */
    @ContractTest
    default void deleteFaces_deadlineBetweenRequests_isFinishedByARepeat(ContractHarness harness) {
        checkEndsBetweenRequests(facesOfSeveralRequests(harness), Steps.Ending.DEADLINE, ErrorKind.DEADLINE_EXCEEDED);
    }

    /** If a request after the first is interrupted while the vendor carries it out, a repeat completes the deletion. */
    @ContractTest
    default void deletePerson_interruptedInALaterRequest_isFinishedByARepeat(ContractHarness harness) {
        checkInterruptsOfLaterRequests(personOfSeveralRequests(harness));
    }

    /** If a request after the first is interrupted while the vendor carries it out, a repeat completes the deletion. */
    @ContractTest
    default void deleteFaces_interruptedInALaterRequest_isFinishedByARepeat(ContractHarness harness) {
        checkInterruptsOfLaterRequests(facesOfSeveralRequests(harness));
    }

    /** The detached faces of an interrupted deletion are deleted even if the record of the person is gone. */
    @ContractTest
    default void deletePerson_detachedFacesLeft_areDeleted(ContractHarness harness) {
        ContractFixture fixture = fixtureOfSeveralRequests(harness);
        Set<FaceId> left = leaveDetachedFaces(fixture);
        CallOptions options = CallOptions.defaults().withDetachedFaces(left);
        fixture.deletePerson(ContractFixture.PERSON, options).success();
        assertEquals(Optional.empty(), fixture.stored(), "the detached faces must be deleted, too");
        DeletePersonResult again =
                fixture.deletePerson(ContractFixture.PERSON, options).success();
        if (ConsistencyCheck.isYes(fixture.capabilities().reportsAbsentPersons())) {
            assertEquals(
                    PersonOutcome.ALREADY_ABSENT,
                    again.outcome(),
                    "neither the person nor a detached face exists, so the outcome must be ALREADY_ABSENT");
        }
    }

    /** While detached faces exist, a read that names these faces finds the person even if the record of the person is gone. */
    @ContractTest
    default void findPerson_detachedFacesLeft_areFound(ContractHarness harness) {
        ContractFixture fixture = fixtureOfSeveralRequests(harness);
        fixture.assumeReadBack();
        Set<FaceId> left = leaveDetachedFaces(fixture);
        CallOptions options = CallOptions.defaults().withDetachedFaces(left);
        Optional<Person> found =
                fixture.findPerson(ContractFixture.PERSON, options).success();
        assertEquals(
                Optional.of(left),
                found.map(Person::faces),
                "the read must list the faces that the vendor still holds");
        fixture.deletePerson(ContractFixture.PERSON, options).success();
        assertEquals(
                Optional.empty(),
                fixture.findPerson(ContractFixture.PERSON, options).success(),
                "after the deletion of the detached faces, the read must report the person as absent");
    }

    /** A read returns the faces of all pages of a list. */
    @ContractTest
    default void findPerson_severalPages_areReadWhole(ContractHarness harness) {
        ContractFixture fixture = fixtureOfSeveralPages(harness);
        assertEquals(
                fixture.stored(),
                fixture.findPerson().success().map(Person::faces),
                "the read must list the faces of all pages");
    }

    /** If the request for a later page fails, the read fails and does not return a shorter list. */
    @ContractTest
    default void findPerson_laterPageFails_isAnError(ContractHarness harness, ContractFault fault) {
        ContractFixture fixture = fixtureOfSeveralPages(harness);
        int pages = requestsOfRead(fixture);
        for (int earlierRequests = 1; earlierRequests < pages; earlierRequests++) {
            fixture.injectAfter(earlierRequests, Operation.FIND_PERSON, fault);
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
        return Deletion.ofPerson(fixtureOfSeveralRequests(harness));
    }

    private static Deletion<?> facesOfSeveralRequests(ContractHarness harness) {
        ContractFixture fixture = ContractFixture.holding(harness, FACES);
        assumeTrue(fixture.requestsOfFaceDeletion() > 1, "this provider deletes faces in one request");
        return Deletion.ofFaces(fixture);
    }

    private static ContractFixture fixtureOfSeveralRequests(ContractHarness harness) {
        ContractFixture fixture = ContractFixture.holding(harness, FACES);
        assumeFalse(fixture.deletesPersonInOneRequest(), "this provider deletes a person in one request");
        return fixture;
    }

    private static ContractFixture fixtureOfSeveralPages(ContractHarness harness) {
        int facesPerCall = new ContractFixture(harness).capabilities().facesPerCall();
        assumeTrue(facesPerCall <= 1_000, "too many faces to hold in a test");
        ContractFixture fixture = ContractFixture.holding(harness, Math.max(FACES, facesPerCall + 1));
        fixture.assumeReadBack();
        assumeTrue(requestsOfRead(fixture) > 1, "this provider reads these faces in one request");
        return fixture;
    }

    private static int requestsOfRead(ContractFixture fixture) {
        return fixture.repository.findPerson(ContractFixture.PERSON).trace().attempts();
    }

    private static void checkFaultsOfLaterRequests(Deletion<?> deletion, ContractFault fault) {
        ContractFixture fixture = deletion.fixture;
        for (int earlierRequests = 1; earlierRequests < deletion.requests(); earlierRequests++) {
            fixture.put(ContractFixture.PERSON, deletion.all);
            Optional<Set<FaceId>> stateBefore = Steps.storedAfter(deletion, earlierRequests);
            fixture.put(ContractFixture.PERSON, deletion.all);
            fixture.injectAfter(earlierRequests, deletion.operation, fault);
            ObservedCall<?> observed = deletion.checked(CallOptions.defaults());
            if (observed.failed()) {
                assertLaterFailure(deletion, fault, stateBefore, observed.failure());
                assertRepeatCompletes(deletion, observed.failure());
            } else {
                assertTrue(
                        fixture.harness.opened() || fixture.isDocumentedSuccess(deletion.operation, fault),
                        "a primitive repository must not hide that the vendor failed");
            }
            assertEquals(deletion.left(), fixture.stored(), "exactly the requested person or faces must be gone");
            Steps.waitForAccount(fixture.harness);
        }
    }

    private static void checkInterruptsOfLaterRequests(Deletion<?> deletion) {
        ContractFixture fixture = deletion.fixture;
        for (int earlierRequests = 1; earlierRequests < deletion.requests(); earlierRequests++) {
            fixture.put(ContractFixture.PERSON, deletion.all);
            fixture.injectAfter(earlierRequests, deletion.operation, ContractFault.STALL);
            BackgroundCall call = BackgroundCall.start(fixture.harness, () -> deletion.send(fixture.repository));
            call.awaitRequests(earlierRequests + 1 + fixture.readsBefore(deletion.operation));
            call.interrupt();
            ObservedCall<?> observed = call.endPromptly();
            assertEquals(ErrorKind.CANCELLED, observed.failure().kind(), "the kind of the error is wrong");
            TypicalCalls.check(fixture, deletion.operation, call.facesBefore(), observed)
                    .checkFailure(observed.error());
            assertContainsDetachedFaces(fixture, observed.failure());
            assertRepeatCompletes(deletion, observed.failure());
        }
    }

    private static void checkEndsBetweenRequests(Deletion<?> deletion, Steps.Ending ending, ErrorKind kind) {
        ContractFixture fixture = deletion.fixture;
        int reads = fixture.readsBefore(deletion.operation);
        for (int earlierRequests = 1; earlierRequests < deletion.requests(); earlierRequests++) {
            fixture.put(ContractFixture.PERSON, deletion.all);
            int sent = earlierRequests + reads;
            Optional<Set<FaceId>> storedBefore = fixture.stored();
            ObservedCall<?> observed =
                    ObservedCall.call(fixture.harness, () -> Steps.deleteEnding(deletion, sent, ending));
            FaceException failure = observed.failure();
            TypicalCalls.check(fixture, deletion.operation, storedBefore, observed)
                    .checkFailure(observed.error());
            assertEquals(kind, failure.kind(), "the kind of the error is wrong");
            assertEquals(sent, observed.requests(), "no request may follow the end of the call");
            assertKnownEffect(deletion, failure, "the vendor responded to every request, so the effect is known");
            assertContainsDetachedFaces(fixture, failure);
            assertRepeatCompletes(deletion, failure);
        }
    }

    private static void assertLaterFailure(
            Deletion<?> deletion, ContractFault fault, Optional<Set<FaceId>> stateBefore, FaceException failure) {
        assertTrue(
                fault.kinds().contains(failure.kind()),
                () -> "under " + fault + " the kind must be one of " + fault.kinds() + ", not " + failure.kind());
        ContractHarness harness = deletion.fixture.harness;
        DetailContract.assertNamesAccount(harness, failure);
        DetailContract.assertAbout(fault, failure);
        DetailContract.assertDetails(harness, fault, failure);
        assertContainsDetachedFaces(deletion.fixture, failure);
        if (fault.isRejection()) {
            assertKnownEffect(deletion, failure, "the vendor rejected the request, so the effect is known");
        } else if (!deletion.fixture.stored().equals(stateBefore)) {
            assertEquals(
                    Effect.UNKNOWN,
                    failure.effect(),
                    "the response to a deleting request is not readable, so the effect is unknown");
        }
    }

    /**
     * Checks the effect of an error if the vendor responded to every request: NONE if nothing was deleted, otherwise PARTIAL. UNKNOWN is
     * also allowed for a deletion of faces that deleted something.
     */
    private static void assertKnownEffect(Deletion<?> deletion, FaceException failure, String why) {
        boolean isUnchanged = deletion.fixture.stored().equals(Optional.of(deletion.all));
        boolean mayBeUnknown =
                !isUnchanged && deletion.operation == Operation.DELETE_FACES && failure.effect() == Effect.UNKNOWN;
        if (!mayBeUnknown) {
            assertEquals(isUnchanged ? Effect.NONE : Effect.PARTIAL, failure.effect(), why);
        }
    }

    private static void assertContainsDetachedFaces(ContractFixture fixture, FaceException failure) {
        if (fixture.capabilities().readBack() == ReadBack.NONE) {
            return;
        }
        Set<FaceId> hidden = new LinkedHashSet<>(fixture.stored().orElse(Set.of()));
        Steps.callWithoutLayers(fixture, provider -> provider.findPerson(ContractFixture.PERSON))
                .person()
                .ifPresent(listed -> hidden.removeAll(listed.faces()));
        assertTrue(
                failure.detachedFaces().containsAll(hidden),
                () -> "the error must contain the detached faces: " + hidden.size() + " exist");
    }

    private static void assertRepeatCompletes(Deletion<?> deletion, FaceException failure) {
        Steps.waitForAccount(deletion.fixture.harness);
        CallOptions options = CallOptions.defaults().withDetachedFaces(failure.detachedFaces());
        deletion.checked(options).success();
        assertEquals(
                deletion.left(),
                deletion.fixture.stored(),
                "the requested person or faces must be gone after a repeat");
    }

    /**
     * Stops a deletion after it has detached all faces, and then deletes the record of the person in a call that does not name these faces.
     * Returns the detached faces.
     */
    private static Set<FaceId> leaveDetachedFaces(ContractFixture fixture) {
        Steps.detachAll(fixture);
        Steps.callWithoutLayers(fixture, provider -> provider.deletePerson(ContractFixture.PERSON));
        Optional<Set<FaceId>> left = fixture.stored();
        assumeTrue(left.isPresent(), "this vendor does not detach faces");
        return left.orElseThrow();
    }
}
