package io.efface.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.efface.DeleteFacesResult;
import io.efface.DeletePersonResult;
import io.efface.Effect;
import io.efface.ErrorKind;
import io.efface.Evidence;
import io.efface.FaceException;
import io.efface.FaceOutcome;
import io.efface.Operation;
import io.efface.Origin;
import io.efface.Person;
import io.efface.PersonOutcome;
import io.efface.RetryAdvice;
import java.util.Optional;

/**
 * The vendor refuses, breaks down, garbles its answer or lies. An opened repository may overcome a fault; what it then says must
 * be true all the same.
 */
interface FailureContract {
    /** Each fault under {@code deletePerson}. */
    @ContractTest
    default void deletePerson_vendorFails_saysWhatMayHaveHappened(ContractHarness harness, ContractFault fault) {
        Scene scene = Scene.holding(harness, 2);
        scene.inject(fault);
        Tried<DeletePersonResult> tried = scene.deletePerson();
        if (mustFail(harness, tried)) {
            assertFailure(scene, fault, tried.failure(), false);
        }
    }

    /** Each fault under {@code deleteFaces}. */
    @ContractTest
    default void deleteFaces_vendorFails_saysWhatMayHaveHappened(ContractHarness harness, ContractFault fault) {
        Scene scene = Scene.holding(harness, 4);
        scene.inject(Operation.DELETE_FACES, fault);
        Tried<DeleteFacesResult> tried = scene.deleteFaces(scene.facesOfOneCall(0, 2));
        if (mustFail(harness, tried)) {
            assertFailure(scene, fault, tried.failure(), false);
        }
    }

    /** Each fault under {@code findPerson}: an absent person must never be concluded from a fault. */
    @ContractTest
    default void findPerson_vendorFails_neverSaysAbsent(ContractHarness harness, ContractFault fault) {
        Scene scene = Scene.holding(harness, 2);
        scene.assumeReadBack();
        scene.inject(fault);
        Tried<Optional<Person>> tried = scene.findPerson();
        if (mustFail(harness, tried)) {
            assertFailure(scene, fault, tried.failure(), true);
        }
    }

    /** Each fault under {@code deletePerson} of a missing person: a fault must never be taken for the answer "absent". */
    @ContractTest
    default void deletePerson_missingAndVendorFails_neverSaysAbsent(ContractHarness harness, ContractFault fault) {
        Scene scene = new Scene(harness);
        scene.inject(fault);
        Tried<DeletePersonResult> tried = scene.deletePerson();
        if (mustFail(harness, tried)) {
            assertFailure(scene, fault, tried.failure(), false);
        }
    }

    /**
     * After each fault the repository works as if nothing had been. Layers may hold calls back for a while when the account
     * itself was refused; then they say so, with the vendor's own reason.
     */
    @ContractTest
    default void deletePerson_afterAFault_worksAgain(ContractHarness harness, ContractFault fault) {
        Scene scene = Scene.holding(harness, 2);
        scene.inject(fault);
        Tried<DeletePersonResult> first = scene.deletePerson();
        scene.put(Scene.PERSON, Scene.faces(0, 2));
        Tried<DeletePersonResult> second = scene.deletePerson();
        if (harness.opened() && first.failed() && second.failed()) {
            FaceException heldBack = second.failure();
            assertEquals(first.failure().kind(), heldBack.kind(), "the reason for which calls are held back");
            assertEquals(Origin.LOCAL, heldBack.origin(), "the vendor was not asked again");
            assertEquals(Effect.NONE, heldBack.effect());
            assertEquals(0, second.requests(), "a call that is held back sends nothing");
            return;
        }
        assertEquals(PersonOutcome.DELETED, second.success().outcome());
        assertEquals(Optional.empty(), scene.stored());
    }

    /** A vendor that says DELETED and keeps the person: what is claimed is what it said, and no read is pretended. */
    @ContractTest
    default void deletePerson_vendorLies_isNotVerified(ContractHarness harness) {
        Scene scene = Scene.holding(harness, 2);
        // Of several requests, the last one deletes the record of the person.
        scene.injectAfter(scene.requestsOfDeletion() - 1, Operation.DELETE_PERSON, ContractFault.LIE);
        Tried<DeletePersonResult> tried = Tried.call(harness, () -> scene.repository.deletePerson(Scene.PERSON));
        assertTrue(scene.stored().isPresent(), "the harness deleted in place of lying");
        if (scene.deletesPersonInOneRequest()) {
            assertEquals(Optional.of(Scene.faces(0, 2)), scene.stored(), "the harness deleted in place of lying");
        }
        if (tried.failed()) {
            assertTrue(harness.opened(), "a primitive repository cannot see through a lie");
            assertEquals(ErrorKind.STILL_PRESENT, tried.failure().kind());
        } else {
            assertNotEquals(Evidence.VERIFIED_ABSENT, tried.success().evidence(), "the vendor holds the person");
        }
    }

    /** A vendor that lists faces as deleted and keeps them. */
    @ContractTest
    default void deleteFaces_vendorLies_isNotVerified(ContractHarness harness) {
        Scene scene = Scene.holding(harness, 3);
        scene.injectAfter(scene.requestsOfFaceDeletion() - 1, Operation.DELETE_FACES, ContractFault.LIE);
        Tried<DeleteFacesResult> tried =
                Tried.call(harness, () -> scene.repository.deleteFaces(Scene.PERSON, scene.facesOfOneCall(0, 2)));
        assertEquals(Optional.of(Scene.faces(0, 3)), scene.stored(), "the harness deleted in place of lying");
        if (tried.failed()) {
            assertTrue(harness.opened(), "a primitive repository cannot see through a lie");
            assertEquals(ErrorKind.STILL_PRESENT, tried.failure().kind());
        } else {
            assertTrue(
                    tried.success().faces().values().stream()
                            .noneMatch(fate -> fate.evidence() == Evidence.VERIFIED_ABSENT),
                    "the vendor holds the faces");
        }
    }

    /** A chunk that is refused does not make what earlier chunks did unsaid. */
    @ContractTest
    default void deleteFaces_laterChunkRefused_keepsWhatTheFirstDid(ContractHarness harness) {
        laterChunkFails(harness, ContractFault.AUTH_REJECTED);
    }

    /** A chunk whose answer is lost does not make what earlier chunks did unsaid. */
    @ContractTest
    default void deleteFaces_laterChunkDropped_keepsWhatTheFirstDid(ContractHarness harness) {
        laterChunkFails(harness, ContractFault.DROP_AFTER_EFFECT);
    }

    private static void laterChunkFails(ContractHarness harness, ContractFault fault) {
        assumeTrue(harness.opened(), "only layers make chunks");
        int most = new Scene(harness).capabilities().facesPerCall();
        assumeTrue(most <= 1_000, "too many faces to hold in a test");
        Scene scene = Scene.holding(harness, 3 * most + 1);
        scene.injectAfter(scene.requestsOfFaceDeletion(), Operation.DELETE_FACES, fault);
        Tried<DeleteFacesResult> tried = scene.deleteFaces(Scene.faces(0, 3 * most));
        if (tried.failed()) {
            FaceException failure = tried.failure();
            assertTrue(fault.kinds().contains(failure.kind()), () -> failure.kind() + " under " + fault);
            assertNotEquals(Effect.NONE, failure.effect(), "the first chunk was deleted");
            DeleteFacesResult soFar = failure.facesSoFar().orElseThrow();
            assertTrue(
                    soFar.facesWith(FaceOutcome.DELETED).containsAll(Scene.faces(0, most))
                            || soFar.facesWith(FaceOutcome.UNCONFIRMED).containsAll(Scene.faces(0, most)),
                    "what the first chunk did must not be lost");
        }
    }

    private static boolean mustFail(ContractHarness harness, Tried<?> tried) {
        if (!tried.failed()) {
            assertTrue(harness.opened(), "a primitive repository must not hide that the vendor failed");
        }
        return tried.failed();
    }

    private static void assertFailure(Scene scene, ContractFault fault, FaceException failure, boolean read) {
        assertTrue(
                fault.kinds().contains(failure.kind()),
                () -> "under " + fault + " the kind must be one of " + fault.kinds() + ", not " + failure.kind());
        assertNotEquals(Origin.LOCAL, failure.origin(), "the vendor failed, or the way to it; not this library");
        assertFalse(failure.attempts() == 0, "a request was made");
        if (read) {
            assertEquals(Effect.NONE, failure.effect(), "a read has no effect");
        } else if (fault.isRefusal()) {
            assertEquals(Effect.NONE, failure.effect(), "the vendor refused, so surely nothing was deleted");
        } else if (fault.deletes() && Calls.isOneRequest(scene, failure.operation())) {
            assertNotEquals(Effect.NONE, failure.effect(), "nothing in the answer rules the deletion out");
        }
        if (fault == ContractFault.THROTTLE) {
            assertEquals(RetryAdvice.BACKOFF, failure.advice(), "a throttled call may be repeated later");
        }
        if (fault == ContractFault.PERMISSION_DENIED) {
            assertEquals(RetryAdvice.NEVER, failure.advice(), "what is forbidden stays so");
        }
        if (scene.harness.opened()) {
            return;
        }
        assertTrue(failure.waited().isZero(), "a primitive repository waits for no repeat");
    }
}
