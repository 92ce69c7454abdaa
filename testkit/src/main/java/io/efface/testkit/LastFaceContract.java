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
        follow(ContractFixture.holding(harness, 1), ContractFixture.faces(0, 1));
    }

    /** All faces of a person in one call. */
    @ContractTest
    default void deleteFaces_allFaces_followsTheLastFaceRule(ContractHarness harness) {
        follow(ContractFixture.holding(harness, 3), ContractFixture.faces(0, 3));
    }

    /** All faces of a person beside one that is missing. */
    @ContractTest
    default void deleteFaces_allFacesAndAMissingOne_followsTheLastFaceRule(ContractHarness harness) {
        assumeFalse(harness.refusesUnknownFaces(), "this variant of the vendor refuses unknown faces");
        follow(
                ContractFixture.holding(harness, 2),
                ContractFixture.both(ContractFixture.faces(0, 2), ContractFixture.faces(50, 1)));
    }

    /** Where the last face is kept, deleting the person takes it all the same. */
    @ContractTest
    default void deletePerson_withOneFace_takesTheLastFace(ContractHarness harness) {
        ContractFixture fixture = ContractFixture.holding(harness, 1);
        fixture.deletePerson().success();
        assertEquals(Optional.empty(), fixture.stored());
    }

    /** The call's own option: the whole person is deleted in place of all its faces, whatever the vendor's rule is. */
    @ContractTest
    default void deleteFaces_allFacesWithTheOption_deletesThePerson(ContractHarness harness) {
        assumeTrue(harness.opened(), "a primitive repository leaves the option to the layers");
        ContractFixture fixture = ContractFixture.holding(harness, 3);
        fixture.assumeReadBack();
        CallOptions options = CallOptions.defaults().deletingPersonForAllFaces();
        DeleteFacesResult result = fixture.deleteFaces(ContractFixture.PERSON, ContractFixture.faces(0, 3), options)
                .success();
        assertTrue(result.personDeleted(), "the result must report that the person was deleted");
        assertEquals(Optional.empty(), fixture.stored());
    }

    private static void follow(ContractFixture fixture, Set<FaceId> faces) {
        // That result and error agree with what the vendor holds is checked by the scene, whatever the rule.
        ObservedCall<DeleteFacesResult> observed = fixture.deleteFaces(faces);
        LastFaceRule rule = fixture.capabilities().lastFace();
        Optional<Set<FaceId>> left = fixture.stored();
        String stated = "the capabilities state " + rule.answer() + " for a last face (" + rule.source() + ")";
        switch (rule.answer()) {
            case KEPT -> {
                assertTrue(left.isPresent() && !left.get().isEmpty(), stated);
                assertKept(fixture, observed);
            }
            case DELETABLE -> {
                observed.success();
                assertEquals(Optional.of(Set.of()), left, stated);
            }
            case DELETES_PERSON -> {
                if (fixture.harness.opened()) {
                    assertRejectedBeforeSending(observed, left, faces);
                } else {
                    observed.success();
                    assertEquals(Optional.empty(), left, stated);
                }
            }
            case UNDOCUMENTED -> {
                if (observed.failed()) {
                    assertKept(fixture, observed);
                }
            }
        }
    }

    /** The account's layers must not let a deletion of faces delete the person, which only the call may permit. */
    private static void assertRejectedBeforeSending(
            ObservedCall<DeleteFacesResult> observed, Optional<Set<FaceId>> left, Set<FaceId> requested) {
        FaceException rejection = observed.failure();
        assertTrue(left.isPresent() && !left.get().isEmpty(), "the person must keep its faces");
        assertTrue(requested.containsAll(left.get()), "nothing but the requested faces was held");
        assertEquals(Effect.NONE, rejection.effect());
        assertEquals(Origin.LOCAL, rejection.origin(), "the deletion must be rejected before it is sent");
        assertTrue(observed.requests() <= 1, "only the read may be sent");
    }

    private static void assertKept(ContractFixture fixture, ObservedCall<DeleteFacesResult> observed) {
        if (observed.failed()) {
            // Layers that read back find the face that the vendor passed over in silence.
            boolean foundLater = fixture.harness.opened() && observed.failure().kind() == ErrorKind.STILL_PRESENT;
            assertEquals(
                    foundLater ? ErrorKind.STILL_PRESENT : ErrorKind.FAILED_PRECONDITION,
                    observed.failure().kind());
            return;
        }
        // A vendor may take all faces but one and say nothing of it; then the answer leaves that one out.
        assertFalse(observed.success().isComplete(), "a face that was kept must not be reported as gone");
    }
}
