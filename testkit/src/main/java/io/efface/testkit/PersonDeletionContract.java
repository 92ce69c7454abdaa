package io.efface.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.efface.Claim;
import io.efface.DeletePersonResult;
import io.efface.Evidence;
import io.efface.PersonId;
import io.efface.PersonOutcome;
import io.efface.spi.layers.AccountRepository;
import io.efface.spi.layers.LayerCall;
import java.util.Optional;
import java.util.Set;

/** Deleting people who are there, who are not, and again and again. */
interface PersonDeletionContract {
    /** How often a deletion is repeated; it must stay harmless. */
    int REPEATS = 10;

    /** A person who is there is gone afterwards, and the answer says DELETED. */
    @ContractTest
    default void deletePerson_present_isDeleted(ContractHarness harness) {
        Scene scene = Scene.holding(harness, 3);
        DeletePersonResult result = scene.deletePerson().success();
        assertEquals(PersonOutcome.DELETED, result.outcome());
        assertEquals(Optional.empty(), scene.stored());
    }

    /** A person without a face can be deleted too. */
    @ContractTest
    default void deletePerson_withoutFaces_isDeleted(ContractHarness harness) {
        Scene scene = Scene.holding(harness, 0);
        assertEquals(PersonOutcome.DELETED, scene.deletePerson().success().outcome());
    }

    /** Where the vendor tells a missing person from a deleted one, so does the outcome; where not, no more is claimed. */
    @ContractTest
    default void deletePerson_missing_succeedsAsAbsent(ContractHarness harness) {
        Scene scene = new Scene(harness);
        assertAbsence(scene, scene.deletePerson().success());
    }

    /** Of ten deletions of a person who was there, only the first can have removed anything. */
    @ContractTest
    default void deletePerson_presentTenTimes_isDeletedOnce(ContractHarness harness) {
        Scene scene = Scene.holding(harness, 2);
        assertEquals(PersonOutcome.DELETED, scene.deletePerson().success().outcome());
        for (int i = 1; i < REPEATS; i++) {
            assertAbsence(scene, scene.deletePerson().success());
        }
    }

    /** Ten deletions of a person who was never there succeed alike. */
    @ContractTest
    default void deletePerson_missingTenTimes_succeedsEachTime(ContractHarness harness) {
        Scene scene = new Scene(harness);
        for (int i = 0; i < REPEATS; i++) {
            assertAbsence(scene, scene.deletePerson().success());
        }
    }

    /** A person who is added again is there again, and can be deleted again. */
    @ContractTest
    default void deletePerson_addedAgain_isDeletedAgain(ContractHarness harness) {
        Scene scene = Scene.holding(harness, 1);
        scene.deletePerson().success();
        scene.put(Scene.PERSON, Scene.faces(10, 2));
        assertEquals(PersonOutcome.DELETED, scene.deletePerson().success().outcome());
    }

    /** Only the person asked for goes, however alike the ids are. */
    @ContractTest
    default void deletePerson_amongAlikeIds_takesNobodyElse(ContractHarness harness) {
        Scene scene = Scene.holding(harness, 1);
        PersonId longer = PersonId.of(Scene.PERSON.value() + "1");
        PersonId otherCase = PersonId.of("C" + Scene.PERSON.value().substring(1));
        scene.put(longer, Scene.faces(20, 1));
        scene.put(otherCase, Scene.faces(30, 1));
        scene.deletePerson().success();
        assertEquals(Optional.of(Scene.faces(20, 1)), harness.stored(longer));
        assertEquals(Optional.of(Scene.faces(30, 1)), harness.stored(otherCase));
    }

    /** Each step of a primitive repository sends one request. */
    @ContractTest
    default void deletePerson_primitive_sendsOneRequestPerStep(ContractHarness harness) {
        assumeFalse(harness.opened(), "layers may send more");
        Scene scene = Scene.holding(harness, 2);
        Tried<DeletePersonResult> tried = scene.deletePerson();
        assertEquals(tried.success().trace().attempts(), tried.requests());
        scene.put(Scene.PERSON, Scene.faces(0, 2));
        Steps.each(scene, provider -> provider.deletePerson(Scene.PERSON, LayerCall.plain()));
    }

    /** The number of the attempt changes nothing in what is done. */
    @ContractTest
    default void deletePerson_asLaterAttempt_isDeleted(ContractHarness harness) {
        Scene scene = Scene.holding(harness, 1);
        AccountRepository account =
                harness.repository().unwrap(AccountRepository.class).orElseThrow();
        account.deletePerson(Scene.PERSON, LayerCall.plain().withAttempt(2));
        assertEquals(Optional.empty(), scene.stored());
    }

    /** The form without options does the same as the one with default options. */
    @ContractTest
    default void deletePerson_withoutOptions_isDeleted(ContractHarness harness) {
        Scene scene = Scene.holding(harness, 1);
        assertEquals(
                PersonOutcome.DELETED,
                harness.repository().deletePerson(Scene.PERSON).outcome());
        assertEquals(Optional.empty(), scene.stored());
        scene.put(Scene.PERSON, Set.copyOf(Scene.faces(0, 2)));
        harness.repository().deleteFaces(Scene.PERSON, Scene.faces(0, 1));
        assertEquals(Optional.of(Set.copyOf(Scene.faces(1, 1))), scene.stored());
    }

    private static void assertAbsence(Scene scene, DeletePersonResult result) {
        Claim claim = scene.capabilities().reportsAbsentPersons();
        switch (claim.answer()) {
            case YES ->
                assertEquals(
                        PersonOutcome.ALREADY_ABSENT,
                        result.outcome(),
                        "the capabilities say that missing persons are reported (" + claim.source() + ")");
            case NO ->
                assertTrue(
                        result.outcome() == PersonOutcome.DELETED || scene.harness.opened(),
                        "the capabilities say that missing persons are not reported (" + claim.source()
                                + "), so a primitive repository cannot know");
            case UNDOCUMENTED ->
                assertTrue(
                        result.outcome() == PersonOutcome.ALREADY_ABSENT
                                || result.evidence() != Evidence.VERIFIED_ABSENT
                                || scene.harness.opened(),
                        "one answer verifies nothing");
        }
    }
}
