package io.efface.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.efface.CallOptions;
import io.efface.DeleteFacesResult;
import io.efface.Effect;
import io.efface.ErrorKind;
import io.efface.FaceException;
import io.efface.FaceId;
import io.efface.LastFaceRule;
import io.efface.Origin;
import java.util.Optional;
import java.util.Set;

/** A person's last face: the vendor's rule, as the capabilities state it. */
interface LastFaceContract {
    /** The only face of a person. */
    @ContractTest
    default void deleteFaces_onlyFace_followsTheLastFaceRule(ContractHarness harness) {
        follow(Scene.holding(harness, 1), Scene.faces(0, 1));
    }

    /** All faces of a person in one call. */
    @ContractTest
    default void deleteFaces_allFaces_followsTheLastFaceRule(ContractHarness harness) {
        follow(Scene.holding(harness, 3), Scene.faces(0, 3));
    }

    /** All faces of a person beside one that is missing. */
    @ContractTest
    default void deleteFaces_allFacesAndAMissingOne_followsTheLastFaceRule(ContractHarness harness) {
        assumeFalse(harness.refusesUnknownFaces(), "this variant of the vendor refuses unknown faces");
        follow(Scene.holding(harness, 2), Scene.both(Scene.faces(0, 2), Scene.faces(50, 1)));
    }

    /** Where the last face is kept, deleting the person takes it all the same. */
    @ContractTest
    default void deletePerson_withOneFace_takesTheLastFace(ContractHarness harness) {
        Scene scene = Scene.holding(harness, 1);
        scene.deletePerson().success();
        assertEquals(Optional.empty(), scene.stored());
    }

    /** The call's own option: the whole person is deleted in place of all its faces, whatever the vendor's rule is. */
    @ContractTest
    default void deleteFaces_allFacesWithTheOption_deletesThePerson(ContractHarness harness) {
        assumeTrue(harness.opened(), "a primitive repository leaves the option to the layers");
        Scene scene = Scene.holding(harness, 3);
        scene.assumeReadBack();
        CallOptions options = CallOptions.defaults().deletingPersonForAllFaces();
        DeleteFacesResult result =
                scene.deleteFaces(Scene.PERSON, Scene.faces(0, 3), options).success();
        assertTrue(result.personDeleted(), "the result must report that the person was deleted");
        assertEquals(Optional.empty(), scene.stored());
    }

    private static void follow(Scene scene, Set<FaceId> faces) {
        // That result and error agree with what the vendor holds is checked by the scene, whatever the rule.
        Tried<DeleteFacesResult> tried = scene.deleteFaces(faces);
        LastFaceRule rule = scene.capabilities().lastFace();
        Optional<Set<FaceId>> left = scene.stored();
        String stated = "the capabilities state " + rule.answer() + " for a last face (" + rule.source() + ")";
        switch (rule.answer()) {
            case KEPT -> {
                assertTrue(left.isPresent() && !left.get().isEmpty(), stated);
                assertKept(scene, tried);
            }
            case DELETABLE -> {
                tried.success();
                assertEquals(Optional.of(Set.of()), left, stated);
            }
            case DELETES_PERSON -> {
                if (scene.harness.opened()) {
                    assertRejectedBeforeSending(tried, left, faces);
                } else {
                    tried.success();
                    assertEquals(Optional.empty(), left, stated);
                }
            }
            case UNDOCUMENTED -> {
                if (tried.failed()) {
                    assertKept(scene, tried);
                }
            }
        }
    }

    /** The account's layers must not let a deletion of faces delete the person, which only the call may permit. */
    private static void assertRejectedBeforeSending(
            Tried<DeleteFacesResult> tried, Optional<Set<FaceId>> left, Set<FaceId> requested) {
        FaceException rejection = tried.failure();
        assertTrue(left.isPresent() && !left.get().isEmpty(), "the person must keep its faces");
        assertTrue(requested.containsAll(left.get()), "nothing but the requested faces was held");
        assertEquals(Effect.NONE, rejection.effect());
        assertEquals(Origin.LOCAL, rejection.origin(), "the deletion must be rejected before it is sent");
        assertTrue(tried.requests() <= 1, "only the read may be sent");
    }

    private static void assertKept(Scene scene, Tried<DeleteFacesResult> tried) {
        if (tried.failed()) {
            // Layers that read back find the face that the vendor passed over in silence.
            boolean foundLater = scene.harness.opened() && tried.failure().kind() == ErrorKind.STILL_PRESENT;
            assertEquals(
                    foundLater ? ErrorKind.STILL_PRESENT : ErrorKind.FAILED_PRECONDITION,
                    tried.failure().kind());
            return;
        }
        // A vendor may take all faces but one and say nothing of it; then the answer leaves that one out.
        assertFalse(tried.success().isComplete(), "a face that was kept must not be reported as gone");
    }
}
