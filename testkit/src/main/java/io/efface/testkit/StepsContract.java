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
 * Operations of several requests: deletions that end between any two requests, faces that no read of the person lists, and lists of
 * several pages. Vendors that need one request for everything skip these tests.
 */
interface StepsContract {
    /** How many faces the deleted person has. */
    int FACES = 3;

    /** Each fault in each request but the first: the error says what is gone, and a repeat with its detached faces ends the deletion. */
    @ContractTest
    default void deletePerson_laterRequestFails_isFinishedByARepeat(ContractHarness harness, ContractFault fault) {
        laterRequestFails(personOfSeveralRequests(harness), fault);
    }

    /** Each fault in each request but the first: the error says what is gone, and a repeat with its detached faces ends the deletion. */
    @ContractTest
    default void deleteFaces_laterRequestFails_isFinishedByARepeat(ContractHarness harness, ContractFault fault) {
        laterRequestFails(facesOfSeveralRequests(harness), fault);
    }

    /** A cancellation between any two requests sends no further one. */
    @ContractTest
    default void deletePerson_cancelledBetweenRequests_isFinishedByARepeat(ContractHarness harness) {
        endedBetweenRequests(personOfSeveralRequests(harness), Steps.Ending.CANCELLATION, ErrorKind.CANCELLED);
    }

    /** A cancellation between any two requests sends no further one. */
    @ContractTest
    default void deleteFaces_cancelledBetweenRequests_isFinishedByARepeat(ContractHarness harness) {
        endedBetweenRequests(facesOfSeveralRequests(harness), Steps.Ending.CANCELLATION, ErrorKind.CANCELLED);
    }

    /** A deadline that passes between any two requests sends no further one. */
    @ContractTest
    default void deletePerson_deadlineBetweenRequests_isFinishedByARepeat(ContractHarness harness) {
        endedBetweenRequests(personOfSeveralRequests(harness), Steps.Ending.DEADLINE, ErrorKind.DEADLINE_EXCEEDED);
    }

    /** A deadline that passes between any two requests sends no further one. */
    @ContractTest
    default void deleteFaces_deadlineBetweenRequests_isFinishedByARepeat(ContractHarness harness) {
        endedBetweenRequests(facesOfSeveralRequests(harness), Steps.Ending.DEADLINE, ErrorKind.DEADLINE_EXCEEDED);
    }

    /** An interrupt in any later request, the one that makes faces unfindable included, while the vendor carries it out. */
    @ContractTest
    default void deletePerson_interruptedInALaterRequest_isFinishedByARepeat(ContractHarness harness) {
        interruptedInALaterRequest(personOfSeveralRequests(harness));
    }

    /** An interrupt in any later request, the one that makes faces unfindable included, while the vendor carries it out. */
    @ContractTest
    default void deleteFaces_interruptedInALaterRequest_isFinishedByARepeat(ContractHarness harness) {
        interruptedInALaterRequest(facesOfSeveralRequests(harness));
    }

    /** Faces that an interrupted deletion detached are deleted although the record of the person is gone. */
    @ContractTest
    default void deletePerson_detachedFacesLeft_areDeleted(ContractHarness harness) {
        Scene scene = sceneOfSeveralRequests(harness);
        Set<FaceId> left = leaveDetachedFaces(scene);
        CallOptions options = CallOptions.defaults().withDetachedFaces(left);
        scene.deletePerson(Scene.PERSON, options).success();
        assertEquals(Optional.empty(), scene.stored(), "the detached faces must be deleted, too");
        DeletePersonResult again = scene.deletePerson(Scene.PERSON, options).success();
        if (Agreement.isYes(scene.capabilities().reportsAbsentPersons())) {
            assertEquals(
                    PersonOutcome.ALREADY_ABSENT, again.outcome(), "neither the person nor a detached face is left");
        }
    }

    /** A person of whom only detached faces are left is absent for a read only once these faces are gone. */
    @ContractTest
    default void findPerson_detachedFacesLeft_areFound(ContractHarness harness) {
        Scene scene = sceneOfSeveralRequests(harness);
        scene.assumeReadBack();
        Set<FaceId> left = leaveDetachedFaces(scene);
        CallOptions options = CallOptions.defaults().withDetachedFaces(left);
        Optional<Person> found = scene.findPerson(Scene.PERSON, options).success();
        assertEquals(left, found.orElseThrow().faces());
        scene.deletePerson(Scene.PERSON, options).success();
        assertEquals(Optional.empty(), scene.findPerson(Scene.PERSON, options).success());
    }

    /** A list of several pages is read whole. */
    @ContractTest
    default void findPerson_severalPages_areReadWhole(ContractHarness harness) {
        Scene scene = sceneOfSeveralPages(harness);
        Set<FaceId> all = scene.stored().orElseThrow();
        assertEquals(all, scene.findPerson().success().orElseThrow().faces());
    }

    /** A fault in a later page is an error, never a shorter list. */
    @ContractTest
    default void findPerson_laterPageFails_isAnError(ContractHarness harness, ContractFault fault) {
        Scene scene = sceneOfSeveralPages(harness);
        int pages = requestsOfRead(scene);
        for (int before = 1; before < pages; before++) {
            scene.injectAfter(before, Operation.FIND_PERSON, fault);
            Tried<Optional<Person>> tried = scene.findPerson();
            if (tried.failed()) {
                ErrorKind kind = tried.failure().kind();
                assertTrue(fault.kinds().contains(kind), () -> kind + " under " + fault);
                assertEquals(Effect.NONE, tried.failure().effect(), "a read has no effect");
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
        Scene scene = Scene.holding(harness, FACES);
        assumeTrue(scene.requestsOfFaceDeletion() > 1, "this provider deletes faces in one request");
        return Deletion.ofFaces(scene);
    }

    private static Scene sceneOfSeveralRequests(ContractHarness harness) {
        Scene scene = Scene.holding(harness, FACES);
        assumeFalse(scene.deletesPersonInOneRequest(), "this provider deletes a person in one request");
        return scene;
    }

    private static Scene sceneOfSeveralPages(ContractHarness harness) {
        int most = new Scene(harness).capabilities().facesPerCall();
        assumeTrue(most <= 1_000, "too many faces to hold in a test");
        Scene scene = Scene.holding(harness, Math.max(FACES, most + 1));
        scene.assumeReadBack();
        assumeTrue(requestsOfRead(scene) > 1, "this provider reads these faces in one request");
        return scene;
    }

    private static int requestsOfRead(Scene scene) {
        return scene.repository.findPerson(Scene.PERSON).trace().attempts();
    }

    private static void laterRequestFails(Deletion<?> deletion, ContractFault fault) {
        Scene scene = deletion.scene;
        for (int before = 1; before < deletion.requests(); before++) {
            scene.put(Scene.PERSON, deletion.all);
            Optional<Set<FaceId>> reached = Steps.storedAfter(deletion, before);
            scene.put(Scene.PERSON, deletion.all);
            scene.injectAfter(before, deletion.operation, fault);
            Tried<?> tried = deletion.checked(CallOptions.defaults());
            if (tried.failed()) {
                assertLaterFailure(deletion, fault, reached, tried.failure());
                finish(deletion, tried.failure());
            } else {
                assertTrue(scene.harness.opened(), "a primitive repository must not hide that the vendor failed");
            }
            assertEquals(deletion.left(), scene.stored(), "what was asked for must be gone, and nothing else");
            Steps.waitForAccount(scene.harness);
        }
    }

    private static void interruptedInALaterRequest(Deletion<?> deletion) {
        Scene scene = deletion.scene;
        for (int before = 1; before < deletion.requests(); before++) {
            scene.put(Scene.PERSON, deletion.all);
            scene.injectAfter(before, deletion.operation, ContractFault.STALL);
            StalledCall call = StalledCall.start(scene.harness, () -> deletion.send(scene.repository));
            call.awaitRequests(before + 1 + scene.readsBefore(deletion.operation));
            call.interrupt();
            Tried<?> tried = call.endPromptly();
            assertEquals(ErrorKind.CANCELLED, tried.failure().kind());
            Calls.agreement(scene, deletion.operation, call.before(), tried).ofFailure(tried.error());
            assertCarriesWhatNoReadLists(scene, tried.failure());
            finish(deletion, tried.failure());
        }
    }

    private static void endedBetweenRequests(Deletion<?> deletion, Steps.Ending ending, ErrorKind kind) {
        Scene scene = deletion.scene;
        int reads = scene.readsBefore(deletion.operation);
        for (int before = 1; before < deletion.requests(); before++) {
            scene.put(Scene.PERSON, deletion.all);
            int sent = before + reads;
            Optional<Set<FaceId>> held = scene.stored();
            Tried<?> tried = Tried.call(scene.harness, () -> Steps.deleteEnding(deletion, sent, ending));
            scene.assertBystanderUnharmed();
            FaceException failure = tried.failure();
            Calls.agreement(scene, deletion.operation, held, tried).ofFailure(tried.error());
            assertEquals(kind, failure.kind());
            assertEquals(sent, tried.requests(), "no request may follow the end of the call");
            assertKnownEffect(deletion, failure, "every request was answered, so what is gone is known");
            assertCarriesWhatNoReadLists(scene, failure);
            finish(deletion, failure);
        }
    }

    private static void assertLaterFailure(
            Deletion<?> deletion, ContractFault fault, Optional<Set<FaceId>> reached, FaceException failure) {
        assertTrue(
                fault.kinds().contains(failure.kind()),
                () -> "under " + fault + " the kind must be one of " + fault.kinds() + ", not " + failure.kind());
        assertCarriesWhatNoReadLists(deletion.scene, failure);
        if (fault.isRefusal()) {
            assertKnownEffect(deletion, failure, "the vendor refused the request, so what is gone is known");
        } else if (!deletion.scene.stored().equals(reached)) {
            assertEquals(Effect.UNKNOWN, failure.effect(), "a request that deletes has no readable answer");
        }
    }

    /** Checks the effect of requests of which each was answered. Of faces, only the provider can know which of them are gone. */
    private static void assertKnownEffect(Deletion<?> deletion, FaceException failure, String why) {
        boolean nothing = deletion.scene.stored().equals(Optional.of(deletion.all));
        boolean unsure = !nothing && deletion.operation == Operation.DELETE_FACES && failure.effect() == Effect.UNKNOWN;
        if (!unsure) {
            assertEquals(nothing ? Effect.NONE : Effect.PARTIAL, failure.effect(), why);
        }
    }

    private static void assertCarriesWhatNoReadLists(Scene scene, FaceException failure) {
        if (scene.capabilities().readBack() == ReadBack.NONE) {
            return;
        }
        Set<FaceId> hidden = new LinkedHashSet<>(scene.stored().orElse(Set.of()));
        Steps.direct(scene, provider -> provider.findPerson(Scene.PERSON))
                .person()
                .ifPresent(listed -> hidden.removeAll(listed.faces()));
        assertTrue(
                failure.detachedFaces().containsAll(hidden),
                () -> "the error must carry the faces that no read lists: " + hidden.size() + " exist");
    }

    private static void finish(Deletion<?> deletion, FaceException failure) {
        Steps.waitForAccount(deletion.scene.harness);
        CallOptions options = CallOptions.defaults().withDetachedFaces(failure.detachedFaces());
        deletion.checked(options).success();
        assertEquals(deletion.left(), deletion.scene.stored(), "what was asked for must be gone after a repeat");
    }

    /** Interrupts a deletion when it has detached all faces, and lets another one, which does not know of them, delete the record. */
    private static Set<FaceId> leaveDetachedFaces(Scene scene) {
        Steps.detachAll(scene);
        Steps.direct(scene, provider -> provider.deletePerson(Scene.PERSON));
        Optional<Set<FaceId>> left = scene.stored();
        assumeTrue(left.isPresent(), "this vendor makes no face unfindable");
        return left.orElseThrow();
    }
}
