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

/**
 * Tests the deletion of faces that exist, are missing, or belong to another or a missing person, and of more faces than one call accepts.
 */
interface FaceDeletionContract {
    /** The requested faces are gone after the deletion, and the other faces stay. */
    @ContractTest
    default void deleteFaces_present_areDeleted(ContractHarness harness) {
        ContractFixture fixture = ContractFixture.holding(harness, 4);
        DeleteFacesResult result =
                fixture.deleteFaces(ContractFixture.faces(1, 2)).success();
        ContractFixture.faces(1, 2).forEach(face -> assertDeleted(fixture, result, face));
        assertEquals(
                Optional.of(ContractFixture.both(ContractFixture.faces(0, 1), ContractFixture.faces(3, 1))),
                fixture.stored());
    }

    /** A single face is deleted. */
    @ContractTest
    default void deleteFaces_one_isDeleted(ContractHarness harness) {
        ContractFixture fixture = ContractFixture.holding(harness, 2);
        DeleteFacesResult result =
                fixture.deleteFaces(ContractFixture.faces(0, 1)).success();
        ContractFixture.faces(0, 1).forEach(face -> assertDeleted(fixture, result, face));
        assertEquals(Optional.of(ContractFixture.faces(1, 1)), fixture.stored());
    }

    /** The result has the order of the request, independent of the order of the answer. */
    @ContractTest
    default void deleteFaces_inAnyOrder_keepsTheOrderOfTheRequest(ContractHarness harness) {
        ContractFixture fixture = ContractFixture.holding(harness, 5);
        List<FaceId> reversed = new ArrayList<>(ContractFixture.faces(0, 4));
        Collections.reverse(reversed);
        DeleteFacesResult result =
                fixture.deleteFaces(new LinkedHashSet<>(reversed)).success();
        assertEquals(reversed, new ArrayList<>(result.faces().keySet()));
    }

    /** If some faces exist and some are missing, each face has its own result. */
    @ContractTest
    default void deleteFaces_someMissing_distinguishesThem(ContractHarness harness) {
        ContractFixture fixture = ContractFixture.holding(harness, 4);
        ObservedCall<DeleteFacesResult> observed =
                fixture.deleteFaces(ContractFixture.both(ContractFixture.faces(0, 2), ContractFixture.faces(50, 2)));
        if (isPermittedRejection(fixture, observed)) {
            return;
        }
        DeleteFacesResult result = observed.success();
        ContractFixture.faces(0, 2).forEach(face -> assertDeleted(fixture, result, face));
        ContractFixture.faces(50, 2).forEach(face -> assertMissing(fixture, result, face));
        assertEquals(Optional.of(ContractFixture.faces(2, 2)), fixture.stored());
    }

    /** If all faces are missing, the call succeeds. */
    @ContractTest
    default void deleteFaces_allMissing_areReportedMissing(ContractHarness harness) {
        ContractFixture fixture = ContractFixture.holding(harness, 4);
        ObservedCall<DeleteFacesResult> observed = fixture.deleteFaces(ContractFixture.faces(50, 2));
        if (isPermittedRejection(fixture, observed)) {
            return;
        }
        DeleteFacesResult result = observed.success();
        ContractFixture.faces(50, 2).forEach(face -> assertMissing(fixture, result, face));
        assertEquals(Optional.of(ContractFixture.faces(0, 4)), fixture.stored());
    }

    /** Ten deletions of the same faces succeed. Only the first deletion may report that it removed faces. */
    @ContractTest
    default void deleteFaces_tenTimes_areDeletedOnce(ContractHarness harness) {
        ContractFixture fixture = ContractFixture.holding(harness, 4);
        fixture.deleteFaces(ContractFixture.faces(0, 2)).success();
        for (int i = 1; i < PersonDeletionContract.REPEATS; i++) {
            ObservedCall<DeleteFacesResult> observed = fixture.deleteFaces(ContractFixture.faces(0, 2));
            if (!isPermittedRejection(fixture, observed)) {
                ContractFixture.faces(0, 2).forEach(face -> assertMissing(fixture, observed.success(), face));
            }
        }
        assertEquals(Optional.of(ContractFixture.faces(2, 2)), fixture.stored());
    }

    /** A face of another person is reported as absent, and the other person keeps the face. */
    @ContractTest
    default void deleteFaces_ofAnotherPerson_stayWithThatPerson(ContractHarness harness) {
        ContractFixture fixture = ContractFixture.holding(harness, 4);
        Set<FaceId> foreign = ContractFixture.facesOfBystander();
        ObservedCall<DeleteFacesResult> observed =
                fixture.deleteFaces(ContractFixture.both(ContractFixture.faces(0, 1), foreign));
        if (!isPermittedRejection(fixture, observed)) {
            foreign.forEach(face -> assertMissing(fixture, observed.success(), face));
        }
        fixture.assertBystanderUnharmed();
    }

    /** The faces of a missing person are absent, and the call succeeds. */
    @ContractTest
    default void deleteFaces_ofMissingPerson_areAbsent(ContractHarness harness) {
        ContractFixture fixture = new ContractFixture(harness);
        DeleteFacesResult result =
                fixture.deleteFaces(ContractFixture.faces(0, 2)).success();
        boolean reported = ConsistencyCheck.isYes(fixture.capabilities().reportsAbsentPersons());
        for (FaceId face : ContractFixture.faces(0, 2)) {
            if (reported) {
                assertEquals(FaceOutcome.ALREADY_ABSENT, expected(result, face).outcome());
            } else {
                assertMissing(fixture, result, face);
            }
        }
    }

    /** Ten deletions of faces of a missing person succeed. */
    @ContractTest
    default void deleteFaces_ofMissingPersonTenTimes_areAbsentEachTime(ContractHarness harness) {
        ContractFixture fixture = new ContractFixture(harness);
        for (int i = 0; i < PersonDeletionContract.REPEATS; i++) {
            DeleteFacesResult result =
                    fixture.deleteFaces(ContractFixture.faces(0, 1)).success();
            ContractFixture.faces(0, 1).forEach(face -> assertMissing(fixture, result, face));
        }
    }

    /** One call deletes as many faces as the capabilities state in one request. */
    @ContractTest
    default void deleteFaces_asManyAsOneCallTakes_areDeletedInOneCall(ContractHarness harness) {
        int most = new ContractFixture(harness).capabilities().facesPerCall();
        assumeTrue(most <= 10_000, "too many faces to hold in a test");
        ContractFixture fixture = ContractFixture.holding(harness, most + 1);
        ObservedCall<DeleteFacesResult> observed = fixture.deleteFaces(ContractFixture.faces(0, most));
        DeleteFacesResult result = observed.success();
        ContractFixture.faces(0, most).forEach(face -> assertDeleted(fixture, result, face));
        assertEquals(Optional.of(ContractFixture.faces(most, 1)), fixture.stored());
        if (!harness.opened() && TypicalCalls.isOneRequest(fixture, Operation.DELETE_FACES)) {
            assertEquals(1, observed.requests());
        }
    }

    /** A primitive repository rejects one face more than the capabilities state, before anything is sent. */
    @ContractTest
    default void deleteFaces_tooManyForPrimitive_isIllegal(ContractHarness harness) {
        assumeFalse(harness.opened(), "layers have no such limit");
        int most = new ContractFixture(harness).capabilities().facesPerCall();
        assumeTrue(most <= 10_000, "too many faces to hold in a test");
        ContractFixture fixture = ContractFixture.holding(harness, most + 2);
        ObservedCall<DeleteFacesResult> observed = ObservedCall.call(
                harness,
                () -> harness.repository().deleteFaces(ContractFixture.PERSON, ContractFixture.faces(0, most + 1)));
        assertTrue(observed.error() instanceof IllegalArgumentException, "IllegalArgumentException is expected");
        assertEquals(0, observed.requests());
        assertEquals(Optional.of(ContractFixture.faces(0, most + 2)), fixture.stored());
    }

    /** A repository with layers accepts any number of faces and deletes every existing face. */
    @ContractTest
    default void deleteFaces_manyForOpened_areDeletedInChunks(ContractHarness harness) {
        assumeTrue(harness.opened(), "only layers make chunks");
        int most = new ContractFixture(harness).capabilities().facesPerCall();
        assumeTrue(most <= 1_000, "too many faces to hold in a test");
        int many = 2 * most + 1;
        ContractFixture fixture = ContractFixture.holding(harness, many + 1);
        DeleteFacesResult result =
                fixture.deleteFaces(ContractFixture.faces(0, many)).success();
        ContractFixture.faces(0, many).forEach(face -> assertDeleted(fixture, result, face));
        assertEquals(Optional.of(ContractFixture.faces(many, 1)), fixture.stored());
    }

    /** A repository with layers accepts any number of faces even if some faces are missing. */
    @ContractTest
    default void deleteFaces_manyForOpenedAndSomeMissing_distinguishesThem(ContractHarness harness) {
        assumeTrue(harness.opened(), "only layers make chunks");
        int most = new ContractFixture(harness).capabilities().facesPerCall();
        assumeTrue(most <= 1_000, "too many faces to hold in a test");
        // Two faces stay, so that no vendor's rule for the last face applies.
        ContractFixture fixture = ContractFixture.holding(harness, most + 3);
        Set<FaceId> there = ContractFixture.faces(0, most + 1);
        Set<FaceId> missing = ContractFixture.faces(most + 100, most);
        ObservedCall<DeleteFacesResult> observed = fixture.deleteFaces(ContractFixture.both(there, missing));
        if (!isPermittedRejection(fixture, observed)) {
            there.forEach(face -> assertDeleted(fixture, observed.success(), face));
            missing.forEach(face -> assertMissing(fixture, observed.success(), face));
            assertEquals(Optional.of(ContractFixture.faces(most + 1, 2)), fixture.stored());
        }
    }

    /** The set of faces is copied, so a later change of the set does not change the result. */
    @ContractTest
    default void deleteFaces_setChangedAfterwards_keepsTheResult(ContractHarness harness) {
        ContractFixture fixture = ContractFixture.holding(harness, 4);
        Set<FaceId> mine = new LinkedHashSet<>(ContractFixture.faces(0, 2));
        DeleteFacesResult result = fixture.deleteFaces(mine).success();
        mine.clear();
        assertEquals(ContractFixture.faces(0, 2), result.faces().keySet());
    }

    /** The fixture checks the effect of the rejected call. */
    private static boolean isPermittedRejection(ContractFixture fixture, ObservedCall<DeleteFacesResult> observed) {
        if (!observed.failed() || !fixture.harness.rejectsUnknownFaces()) {
            return false;
        }
        FaceException rejection = observed.failure();
        assertTrue(
                rejection.kind() == ErrorKind.INVALID_ARGUMENT || rejection.kind() == ErrorKind.NOT_FOUND,
                () -> "a call with unknown faces must be rejected with INVALID_ARGUMENT or NOT_FOUND, not "
                        + rejection.kind());
        return true;
    }

    private static FaceResult expected(DeleteFacesResult result, FaceId face) {
        FaceResult expected = result.faces().get(face);
        if (expected == null) {
            throw new AssertionError("a requested face has no result");
        }
        return expected;
    }

    private static void assertDeleted(ContractFixture fixture, DeleteFacesResult result, FaceId face) {
        FaceResult expected = expected(result, face);
        if (ConsistencyCheck.isYes(fixture.capabilities().listsDeletedFaces())) {
            assertEquals(FaceOutcome.DELETED, expected.outcome(), "the response lists the deleted faces");
            Evidence evidence = expected.evidence();
            assertTrue(
                    evidence != null && evidence.isAtLeast(Evidence.CONFIRMED),
                    "the answer lists the deleted faces, so the evidence must be CONFIRMED");
        } else {
            // If the answer does not list the faces, a read may still show that the face is gone.
            assertTrue(
                    expected.outcome() == FaceOutcome.DELETED
                            || expected.outcome() == FaceOutcome.UNCONFIRMED
                            || (fixture.harness.opened() && expected.maybeByEarlierAttempt()),
                    () -> expected.outcome() + " was reported although this call removed the face");
        }
    }

    private static void assertMissing(ContractFixture fixture, DeleteFacesResult result, FaceId face) {
        FaceResult expected = expected(result, face);
        boolean unlisted = !ConsistencyCheck.isYes(fixture.capabilities().listsDeletedFaces());
        assertTrue(
                expected.outcome() == FaceOutcome.ALREADY_ABSENT
                        || expected.outcome() == FaceOutcome.UNCONFIRMED
                        || (unlisted && expected.outcome() == FaceOutcome.DELETED),
                () -> expected.outcome() + " was reported although the person does not have the face");
    }
}
