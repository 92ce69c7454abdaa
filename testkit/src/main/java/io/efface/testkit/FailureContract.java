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
    default void deletePerson_vendorFails_reportsWhatMayHaveHappened(ContractHarness harness, ContractFault fault) {
        ContractFixture fixture = ContractFixture.holding(harness, 2);
        fixture.inject(fault);
        ObservedCall<DeletePersonResult> observed = fixture.deletePerson();
        if (mustFail(harness, observed)) {
            assertFailure(fixture, fault, observed.failure(), false);
        }
    }

    /** Each fault under {@code deleteFaces}. */
    @ContractTest
    default void deleteFaces_vendorFails_reportsWhatMayHaveHappened(ContractHarness harness, ContractFault fault) {
        ContractFixture fixture = ContractFixture.holding(harness, 4);
        fixture.inject(Operation.DELETE_FACES, fault);
        ObservedCall<DeleteFacesResult> observed = fixture.deleteFaces(fixture.facesOfOneCall(0, 2));
        if (mustFail(harness, observed)) {
            assertFailure(fixture, fault, observed.failure(), false);
        }
    }

    /** Each fault under {@code findPerson}: an absent person must never be concluded from a fault. */
    @ContractTest
    default void findPerson_vendorFails_neverSaysAbsent(ContractHarness harness, ContractFault fault) {
        ContractFixture fixture = ContractFixture.holding(harness, 2);
        fixture.assumeReadBack();
        fixture.inject(fault);
        ObservedCall<Optional<Person>> observed = fixture.findPerson();
        if (mustFail(harness, observed)) {
            assertFailure(fixture, fault, observed.failure(), true);
        }
    }

    /** Each fault under {@code deletePerson} of a missing person: a fault must never be taken for the answer "absent". */
    @ContractTest
    default void deletePerson_missingAndVendorFails_neverSaysAbsent(ContractHarness harness, ContractFault fault) {
        ContractFixture fixture = new ContractFixture(harness);
        fixture.inject(fault);
        ObservedCall<DeletePersonResult> observed = fixture.deletePerson();
        if (mustFail(harness, observed)) {
            assertFailure(fixture, fault, observed.failure(), false);
        }
    }

    /**
     * After each fault the repository works as if nothing had been. Layers may hold calls back for a while when the account
     * itself was refused; then they say so, with the vendor's own reason.
     */
    @ContractTest
    default void deletePerson_afterAFault_worksAgain(ContractHarness harness, ContractFault fault) {
        ContractFixture fixture = ContractFixture.holding(harness, 2);
        fixture.inject(fault);
        ObservedCall<DeletePersonResult> first = fixture.deletePerson();
        fixture.put(ContractFixture.PERSON, ContractFixture.faces(0, 2));
        ObservedCall<DeletePersonResult> second = fixture.deletePerson();
        if (harness.opened() && first.failed() && second.failed()) {
            FaceException heldBack = second.failure();
            assertEquals(first.failure().kind(), heldBack.kind(), "the reason for which calls are held back");
            assertEquals(Origin.LOCAL, heldBack.origin(), "the vendor was not asked again");
            assertEquals(Effect.NONE, heldBack.effect());
            assertEquals(0, second.requests(), "a call that is held back sends nothing");
            return;
        }
        assertEquals(PersonOutcome.DELETED, second.success().outcome());
        assertEquals(Optional.empty(), fixture.stored());
    }

    /** A vendor that says DELETED and keeps the person: what is claimed is what it said, and no read is pretended. */
    @ContractTest
    default void deletePerson_vendorLies_isNotVerified(ContractHarness harness) {
        ContractFixture fixture = ContractFixture.holding(harness, 2);
        // Of several requests, the last one deletes the record of the person.
        fixture.injectAfter(fixture.requestsOfDeletion() - 1, Operation.DELETE_PERSON, ContractFault.LIE);
        ObservedCall<DeletePersonResult> observed =
                ObservedCall.call(harness, () -> fixture.repository.deletePerson(ContractFixture.PERSON));
        assertTrue(fixture.stored().isPresent(), "the harness deleted in place of lying");
        if (fixture.deletesPersonInOneRequest()) {
            assertEquals(
                    Optional.of(ContractFixture.faces(0, 2)),
                    fixture.stored(),
                    "the harness deleted in place of lying");
        }
        if (observed.failed()) {
            assertTrue(harness.opened(), "a primitive repository cannot see through a lie");
            assertEquals(ErrorKind.STILL_PRESENT, observed.failure().kind());
        } else {
            assertNotEquals(Evidence.VERIFIED_ABSENT, observed.success().evidence(), "the vendor holds the person");
        }
    }

    /** A vendor that lists faces as deleted and keeps them. */
    @ContractTest
    default void deleteFaces_vendorLies_isNotVerified(ContractHarness harness) {
        ContractFixture fixture = ContractFixture.holding(harness, 3);
        fixture.injectAfter(fixture.requestsOfFaceDeletion() - 1, Operation.DELETE_FACES, ContractFault.LIE);
        ObservedCall<DeleteFacesResult> observed = ObservedCall.call(
                harness, () -> fixture.repository.deleteFaces(ContractFixture.PERSON, fixture.facesOfOneCall(0, 2)));
        assertEquals(
                Optional.of(ContractFixture.faces(0, 3)), fixture.stored(), "the harness deleted in place of lying");
        if (observed.failed()) {
            assertTrue(harness.opened(), "a primitive repository cannot see through a lie");
            assertEquals(ErrorKind.STILL_PRESENT, observed.failure().kind());
        } else {
            assertTrue(
                    observed.success().faces().values().stream()
                            .noneMatch(face -> face.evidence() == Evidence.VERIFIED_ABSENT),
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
        int most = new ContractFixture(harness).capabilities().facesPerCall();
        assumeTrue(most <= 1_000, "too many faces to hold in a test");
        ContractFixture fixture = ContractFixture.holding(harness, 3 * most + 1);
        fixture.injectAfter(fixture.requestsOfFaceDeletion(), Operation.DELETE_FACES, fault);
        ObservedCall<DeleteFacesResult> observed = fixture.deleteFaces(ContractFixture.faces(0, 3 * most));
        if (observed.failed()) {
            FaceException failure = observed.failure();
            assertTrue(fault.kinds().contains(failure.kind()), () -> failure.kind() + " under " + fault);
            assertNotEquals(Effect.NONE, failure.effect(), "the first chunk was deleted");
            DeleteFacesResult soFar = failure.facesSoFar().orElseThrow();
            assertTrue(
                    soFar.facesWith(FaceOutcome.DELETED).containsAll(ContractFixture.faces(0, most))
                            || soFar.facesWith(FaceOutcome.UNCONFIRMED).containsAll(ContractFixture.faces(0, most)),
                    "what the first chunk did must not be lost");
        }
    }

    private static boolean mustFail(ContractHarness harness, ObservedCall<?> observed) {
        if (!observed.failed()) {
            assertTrue(harness.opened(), "a primitive repository must not hide that the vendor failed");
        }
        return observed.failed();
    }

    private static void assertFailure(
            ContractFixture fixture, ContractFault fault, FaceException failure, boolean read) {
        assertTrue(
                fault.kinds().contains(failure.kind()),
                () -> "under " + fault + " the kind must be one of " + fault.kinds() + ", not " + failure.kind());
        assertNotEquals(Origin.LOCAL, failure.origin(), "the vendor failed, or the way to it; not this library");
        assertFalse(failure.attempts() == 0, "a request was made");
        if (read) {
            assertEquals(Effect.NONE, failure.effect(), "a read has no effect");
        } else if (fault.isRefusal()) {
            assertEquals(Effect.NONE, failure.effect(), "the vendor refused, so surely nothing was deleted");
        } else if (fault.deletes() && TypicalCalls.isOneRequest(fixture, failure.operation())) {
            assertNotEquals(Effect.NONE, failure.effect(), "nothing in the answer rules the deletion out");
        }
        if (fault == ContractFault.THROTTLE) {
            assertEquals(RetryAdvice.BACKOFF, failure.advice(), "a throttled call may be repeated later");
        }
        if (fault == ContractFault.PERMISSION_DENIED) {
            assertEquals(RetryAdvice.NEVER, failure.advice(), "what is forbidden stays so");
        }
        if (fixture.harness.opened()) {
            return;
        }
        assertTrue(failure.waited().isZero(), "a primitive repository waits for no repeat");
    }
}
