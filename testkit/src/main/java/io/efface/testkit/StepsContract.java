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
        Scene scene = sceneOfSeveralRequests(harness);
        for (int before = 1; before < scene.requestsOfDeletion(); before++) {
            scene.put(Scene.PERSON, Scene.faces(0, FACES));
            Optional<Set<FaceId>> reached = Steps.storedAfter(scene, before);
            scene.put(Scene.PERSON, Scene.faces(0, FACES));
            scene.injectAfter(before, Operation.DELETE_PERSON, fault);
            Tried<DeletePersonResult> tried = scene.deletePerson();
            if (tried.failed()) {
                assertLaterFailure(scene, fault, reached, tried.failure());
                finish(scene, tried.failure());
            } else {
                assertTrue(harness.opened(), "a primitive repository must not hide that the vendor failed");
            }
            assertEquals(Optional.empty(), scene.stored(), "nothing of the person may be left");
            Steps.waitForAccount(harness);
        }
    }

    /** A cancellation between any two requests sends no further one. */
    @ContractTest
    default void deletePerson_cancelledBetweenRequests_isFinishedByARepeat(ContractHarness harness) {
        endedBetweenRequests(harness, Steps.Ending.CANCELLATION, ErrorKind.CANCELLED);
    }

    /** A deadline that passes between any two requests sends no further one. */
    @ContractTest
    default void deletePerson_deadlineBetweenRequests_isFinishedByARepeat(ContractHarness harness) {
        endedBetweenRequests(harness, Steps.Ending.DEADLINE, ErrorKind.DEADLINE_EXCEEDED);
    }

    /** An interrupt in any later request, the one that makes faces unfindable included, while the vendor carries it out. */
    @ContractTest
    default void deletePerson_interruptedInALaterRequest_isFinishedByARepeat(ContractHarness harness) {
        Scene scene = sceneOfSeveralRequests(harness);
        for (int before = 1; before < scene.requestsOfDeletion(); before++) {
            scene.put(Scene.PERSON, Scene.faces(0, FACES));
            scene.injectAfter(before, Operation.DELETE_PERSON, ContractFault.STALL);
            StalledCall call = StalledCall.start(harness, () -> scene.repository.deletePerson(Scene.PERSON));
            call.awaitRequests(before + 1);
            call.interrupt();
            Tried<?> tried = call.endPromptly();
            assertEquals(ErrorKind.CANCELLED, tried.failure().kind());
            Calls.agreement(scene, Operation.DELETE_PERSON, call.before(), tried)
                    .ofFailure(tried.error());
            assertCarriesWhatNoReadLists(scene, tried.failure());
            finish(scene, tried.failure());
        }
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

    private static void endedBetweenRequests(ContractHarness harness, Steps.Ending ending, ErrorKind kind) {
        Scene scene = sceneOfSeveralRequests(harness);
        for (int before = 1; before < scene.requestsOfDeletion(); before++) {
            scene.put(Scene.PERSON, Scene.faces(0, FACES));
            int sent = before;
            Tried<DeletePersonResult> tried =
                    scene.checked(Scene.PERSON, () -> Steps.deleteEnding(scene, sent, ending));
            FaceException failure = tried.failure();
            assertEquals(kind, failure.kind());
            assertEquals(before, tried.requests(), "no request may follow the end of the call");
            assertEquals(known(scene), failure.effect(), "every request was answered, so what is gone is known");
            assertCarriesWhatNoReadLists(scene, failure);
            finish(scene, failure);
        }
    }

    private static void assertLaterFailure(
            Scene scene, ContractFault fault, Optional<Set<FaceId>> reached, FaceException failure) {
        assertTrue(
                fault.kinds().contains(failure.kind()),
                () -> "under " + fault + " the kind must be one of " + fault.kinds() + ", not " + failure.kind());
        assertCarriesWhatNoReadLists(scene, failure);
        if (fault.isRefusal()) {
            assertEquals(known(scene), failure.effect(), "the vendor refused the request, so what is gone is known");
        } else if (!scene.stored().equals(reached)) {
            assertEquals(Effect.UNKNOWN, failure.effect(), "a request that deletes has no readable answer");
        }
    }

    /** Returns the effect of requests of which each was answered. */
    private static Effect known(Scene scene) {
        return scene.stored().equals(Optional.of(Scene.faces(0, FACES))) ? Effect.NONE : Effect.PARTIAL;
    }

    private static void assertCarriesWhatNoReadLists(Scene scene, FaceException failure) {
        scene.assumeReadBack();
        Set<FaceId> hidden = new LinkedHashSet<>(scene.stored().orElse(Set.of()));
        Steps.direct(scene, provider -> provider.findPerson(Scene.PERSON))
                .person()
                .ifPresent(listed -> hidden.removeAll(listed.faces()));
        assertTrue(
                failure.detachedFaces().containsAll(hidden),
                () -> "the error must carry the faces that no read lists: " + hidden.size() + " exist");
    }

    private static void finish(Scene scene, FaceException failure) {
        Steps.waitForAccount(scene.harness);
        CallOptions options = CallOptions.defaults().withDetachedFaces(failure.detachedFaces());
        scene.deletePerson(Scene.PERSON, options).success();
        assertEquals(Optional.empty(), scene.stored(), "nothing of the person may be left after a repeat");
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
