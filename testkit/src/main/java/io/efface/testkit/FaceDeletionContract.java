package io.efface.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.efface.DeleteFacesResult;
import io.efface.ErrorKind;
import io.efface.Evidence;
import io.efface.FaceException;
import io.efface.FaceId;
import io.efface.FaceOutcome;
import io.efface.FaceResult;
import io.efface.Operation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Deleting faces: there, missing, of somebody else, of nobody, and more than one call takes. */
interface FaceDeletionContract {
    /** Faces that are there are gone afterwards, and the others stay. */
    @ContractTest
    default void deleteFaces_present_areDeleted(ContractHarness harness) {
        Scene scene = Scene.holding(harness, 4);
        DeleteFacesResult result = scene.deleteFaces(Scene.faces(1, 2)).success();
        Scene.faces(1, 2).forEach(face -> assertDeleted(scene, result, face));
        assertEquals(Optional.of(Scene.both(Scene.faces(0, 1), Scene.faces(3, 1))), scene.stored());
    }

    /** A single face is deleted. */
    @ContractTest
    default void deleteFaces_one_isDeleted(ContractHarness harness) {
        Scene scene = Scene.holding(harness, 2);
        DeleteFacesResult result = scene.deleteFaces(Scene.faces(0, 1)).success();
        Scene.faces(0, 1).forEach(face -> assertDeleted(scene, result, face));
        assertEquals(Optional.of(Scene.faces(1, 1)), scene.stored());
    }

    /** The result keeps the order of the request, whatever the order of the answer. */
    @ContractTest
    default void deleteFaces_inAnyOrder_keepsTheOrderOfTheRequest(ContractHarness harness) {
        Scene scene = Scene.holding(harness, 5);
        List<FaceId> reversed = new ArrayList<>(Scene.faces(0, 4));
        Collections.reverse(reversed);
        DeleteFacesResult result =
                scene.deleteFaces(new LinkedHashSet<>(reversed)).success();
        assertEquals(reversed, new ArrayList<>(result.faces().keySet()));
    }

    /** Of some faces that are there and some that are not, each has its own fate. */
    @ContractTest
    default void deleteFaces_someMissing_tellsThemApart(ContractHarness harness) {
        Scene scene = Scene.holding(harness, 4);
        Tried<DeleteFacesResult> tried = scene.deleteFaces(Scene.both(Scene.faces(0, 2), Scene.faces(50, 2)));
        if (isPermittedRefusal(scene, tried)) {
            return;
        }
        DeleteFacesResult result = tried.success();
        Scene.faces(0, 2).forEach(face -> assertDeleted(scene, result, face));
        Scene.faces(50, 2).forEach(face -> assertMissing(scene, result, face));
        assertEquals(Optional.of(Scene.faces(2, 2)), scene.stored());
    }

    /** Faces that are all missing are a result, not an error. */
    @ContractTest
    default void deleteFaces_allMissing_areReportedMissing(ContractHarness harness) {
        Scene scene = Scene.holding(harness, 4);
        Tried<DeleteFacesResult> tried = scene.deleteFaces(Scene.faces(50, 2));
        if (isPermittedRefusal(scene, tried)) {
            return;
        }
        DeleteFacesResult result = tried.success();
        Scene.faces(50, 2).forEach(face -> assertMissing(scene, result, face));
        assertEquals(Optional.of(Scene.faces(0, 4)), scene.stored());
    }

    /** Ten deletions of the same faces succeed; only the first can have removed anything. */
    @ContractTest
    default void deleteFaces_tenTimes_areDeletedOnce(ContractHarness harness) {
        Scene scene = Scene.holding(harness, 4);
        scene.deleteFaces(Scene.faces(0, 2)).success();
        for (int i = 1; i < PersonDeletionContract.REPEATS; i++) {
            Tried<DeleteFacesResult> tried = scene.deleteFaces(Scene.faces(0, 2));
            if (!isPermittedRefusal(scene, tried)) {
                Scene.faces(0, 2).forEach(face -> assertMissing(scene, tried.success(), face));
            }
        }
        assertEquals(Optional.of(Scene.faces(2, 2)), scene.stored());
    }

    /** A face of another person is absent from this one, and stays with the other. */
    @ContractTest
    default void deleteFaces_ofAnotherPerson_stayWithThatPerson(ContractHarness harness) {
        Scene scene = Scene.holding(harness, 4);
        Set<FaceId> foreign = Scene.facesOfBystander();
        Tried<DeleteFacesResult> tried = scene.deleteFaces(Scene.both(Scene.faces(0, 1), foreign));
        if (!isPermittedRefusal(scene, tried)) {
            foreign.forEach(face -> assertMissing(scene, tried.success(), face));
        }
        scene.assertBystanderUnharmed();
    }

    /** The faces of a missing person are absent: a success. */
    @ContractTest
    default void deleteFaces_ofMissingPerson_areAbsent(ContractHarness harness) {
        Scene scene = new Scene(harness);
        DeleteFacesResult result = scene.deleteFaces(Scene.faces(0, 2)).success();
        boolean reported = Agreement.isYes(scene.capabilities().reportsAbsentPersons());
        for (FaceId face : Scene.faces(0, 2)) {
            if (reported) {
                assertEquals(FaceOutcome.ALREADY_ABSENT, fate(result, face).outcome());
            } else {
                assertMissing(scene, result, face);
            }
        }
    }

    /** The same, repeated ten times. */
    @ContractTest
    default void deleteFaces_ofMissingPersonTenTimes_areAbsentEachTime(ContractHarness harness) {
        Scene scene = new Scene(harness);
        for (int i = 0; i < PersonDeletionContract.REPEATS; i++) {
            DeleteFacesResult result = scene.deleteFaces(Scene.faces(0, 1)).success();
            Scene.faces(0, 1).forEach(face -> assertMissing(scene, result, face));
        }
    }

    /** One call takes as many faces as the capabilities say, in one request. */
    @ContractTest
    default void deleteFaces_asManyAsOneCallTakes_areDeletedInOneCall(ContractHarness harness) {
        int most = new Scene(harness).capabilities().facesPerCall();
        assumeTrue(most <= 10_000, "too many faces to hold in a test");
        Scene scene = Scene.holding(harness, most + 1);
        Tried<DeleteFacesResult> tried = scene.deleteFaces(Scene.faces(0, most));
        DeleteFacesResult result = tried.success();
        Scene.faces(0, most).forEach(face -> assertDeleted(scene, result, face));
        assertEquals(Optional.of(Scene.faces(most, 1)), scene.stored());
        if (!harness.opened() && Calls.isOneRequest(scene, Operation.DELETE_FACES)) {
            assertEquals(1, tried.requests());
        }
    }

    /** A primitive repository refuses one face more than a call takes, before anything is sent. */
    @ContractTest
    default void deleteFaces_tooManyForPrimitive_isIllegal(ContractHarness harness) {
        assumeFalse(harness.opened(), "layers have no such limit");
        int most = new Scene(harness).capabilities().facesPerCall();
        assumeTrue(most <= 10_000, "too many faces to hold in a test");
        Scene scene = Scene.holding(harness, most + 2);
        Tried<DeleteFacesResult> tried =
                Tried.call(harness, () -> harness.repository().deleteFaces(Scene.PERSON, Scene.faces(0, most + 1)));
        assertTrue(tried.error() instanceof IllegalArgumentException, "IllegalArgumentException is expected");
        assertEquals(0, tried.requests());
        assertEquals(Optional.of(Scene.faces(0, most + 2)), scene.stored());
    }

    /** An opened repository takes any number of faces, and deletes every one that is there. */
    @ContractTest
    default void deleteFaces_manyForOpened_areDeletedInChunks(ContractHarness harness) {
        assumeTrue(harness.opened(), "only layers make chunks");
        int most = new Scene(harness).capabilities().facesPerCall();
        assumeTrue(most <= 1_000, "too many faces to hold in a test");
        int many = 2 * most + 1;
        Scene scene = Scene.holding(harness, many + 1);
        DeleteFacesResult result = scene.deleteFaces(Scene.faces(0, many)).success();
        Scene.faces(0, many).forEach(face -> assertDeleted(scene, result, face));
        assertEquals(Optional.of(Scene.faces(many, 1)), scene.stored());
    }

    /** The same with missing faces among them. */
    @ContractTest
    default void deleteFaces_manyForOpenedAndSomeMissing_tellsThemApart(ContractHarness harness) {
        assumeTrue(harness.opened(), "only layers make chunks");
        int most = new Scene(harness).capabilities().facesPerCall();
        assumeTrue(most <= 1_000, "too many faces to hold in a test");
        // Two faces stay, so that no vendor's rule about the last one has a say.
        Scene scene = Scene.holding(harness, most + 3);
        Set<FaceId> there = Scene.faces(0, most + 1);
        Set<FaceId> missing = Scene.faces(most + 100, most);
        Tried<DeleteFacesResult> tried = scene.deleteFaces(Scene.both(there, missing));
        if (!isPermittedRefusal(scene, tried)) {
            there.forEach(face -> assertDeleted(scene, tried.success(), face));
            missing.forEach(face -> assertMissing(scene, tried.success(), face));
            assertEquals(Optional.of(Scene.faces(most + 1, 2)), scene.stored());
        }
    }

    /** The set is copied: what the caller does with it afterwards changes no result. */
    @ContractTest
    default void deleteFaces_setChangedAfterwards_keepsTheResult(ContractHarness harness) {
        Scene scene = Scene.holding(harness, 4);
        Set<FaceId> mine = new LinkedHashSet<>(Scene.faces(0, 2));
        DeleteFacesResult result = scene.deleteFaces(mine).success();
        mine.clear();
        assertEquals(Scene.faces(0, 2), result.faces().keySet());
    }

    /** That the refusal had the effect it claims is checked by the scene. */
    private static boolean isPermittedRefusal(Scene scene, Tried<DeleteFacesResult> tried) {
        if (!tried.failed() || !scene.harness.refusesUnknownFaces()) {
            return false;
        }
        FaceException refusal = tried.failure();
        assertTrue(
                refusal.kind() == ErrorKind.INVALID_ARGUMENT || refusal.kind() == ErrorKind.NOT_FOUND,
                () -> "a refusal of unknown faces is INVALID_ARGUMENT or NOT_FOUND, not " + refusal.kind());
        return true;
    }

    private static FaceResult fate(DeleteFacesResult result, FaceId face) {
        FaceResult fate = result.faces().get(face);
        if (fate == null) {
            throw new AssertionError("a requested face has no result");
        }
        return fate;
    }

    private static void assertDeleted(Scene scene, DeleteFacesResult result, FaceId face) {
        FaceResult fate = fate(result, face);
        if (Agreement.isYes(scene.capabilities().listsDeletedFaces())) {
            assertEquals(FaceOutcome.DELETED, fate.outcome(), "the answer lists the deleted faces");
            Evidence evidence = fate.evidence();
            assertTrue(
                    evidence != null && evidence.isAtLeast(Evidence.CONFIRMED),
                    "the answer lists the deleted faces, so their deletion is confirmed");
        } else {
            // Where the answer may list nothing, a read-back may still show that the face is gone.
            assertTrue(
                    fate.outcome() == FaceOutcome.DELETED
                            || fate.outcome() == FaceOutcome.UNCONFIRMED
                            || (scene.harness.opened() && fate.maybeByEarlierAttempt()),
                    () -> fate.outcome() + " was claimed of a face that this call removed");
        }
    }

    private static void assertMissing(Scene scene, DeleteFacesResult result, FaceId face) {
        FaceResult fate = fate(result, face);
        boolean unlisted = !Agreement.isYes(scene.capabilities().listsDeletedFaces());
        assertTrue(
                fate.outcome() == FaceOutcome.ALREADY_ABSENT
                        || fate.outcome() == FaceOutcome.UNCONFIRMED
                        || (unlisted && fate.outcome() == FaceOutcome.DELETED),
                () -> fate.outcome() + " was claimed of a face that this person does not have");
    }
}
