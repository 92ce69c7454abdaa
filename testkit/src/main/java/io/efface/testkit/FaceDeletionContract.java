package io.efface.testkit;

import static io.efface.testkit.ContractAssertions.assertEquals;
import static io.efface.testkit.ContractAssertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.efface.CallOptions;
import io.efface.Cancellation;
import io.efface.DeleteFacesResult;
import io.efface.Effect;
import io.efface.ErrorKind;
import io.efface.Evidence;
import io.efface.FaceException;
import io.efface.FaceId;
import io.efface.FaceOutcome;
import io.efface.FaceResult;
import io.efface.Operation;
import io.efface.spi.layers.LayerCall;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * Tests deletions of faces: existing and missing faces, faces of another person, faces of a missing person, and more faces than one call
 * accepts.
 */
interface FaceDeletionContract {
    /** The largest set of faces of {@link #deleteFaces_anyNumber_areDeleted}. */
    int LARGEST_SET = 1_000;

    /** {@link #deleteFaces_anyNumber_areDeleted} tries each number of faces up to this number. */
    int EVERY_SIZE = 100;

    /** The requested faces are gone after the deletion, and the other faces stay. */
    @ContractTest
    default void deleteFaces_present_areDeleted(ContractHarness harness) {
        ContractFixture fixture = ContractFixture.holding(harness, 4);
        DeleteFacesResult result =
                fixture.deleteFaces(ContractFixture.faces(1, 2)).success();
        ContractFixture.faces(1, 2).forEach(face -> assertDeleted(fixture, result, face));
        fixture.assertHolds(ContractFixture.both(ContractFixture.faces(0, 1), ContractFixture.faces(3, 1)));
    }

    /** A deleted face is gone. It does not stay at the vendor without its person. */
    @ContractTest
    default void deleteFaces_present_leavesNoFace(ContractHarness harness) {
        ContractFixture fixture = ContractFixture.holding(harness, 4);
        fixture.assumeFindsFaces();
        Set<FaceId> requested = fixture.facesOfOneCall(0, 2);
        fixture.deleteFaces(requested).success();
        assertTrue(requested.stream().noneMatch(harness::holdsFace), "the vendor still holds a deleted face");
    }

    /** A single face is deleted. */
    @ContractTest
    default void deleteFaces_one_isDeleted(ContractHarness harness) {
        ContractFixture fixture = ContractFixture.holding(harness, 2);
        DeleteFacesResult result =
                fixture.deleteFaces(ContractFixture.faces(0, 1)).success();
        ContractFixture.faces(0, 1).forEach(face -> assertDeleted(fixture, result, face));
        fixture.assertHolds(ContractFixture.faces(1, 1));
    }

    /** The result has the order of the request, whatever the order of the response is. */
    @ContractTest
    default void deleteFaces_inAnyOrder_keepsTheOrderOfTheRequest(ContractHarness harness) {
        ContractFixture fixture = ContractFixture.holding(harness, 5);
        List<FaceId> reversed = new ArrayList<>(ContractFixture.faces(0, 4));
        Collections.reverse(reversed);
        DeleteFacesResult result =
                fixture.deleteFaces(new LinkedHashSet<>(reversed)).success();
        assertEquals(
                reversed, new ArrayList<>(result.faces().keySet()), "the results must have the order of the request");
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
        fixture.assertHolds(ContractFixture.faces(2, 2));
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
        fixture.assertHolds(ContractFixture.faces(0, 4));
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
        fixture.assertHolds(ContractFixture.faces(2, 2));
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
        fixture.assertOthersUnchanged();
    }

    /** A face without a person is not reported as deleted, and the vendor keeps the face. */
    @ContractTest
    default void deleteFaces_facesWithoutPersonExist_keepsThem(ContractHarness harness) {
        ContractFixture fixture = ContractFixture.holding(harness, 4);
        Set<FaceId> withoutPerson = Set.of(fixture.faceWithoutPerson());
        ObservedCall<DeleteFacesResult> observed =
                fixture.deleteFaces(ContractFixture.both(ContractFixture.faces(0, 1), withoutPerson));
        if (!isPermittedRejection(fixture, observed)) {
            withoutPerson.forEach(face -> assertMissing(fixture, observed.success(), face));
        }
        fixture.assertOthersUnchanged();
    }

    /** The faces of a missing person are absent, and the call succeeds. */
    @ContractTest
    default void deleteFaces_ofMissingPerson_areAbsent(ContractHarness harness) {
        ContractFixture fixture = new ContractFixture(harness);
        DeleteFacesResult result =
                fixture.deleteFaces(ContractFixture.faces(0, 2)).success();
        boolean isAbsenceReported =
                ConsistencyCheck.isYes(fixture.capabilities().reportsAbsentPersons());
        for (FaceId face : ContractFixture.faces(0, 2)) {
            if (isAbsenceReported) {
                assertEquals(FaceOutcome.ALREADY_ABSENT, resultOf(result, face).outcome(), "the outcome is wrong");
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

    /** One call deletes as many faces as the capabilities allow for one call. */
    @ContractTest
    default void deleteFaces_asManyAsOneCallTakes_areDeletedInOneCall(ContractHarness harness) {
        int facesPerCall = new ContractFixture(harness).capabilities().facesPerCall();
        assumeTrue(facesPerCall <= 10_000, "too many faces to hold in a test");
        ContractFixture fixture = ContractFixture.holding(harness, facesPerCall + 1);
        ObservedCall<DeleteFacesResult> observed = fixture.deleteFaces(ContractFixture.faces(0, facesPerCall));
        DeleteFacesResult result = observed.success();
        ContractFixture.faces(0, facesPerCall).forEach(face -> assertDeleted(fixture, result, face));
        fixture.assertHolds(ContractFixture.faces(facesPerCall, 1));
        if (!harness.opened() && TypicalCalls.isOneRequest(fixture, Operation.DELETE_FACES)) {
            assertEquals(1, observed.requests(), "the faces of one call must be deleted with one request");
        }
    }

    /**
     * A call deletes any number of faces from 1 to the maximum of one call. The test tries each number up to {@value #EVERY_SIZE}, and the
     * maximum. The faces are in a random order. A failure shows the seed of the order, which is the same in each run; {@code
     * -Defface.contract.seed=N} sets another seed.
     */
    @ContractTest
    default void deleteFaces_anyNumber_areDeleted(ContractHarness harness) {
        long seed = ContractFixture.seed();
        Random random = new Random(seed);
        ContractFixture fixture = new ContractFixture(harness);
        for (int size : sizes(fixture.capabilities().facesPerCall())) {
            // Two faces stay, so that no vendor's rule for the last face applies.
            List<FaceId> all = new ArrayList<>(ContractFixture.faces(0, size + 2));
            Collections.shuffle(all, random);
            try {
                fixture.put(ContractFixture.PERSON, ContractFixture.faces(0, size + 2));
                DeleteFacesResult result = fixture.deleteFaces(new LinkedHashSet<>(all.subList(0, size)))
                        .success();
                all.subList(0, size).forEach(face -> assertDeleted(fixture, result, face));
                fixture.assertHolds(Set.copyOf(all.subList(size, size + 2)));
            } catch (AssertionError e) {
                throw new AssertionError("with " + size + " faces, seed " + seed + ": " + e.getMessage(), e);
            }
        }
    }

    /** Returns every number of faces up to {@link #EVERY_SIZE}, and the largest number of one call. */
    private static List<Integer> sizes(int facesPerCall) {
        List<Integer> sizes = new ArrayList<>();
        for (int size = 1; size <= Math.min(facesPerCall, EVERY_SIZE); size++) {
            sizes.add(size);
        }
        if (facesPerCall > EVERY_SIZE) {
            sizes.add(Math.min(facesPerCall, LARGEST_SET));
        }
        return sizes;
    }

    /** A primitive repository rejects a call with more faces than the capabilities allow, before anything is sent. */
    @ContractTest
    default void deleteFaces_tooManyForPrimitive_isIllegal(ContractHarness harness) {
        assumeFalse(harness.opened(), "layers have no such limit");
        int facesPerCall = new ContractFixture(harness).capabilities().facesPerCall();
        assumeTrue(facesPerCall <= 10_000, "too many faces to hold in a test");
        ContractFixture fixture = ContractFixture.holding(harness, facesPerCall + 2);
        ObservedCall<DeleteFacesResult> observed = ObservedCall.call(
                harness,
                () -> harness.repository()
                        .deleteFaces(ContractFixture.PERSON, ContractFixture.faces(0, facesPerCall + 1)));
        assertTrue(
                observed.error() instanceof IllegalArgumentException,
                "too many faces must be rejected with IllegalArgumentException");
        assertEquals(0, observed.requests(), "nothing may be sent");
        assertEquals(
                Optional.of(ContractFixture.faces(0, facesPerCall + 2)),
                fixture.stored(),
                "a rejected call must not delete a face");
    }

    /** Each step of a primitive repository sends one request. */
    @ContractTest
    default void deleteFaces_primitive_sendsOneRequestPerStep(ContractHarness harness) {
        assumeFalse(harness.opened(), "layers may send further requests");
        ContractFixture fixture = ContractFixture.holding(harness, 4);
        Set<FaceId> faces = fixture.facesOfOneCall(0, 2);
        Steps.assertOneRequestPerStep(
                fixture, provider -> provider.deleteFaces(ContractFixture.PERSON, faces, LayerCall.plain()));
    }

    /** A repository with layers accepts any number of faces and deletes every existing face. */
    @ContractTest
    default void deleteFaces_manyForOpened_areDeletedInChunks(ContractHarness harness) {
        assumeTrue(harness.opened(), "only layers divide a call into several requests");
        int facesPerCall = new ContractFixture(harness).capabilities().facesPerCall();
        assumeTrue(facesPerCall <= 1_000, "too many faces to hold in a test");
        int many = 2 * facesPerCall + 1;
        ContractFixture fixture = ContractFixture.holding(harness, many + 1);
        DeleteFacesResult result =
                fixture.deleteFaces(ContractFixture.faces(0, many)).success();
        ContractFixture.faces(0, many).forEach(face -> assertDeleted(fixture, result, face));
        fixture.assertHolds(ContractFixture.faces(many, 1));
    }

    /** A repository with layers accepts any number of faces even if some faces are missing. */
    @ContractTest
    default void deleteFaces_manyForOpenedAndSomeMissing_distinguishesThem(ContractHarness harness) {
        assumeTrue(harness.opened(), "only layers divide a call into several requests");
        int facesPerCall = new ContractFixture(harness).capabilities().facesPerCall();
        assumeTrue(facesPerCall <= 1_000, "too many faces to hold in a test");
        // Two faces stay, so that no vendor's rule for the last face applies.
        ContractFixture fixture = ContractFixture.holding(harness, facesPerCall + 3);
        Set<FaceId> existing = ContractFixture.faces(0, facesPerCall + 1);
        Set<FaceId> missing = ContractFixture.faces(facesPerCall + 100, facesPerCall);
        ObservedCall<DeleteFacesResult> observed = fixture.deleteFaces(ContractFixture.both(existing, missing));
        if (!isPermittedRejection(fixture, observed)) {
            existing.forEach(face -> assertDeleted(fixture, observed.success(), face));
            missing.forEach(face -> assertMissing(fixture, observed.success(), face));
            fixture.assertHolds(ContractFixture.faces(facesPerCall + 1, 2));
        }
    }

    /** The set of faces is copied, so a later change of the set does not change the result. */
    @ContractTest
    default void deleteFaces_setChangedAfterwards_keepsTheResult(ContractHarness harness) {
        ContractFixture fixture = ContractFixture.holding(harness, 4);
        Set<FaceId> requested = fixture.facesOfOneCall(0, 2);
        Set<FaceId> changing = new LinkedHashSet<>(requested);
        DeleteFacesResult result = fixture.repository.deleteFaces(ContractFixture.PERSON, changing);
        changing.clear();
        assertEquals(requested, result.faces().keySet(), "a later change of the set must not change the result");
    }

    /** The call does not change the caller's set of faces. */
    @ContractTest
    default void deleteFaces_setOfTheCaller_isNotChanged(ContractHarness harness) {
        ContractFixture fixture = ContractFixture.holding(harness, 4);
        // The fixture compares the set before and after each call, so every case that deletes faces tests this.
        fixture.deleteFaces(fixture.facesOfOneCall(0, 2)).success();
    }

    /** The set of faces is copied at the begin of the call, so a change of the set during the call does not change the request. */
    @ContractTest
    default void deleteFaces_setChangedDuringTheCall_keepsTheRequest(ContractHarness harness) {
        ContractFixture fixture = ContractFixture.holding(harness, 4);
        assumeTrue(
                TypicalCalls.isOneRequest(fixture, Operation.DELETE_FACES),
                "this provider deletes faces in several requests");
        Set<FaceId> requested = fixture.facesOfOneCall(0, 2);
        Set<FaceId> changing = new LinkedHashSet<>(requested);
        fixture.inject(Operation.DELETE_FACES, ContractFault.STALL);
        Cancellation cancellation = new Cancellation();
        CallOptions options = CallOptions.defaults().withCancellation(cancellation);
        BackgroundCall call = BackgroundCall.start(
                harness, () -> harness.repository().deleteFaces(ContractFixture.PERSON, changing, options));
        call.awaitArrival(true);
        changing.clear();
        cancellation.cancel();
        Optional<Set<FaceId>> faces = call.endPromptly()
                .failure()
                .facesSoFar()
                .map(soFar -> soFar.faces().keySet());
        assertEquals(Optional.of(requested), faces, "the results must be those of the faces at the begin of the call");
    }

    /**
     * Returns whether the vendor rejected unknown faces, as some variants may. The fixture has already checked the effect of the rejected
     * call.
     */
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

    private static FaceResult resultOf(DeleteFacesResult result, FaceId face) {
        FaceResult expected = result.faces().get(face);
        if (expected == null) {
            throw new AssertionError("a requested face has no result");
        }
        return expected;
    }

    static void assertDeleted(ContractFixture fixture, DeleteFacesResult result, FaceId face) {
        FaceResult expected = resultOf(result, face);
        if (ConsistencyCheck.isYes(fixture.capabilities().listsDeletedFaces())) {
            assertEquals(
                    FaceOutcome.DELETED,
                    expected.outcome(),
                    "the response lists the deleted faces, so the outcome must be DELETED");
            Evidence evidence = expected.evidence();
            assertTrue(
                    evidence != null && evidence.isAtLeast(Evidence.CONFIRMED),
                    "the response lists the deleted faces, so the evidence must be CONFIRMED");
        } else {
            // If the response does not list the faces, a read may still show that the face is gone.
            assertTrue(
                    expected.outcome() == FaceOutcome.DELETED
                            || expected.outcome() == FaceOutcome.UNCONFIRMED
                            || (fixture.harness.opened() && expected.maybeByEarlierAttempt()),
                    () -> expected.outcome() + " was reported although this call removed the face");
        }
    }

    static void assertMissing(ContractFixture fixture, DeleteFacesResult result, FaceId face) {
        FaceResult expected = resultOf(result, face);
        boolean isUnlisted = !ConsistencyCheck.isYes(fixture.capabilities().listsDeletedFaces());
        FaceException error = expected.error();
        // The face may exist without a person. The vendor then cannot know to whom the face belonged.
        boolean isWithoutPerson = error != null
                && error.kind() == ErrorKind.FAILED_PRECONDITION
                && error.effect() == Effect.NONE
                && (fixture.harness.holdsFace(face) || !fixture.findsFaces());
        assertTrue(
                expected.outcome() == FaceOutcome.ALREADY_ABSENT
                        || isWithoutPerson
                        || expected.outcome() == FaceOutcome.UNCONFIRMED
                        || (isUnlisted && expected.outcome() == FaceOutcome.DELETED),
                () -> expected.outcome() + " was reported although the person does not have the face");
    }
}
