package io.efface.testkit;

import static io.efface.testkit.ContractAssertions.assertEquals;
import static io.efface.testkit.ContractAssertions.assertFalse;
import static io.efface.testkit.ContractAssertions.assertTrue;
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

/** Tests the vendor's rule for the last face of a person, which the capabilities state. */
interface LastFaceContract {
    /** The deletion of a person's only face follows the rule. */
    @ContractTest
    default void deleteFaces_onlyFace_followsTheLastFaceRule(ContractHarness harness) {
        assertFollowsRule(ContractFixture.holding(harness, 1), ContractFixture.faces(0, 1));
    }

    /** The deletion of all faces of a person follows the rule. */
    @ContractTest
    default void deleteFaces_allFaces_followsTheLastFaceRule(ContractHarness harness) {
        assertFollowsRule(ContractFixture.holding(harness, 3), ContractFixture.faces(0, 3));
    }

    /** The deletion of all faces of a person together with a missing face follows the rule. */
    @ContractTest
    default void deleteFaces_allFacesAndAMissingOne_followsTheLastFaceRule(ContractHarness harness) {
        assumeFalse(harness.rejectsUnknownFaces(), "this variant of the vendor rejects unknown faces");
        assertFollowsRule(
                ContractFixture.holding(harness, 2),
                ContractFixture.both(ContractFixture.faces(0, 2), ContractFixture.faces(50, 1)));
    }

    /** If the vendor keeps the last face, the deletion of the person still deletes this face. */
    @ContractTest
    default void deletePerson_withOneFace_takesTheLastFace(ContractHarness harness) {
        ContractFixture fixture = ContractFixture.holding(harness, 1);
        fixture.deletePerson().success();
        fixture.assertGone();
    }

    /**
     * With {@link CallOptions#deletingPersonForAllFaces()}, the deletion of all faces deletes the person, whatever the vendor's rule is.
     */
    @ContractTest
    default void deleteFaces_allFacesWithTheOption_deletesThePerson(ContractHarness harness) {
        assumeTrue(harness.opened(), "only layers apply the option");
        ContractFixture fixture = ContractFixture.holding(harness, 3);
        fixture.assumeReadBack();
        CallOptions options = CallOptions.defaults().deletingPersonForAllFaces();
        DeleteFacesResult result = fixture.deleteFaces(ContractFixture.PERSON, ContractFixture.faces(0, 3), options)
                .success();
        assertTrue(result.personDeleted(), "the result must report that the person was deleted");
        fixture.assertGone();
    }

    private static void assertFollowsRule(ContractFixture fixture, Set<FaceId> faces) {
        // For every rule, the fixture checks that the result or error agrees with the vendor's state.
        ObservedCall<DeleteFacesResult> observed = fixture.deleteFaces(faces);
        LastFaceRule rule = fixture.capabilities().lastFace();
        Optional<Set<FaceId>> left = fixture.stored();
        String message = "the capabilities state " + rule.behavior() + " for a last face (" + rule.source() + ")";
        switch (rule.behavior()) {
            case KEPT -> {
                assertTrue(left.isPresent() && !left.get().isEmpty(), message + ", so a face must stay");
                assertKept(fixture, observed);
            }
            case DELETABLE -> {
                observed.success();
                assertEquals(Optional.of(Set.of()), left, message + ", so the person must stay without faces");
            }
            case DELETES_PERSON -> {
                if (fixture.harness.opened()) {
                    assertRejectedBeforeSending(observed, left, faces);
                } else {
                    observed.success();
                    assertEquals(Optional.empty(), left, message + ", so the vendor must not hold the person");
                }
            }
            case UNDOCUMENTED -> {
                if (observed.failed()) {
                    assertKept(fixture, observed);
                }
            }
        }
    }

    /**
     * The layers must reject a deletion of faces that would delete the person, because the deletion of a person requires the option {@link
     * CallOptions#deletingPersonForAllFaces()}.
     */
    private static void assertRejectedBeforeSending(
            ObservedCall<DeleteFacesResult> observed, Optional<Set<FaceId>> left, Set<FaceId> requested) {
        FaceException rejection = observed.failure();
        assertTrue(left.isPresent() && !left.get().isEmpty(), "the person must keep its faces");
        assertTrue(requested.containsAll(left.get()), "the person must have had only the requested faces");
        assertEquals(Effect.NONE, rejection.effect(), "a rejected call has no effect");
        assertEquals(Origin.LOCAL, rejection.origin(), "the deletion must be rejected before it is sent");
        assertTrue(observed.requests() <= 1, "only the read may be sent");
    }

    private static void assertKept(ContractFixture fixture, ObservedCall<DeleteFacesResult> observed) {
        if (observed.failed()) {
            // The vendor kept a face and did not report this. The layers read the person and find the face.
            boolean foundLater = fixture.harness.opened() && observed.failure().kind() == ErrorKind.STILL_PRESENT;
            assertEquals(
                    foundLater ? ErrorKind.STILL_PRESENT : ErrorKind.FAILED_PRECONDITION,
                    observed.failure().kind(),
                    "the kind of the error is wrong");
            return;
        }
        // A vendor may keep one face and delete the other faces, without an error. The response then does not list the
        // kept face.
        assertFalse(observed.success().isComplete(), "a face that was kept must not be reported as gone");
    }
}
