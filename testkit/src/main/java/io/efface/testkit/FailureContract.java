package io.efface.testkit;

import static io.efface.testkit.ContractAssertions.assertEquals;
import static io.efface.testkit.ContractAssertions.assertFalse;
import static io.efface.testkit.ContractAssertions.assertNotEquals;
import static io.efface.testkit.ContractAssertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.efface.CallOptions;
import io.efface.DeleteFacesResult;
import io.efface.DeletePersonResult;
import io.efface.Effect;
import io.efface.ErrorKind;
import io.efface.Evidence;
import io.efface.FaceException;
import io.efface.FaceOutcome;
import io.efface.FaceResult;
import io.efface.Operation;
import io.efface.Origin;
import io.efface.Person;
import io.efface.PersonOutcome;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Tests faults: the vendor rejects a request, fails, sends an unreadable response, or reports a wrong result. A repository with layers may
 * succeed despite a fault, but then its result must be true.
 */
interface FailureContract {
    /** For each fault during {@code deletePerson}, the error has a permitted kind and the correct effect. */
    @ContractTest
    default void deletePerson_vendorFails_reportsWhatMayHaveHappened(ContractHarness harness, ContractFault fault) {
        ContractFixture fixture = ContractFixture.holding(harness, 2);
        fixture.injectIntoDeletion(Operation.DELETE_PERSON, fault);
        ObservedCall<DeletePersonResult> observed = fixture.deletePerson();
        if (hasFailed(harness, observed)) {
            assertFailure(fixture, fault, observed.failure(), false);
        }
    }

    /** For each fault during {@code deleteFaces}, the error has a permitted kind and the correct effect. */
    @ContractTest
    default void deleteFaces_vendorFails_reportsWhatMayHaveHappened(ContractHarness harness, ContractFault fault) {
        ContractFixture fixture = ContractFixture.holding(harness, 4);
        fixture.injectIntoDeletion(Operation.DELETE_FACES, fault);
        ObservedCall<DeleteFacesResult> observed = fixture.deleteFaces(fixture.facesOfOneCall(0, 2));
        if (hasFailed(harness, observed)) {
            assertFailure(fixture, fault, observed.failure(), false);
        }
    }

    /** For each fault during {@code findPerson}, the read fails. It must not report the person as absent. */
    @ContractTest
    default void findPerson_vendorFails_neverSaysAbsent(ContractHarness harness, ContractFault fault) {
        ContractFixture fixture = ContractFixture.holding(harness, 2);
        fixture.assumeReadBack();
        fixture.assumeIsFault(Operation.FIND_PERSON, fault);
        fixture.inject(fault);
        ObservedCall<Optional<Person>> observed = fixture.findPerson();
        if (hasFailed(harness, observed)) {
            assertFailure(fixture, fault, observed.failure(), true);
        }
    }

    /** For each fault during each operation on a missing person, the call fails. It must not report the person as absent. */
    @ContractTest
    default void anyOperation_missingAndVendorFails_neverSaysAbsent(
            ContractHarness harness, Operation operation, ContractFault fault) {
        ContractFixture fixture = ContractFixture.absent(harness, operation);
        assumeTrue(fixture.readsBefore(operation) == 0, "the layers send no deletion if they do not find the person");
        fixture.assumeIsFault(operation, fault);
        fixture.inject(operation, fault);
        ObservedCall<?> observed = TypicalCalls.checked(fixture, operation, CallOptions.defaults());
        if (hasFailed(harness, observed)) {
            assertFailure(fixture, fault, observed.failure(), operation.isRead());
        }
    }

    /**
     * After each fault the next call succeeds. If the vendor rejected the account, the layers may reject further calls for a while; the
     * error then has the kind of the vendor's error.
     */
    @ContractTest
    default void deletePerson_afterAFault_worksAgain(ContractHarness harness, ContractFault fault) {
        ContractFixture fixture = ContractFixture.holding(harness, 2);
        fixture.inject(fault);
        ObservedCall<DeletePersonResult> first = fixture.deletePerson();
        fixture.put(ContractFixture.PERSON, ContractFixture.faces(0, 2));
        ObservedCall<DeletePersonResult> second = fixture.deletePerson();
        if (harness.opened() && first.failed() && second.failed()) {
            FaceException rejection = second.failure();
            assertEquals(
                    first.failure().kind(), rejection.kind(), "the layers must report the kind of the vendor's error");
            assertEquals(Origin.LOCAL, rejection.origin(), "the error must come from the layers");
            assertEquals(Effect.NONE, rejection.effect(), "the effect of the error is wrong");
            assertEquals(0, second.requests(), "a rejected call must not send a request");
            return;
        }
        assertEquals(PersonOutcome.DELETED, second.success().outcome(), "the outcome is wrong");
        fixture.assertGone();
    }

    /** The vendor reports success but keeps the person. The result must not have evidence of a read that did not happen. */
    @ContractTest
    default void deletePerson_vendorLies_isNotVerified(ContractHarness harness) {
        ContractFixture fixture = ContractFixture.holding(harness, 2);
        // If a deletion needs several requests, the last request deletes the record of the person.
        fixture.injectAfter(fixture.requestsOfDeletion() - 1, Operation.DELETE_PERSON, ContractFault.FALSE_SUCCESS);
        ObservedCall<DeletePersonResult> observed =
                ObservedCall.call(harness, () -> fixture.repository.deletePerson(ContractFixture.PERSON));
        fixture.assertOthersUnchanged();
        assertTrue(fixture.stored().isPresent(), "the harness must not delete with this fault");
        if (fixture.deletesPersonInOneRequest()) {
            assertEquals(
                    Optional.of(ContractFixture.faces(0, 2)),
                    fixture.stored(),
                    "the harness must not delete with this fault");
        }
        assertIsNotVerified(harness, observed, result -> Stream.of(result.evidence()));
    }

    /** The vendor lists faces as deleted but keeps the faces. The results must not have evidence of a read that did not happen. */
    @ContractTest
    default void deleteFaces_vendorLies_isNotVerified(ContractHarness harness) {
        ContractFixture fixture = ContractFixture.holding(harness, 3);
        fixture.injectAfter(fixture.requestsOfFaceDeletion() - 1, Operation.DELETE_FACES, ContractFault.FALSE_SUCCESS);
        ObservedCall<DeleteFacesResult> observed = ObservedCall.call(
                harness, () -> fixture.repository.deleteFaces(ContractFixture.PERSON, fixture.facesOfOneCall(0, 2)));
        fixture.assertOthersUnchanged();
        assertEquals(
                Optional.of(ContractFixture.faces(0, 3)),
                fixture.stored(),
                "the harness must not delete with this fault");
        assertIsNotVerified(
                harness, observed, result -> result.faces().values().stream().map(FaceResult::evidence));
    }

    /**
     * Checks a call whose response was wrong. Either the call reports no evidence of a read, or it fails because a read found the person.
     */
    private static <T> void assertIsNotVerified(
            ContractHarness harness, ObservedCall<T> observed, Function<T, Stream<Evidence>> evidence) {
        if (observed.failed()) {
            assertTrue(harness.opened(), "a primitive repository cannot detect a wrong response");
            assertEquals(ErrorKind.STILL_PRESENT, observed.failure().kind(), "the kind of the error is wrong");
        } else {
            assertTrue(
                    evidence.apply(observed.success()).noneMatch(Evidence.VERIFIED_ABSENT::equals),
                    "VERIFIED_ABSENT was reported although the vendor holds the person or face");
        }
    }

    /** If a chunk is rejected, the error contains the results of the earlier chunks. */
    @ContractTest
    default void deleteFaces_laterChunkRejected_keepsWhatTheFirstDid(ContractHarness harness) {
        checkFaultOfLaterChunk(harness, ContractFault.AUTH_REJECTED);
    }

    /** If the response to a chunk is lost, the error contains the results of the earlier chunks. */
    @ContractTest
    default void deleteFaces_laterChunkDropped_keepsWhatTheFirstDid(ContractHarness harness) {
        checkFaultOfLaterChunk(harness, ContractFault.DROP_AFTER_EFFECT);
    }

    private static void checkFaultOfLaterChunk(ContractHarness harness, ContractFault fault) {
        assumeTrue(harness.opened(), "only layers divide a call into chunks");
        int facesPerCall = new ContractFixture(harness).capabilities().facesPerCall();
        assumeTrue(facesPerCall <= 1_000, "too many faces to hold in a test");
        ContractFixture fixture = ContractFixture.holding(harness, 3 * facesPerCall + 1);
        fixture.injectAfter(fixture.requestsOfFaceDeletion(facesPerCall), Operation.DELETE_FACES, fault);
        ObservedCall<DeleteFacesResult> observed = fixture.deleteFaces(ContractFixture.faces(0, 3 * facesPerCall));
        if (observed.failed()) {
            FaceException failure = observed.failure();
            assertTrue(fault.kinds().contains(failure.kind()), () -> failure.kind() + " is not a kind of " + fault);
            assertNotEquals(
                    Effect.NONE, failure.effect(), "the first chunk was deleted, so the effect must not be NONE");
            DeleteFacesResult soFar = failure.facesSoFar().orElseThrow();
            assertTrue(
                    soFar.facesWith(FaceOutcome.DELETED).containsAll(ContractFixture.faces(0, facesPerCall))
                            || soFar.facesWith(FaceOutcome.UNCONFIRMED)
                                    .containsAll(ContractFixture.faces(0, facesPerCall)),
                    "the error must contain the results of the first chunk");
        }
    }

    /** Returns whether the call failed. A primitive repository must always fail, because it does not repeat the request. */
    private static boolean hasFailed(ContractHarness harness, ObservedCall<?> observed) {
        if (!observed.failed()) {
            assertTrue(harness.opened(), "a primitive repository must not hide that the vendor failed");
        }
        return observed.failed();
    }

    private static void assertFailure(
            ContractFixture fixture, ContractFault fault, FaceException failure, boolean isRead) {
        assertTrue(
                fault.kinds().contains(failure.kind()),
                () -> "under " + fault + " the kind must be one of " + fault.kinds() + ", not " + failure.kind());
        assertNotEquals(
                Origin.LOCAL, failure.origin(), "the vendor or the network failed, so the origin must not be LOCAL");
        assertFalse(failure.attempts() == 0, "a request was sent, so there must be an attempt");
        if (isRead) {
            assertEquals(Effect.NONE, failure.effect(), "a read has no effect");
        } else if (!TypicalCalls.isOneRequest(fixture, failure.operation())) {
            // Earlier requests may have deleted something; ConsistencyCheck has compared the effect with the vendor's
            // state.
            assertFalse(
                    failure.effect() == Effect.UNKNOWN
                            && fault.isRejection()
                            && failure.operation() == Operation.DELETE_PERSON,
                    "the vendor rejected the request, so the effect must not be UNKNOWN");
        } else if (fault.isRejection()) {
            assertEquals(Effect.NONE, failure.effect(), "the vendor rejected the request, so nothing was deleted");
        } else if (fault.deletes()) {
            assertNotEquals(
                    Effect.NONE,
                    failure.effect(),
                    "the response does not exclude the deletion, so the effect must not be NONE");
        }
        boolean isUnknown = !isRead && !fixture.harness.opened() && failure.effect() != Effect.NONE;
        if (isUnknown && TypicalCalls.isOneRequest(fixture, failure.operation())) {
            ConsistencyCheck.checkFacesWithoutResponse(failure);
        }
        DetailContract.assertAbout(fault, failure);
    }
}
