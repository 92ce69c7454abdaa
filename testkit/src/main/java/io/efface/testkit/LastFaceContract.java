package io.efface.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.efface.Claim;
import io.efface.DeleteFacesResult;
import io.efface.ErrorKind;
import io.efface.FaceId;
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

    private static void follow(Scene scene, Set<FaceId> faces) {
        // That result and error agree with what the vendor holds is checked by the scene, whatever the rule.
        Tried<DeleteFacesResult> tried = scene.deleteFaces(faces);
        Claim claim = scene.capabilities().keepsLastFace();
        int left = scene.stored().map(Set::size).orElse(0);
        switch (claim.answer()) {
            case YES -> {
                assertTrue(left >= 1, "the capabilities say that a last face is kept (" + claim.source() + ")");
                assertKept(scene, tried);
            }
            case NO -> {
                tried.success();
                assertEquals(0, left, "the capabilities say that no last face is kept (" + claim.source() + ")");
            }
            case UNDOCUMENTED -> {
                if (tried.failed()) {
                    assertKept(scene, tried);
                }
            }
        }
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
