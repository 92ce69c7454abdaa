package io.efface.testkit;

import static io.efface.testkit.ContractAssertions.assertEquals;
import static io.efface.testkit.ContractAssertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.efface.Claim;
import io.efface.DeletePersonResult;
import io.efface.Evidence;
import io.efface.PersonId;
import io.efface.PersonOutcome;
import io.efface.spi.layers.AccountRepository;
import io.efface.spi.layers.LayerCall;
import java.util.Optional;
import java.util.Set;

/** Tests deletions of existing and missing people, and repeated deletions. */
interface PersonDeletionContract {
    /** The number of deletions of the same person. */
    int REPEATS = 10;

    /** An existing person is gone after the deletion, and the outcome is DELETED. */
    @ContractTest
    default void deletePerson_present_isDeleted(ContractHarness harness) {
        ContractFixture fixture = ContractFixture.holding(harness, 3);
        DeletePersonResult result = fixture.deletePerson().success();
        assertEquals(PersonOutcome.DELETED, result.outcome(), "the outcome is wrong");
        fixture.assertGone();
    }

    /** The faces of a deleted person are gone, too. No face stays at the vendor without a person. */
    @ContractTest
    default void deletePerson_present_leavesNoFace(ContractHarness harness) {
        ContractFixture fixture = ContractFixture.holding(harness, 3);
        fixture.assumeFindsFaces();
        fixture.deletePerson().success();
        assertTrue(
                ContractFixture.faces(0, 3).stream().noneMatch(harness::holdsFace),
                "the vendor still holds a face of the deleted person");
    }

    /** A person who has more faces than one deletion of faces accepts is deleted with all of them. */
    @ContractTest
    default void deletePerson_withManyFaces_leavesNoFace(ContractHarness harness) {
        int facesPerCall = new ContractFixture(harness).capabilities().facesPerCall();
        assumeTrue(facesPerCall <= 1_000, "too many faces to hold in a test");
        ContractFixture fixture = ContractFixture.holding(harness, 2 * facesPerCall + 1);
        // The fixture checks that no face stays.
        assertEquals(PersonOutcome.DELETED, fixture.deletePerson().success().outcome(), "the outcome is wrong");
    }

    /** A person without faces can be deleted. */
    @ContractTest
    default void deletePerson_withoutFaces_isDeleted(ContractHarness harness) {
        ContractFixture fixture = ContractFixture.holding(harness, 0);
        assertEquals(PersonOutcome.DELETED, fixture.deletePerson().success().outcome(), "the outcome is wrong");
    }

    /** The outcome distinguishes a missing person from a deleted person if the vendor's response does so, and only then. */
    @ContractTest
    default void deletePerson_missing_succeedsAsAbsent(ContractHarness harness) {
        ContractFixture fixture = new ContractFixture(harness);
        assertAbsence(fixture, fixture.deletePerson().success());
    }

    /** Of ten deletions of an existing person, only the first may report that it removed the person. */
    @ContractTest
    default void deletePerson_presentTenTimes_isDeletedOnce(ContractHarness harness) {
        ContractFixture fixture = ContractFixture.holding(harness, 2);
        assertEquals(PersonOutcome.DELETED, fixture.deletePerson().success().outcome(), "the outcome is wrong");
        for (int i = 1; i < REPEATS; i++) {
            assertAbsence(fixture, fixture.deletePerson().success());
        }
    }

    /** Ten deletions of a person who never existed succeed. */
    @ContractTest
    default void deletePerson_missingTenTimes_succeedsEachTime(ContractHarness harness) {
        ContractFixture fixture = new ContractFixture(harness);
        for (int i = 0; i < REPEATS; i++) {
            assertAbsence(fixture, fixture.deletePerson().success());
        }
    }

    /** A person who was deleted and added again can be deleted again. */
    @ContractTest
    default void deletePerson_addedAgain_isDeletedAgain(ContractHarness harness) {
        ContractFixture fixture = ContractFixture.holding(harness, 1);
        fixture.deletePerson().success();
        fixture.put(ContractFixture.PERSON, ContractFixture.faces(10, 2));
        assertEquals(PersonOutcome.DELETED, fixture.deletePerson().success().outcome(), "the outcome is wrong");
    }

    /** Only the requested person is deleted, even if other people have similar ids. */
    @ContractTest
    default void deletePerson_amongAlikeIds_takesNobodyElse(ContractHarness harness) {
        ContractFixture fixture = ContractFixture.holding(harness, 1);
        PersonId longer = PersonId.of(ContractFixture.PERSON.value() + "1");
        PersonId otherCase = PersonId.of("C" + ContractFixture.PERSON.value().substring(1));
        fixture.put(longer, ContractFixture.faces(20, 1));
        fixture.put(otherCase, ContractFixture.faces(30, 1));
        fixture.deletePerson().success();
        assertEquals(
                Optional.of(ContractFixture.faces(20, 1)),
                harness.stored(longer),
                "a person whose id begins with the same text must stay");
        assertEquals(
                Optional.of(ContractFixture.faces(30, 1)),
                harness.stored(otherCase),
                "a person whose id differs in upper and lower case must stay");
    }

    /** Each step of a primitive repository sends one request. */
    @ContractTest
    default void deletePerson_primitive_sendsOneRequestPerStep(ContractHarness harness) {
        assumeFalse(harness.opened(), "layers may send further requests");
        ContractFixture fixture = ContractFixture.holding(harness, 2);
        ObservedCall<DeletePersonResult> observed = fixture.deletePerson();
        assertEquals(
                observed.success().trace().attempts(),
                observed.requests(),
                "the number of requests must be the number of attempts in the trace");
        fixture.put(ContractFixture.PERSON, ContractFixture.faces(0, 2));
        Steps.assertOneRequestPerStep(
                fixture, provider -> provider.deletePerson(ContractFixture.PERSON, LayerCall.plain()));
    }

    /** A call with a later attempt number deletes the person, too. */
    @ContractTest
    default void deletePerson_asLaterAttempt_isDeleted(ContractHarness harness) {
        ContractFixture fixture = ContractFixture.holding(harness, 1);
        AccountRepository account =
                harness.repository().unwrap(AccountRepository.class).orElseThrow();
        account.deletePerson(ContractFixture.PERSON, LayerCall.plain().withAttempt(2));
        fixture.assertOthersUnchanged();
        fixture.assertGone();
    }

    /** A call without options does the same as a call with default options. */
    @ContractTest
    default void deletePerson_withoutOptions_isDeleted(ContractHarness harness) {
        ContractFixture fixture = ContractFixture.holding(harness, 1);
        assertEquals(
                PersonOutcome.DELETED,
                harness.repository().deletePerson(ContractFixture.PERSON).outcome(),
                "the outcome is wrong");
        fixture.assertGone();
        fixture.put(ContractFixture.PERSON, Set.copyOf(ContractFixture.faces(0, 2)));
        harness.repository().deleteFaces(ContractFixture.PERSON, ContractFixture.faces(0, 1));
        fixture.assertHolds(Set.copyOf(ContractFixture.faces(1, 1)));
        fixture.assertOthersUnchanged();
    }

    static void assertAbsence(ContractFixture fixture, DeletePersonResult result) {
        Claim claim = fixture.capabilities().reportsAbsentPersons();
        switch (claim.value()) {
            case YES ->
                assertEquals(
                        PersonOutcome.ALREADY_ABSENT,
                        result.outcome(),
                        "the capabilities state that missing people are reported (" + claim.source() + ")");
            case NO ->
                assertTrue(
                        result.outcome() == PersonOutcome.DELETED || fixture.harness.opened(),
                        "the capabilities state that missing people are not reported (" + claim.source()
                                + "), so a primitive repository must report DELETED");
            case UNDOCUMENTED ->
                assertTrue(
                        result.outcome() == PersonOutcome.ALREADY_ABSENT
                                || result.evidence() != Evidence.VERIFIED_ABSENT
                                || fixture.harness.opened(),
                        "a deletion without a read must not have the evidence VERIFIED_ABSENT");
        }
    }
}
