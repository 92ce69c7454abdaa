package io.efface.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.efface.ErrorKind;
import io.efface.FindPersonResult;
import io.efface.Person;
import io.efface.ReadBack;
import io.efface.spi.layers.LayerCall;
import java.util.Optional;

/** Reading people back: there, absent, and after deletions. */
interface ReadBackContract {
    /** A person who is there is found with exactly its faces. */
    @ContractTest
    default void findPerson_present_isFoundWithItsFaces(ContractHarness harness) {
        Scene scene = Scene.holding(harness, 3);
        scene.assumeReadBack();
        Optional<Person> found = scene.findPerson().success();
        assertEquals(Scene.faces(0, 3), found.orElseThrow().faces());
    }

    /** A person with a single face is found with it. */
    @ContractTest
    default void findPerson_withOneFace_isFoundWithIt(ContractHarness harness) {
        Scene scene = Scene.holding(harness, 1);
        scene.assumeReadBack();
        assertEquals(
                Scene.faces(0, 1), scene.findPerson().success().orElseThrow().faces());
    }

    /** A person without a face is found all the same: the record of a person is not nothing. */
    @ContractTest
    default void findPerson_withoutFaces_isFoundWithoutFaces(ContractHarness harness) {
        Scene scene = Scene.holding(harness, 0);
        scene.assumeReadBack();
        assertTrue(scene.findPerson().success().orElseThrow().faces().isEmpty());
    }

    /** More faces than one deletion takes are read in full. */
    @ContractTest
    default void findPerson_withManyFaces_listsThemInFull(ContractHarness harness) {
        int most = new Scene(harness).capabilities().facesPerCall();
        assumeTrue(most <= 1_000, "too many faces to hold in a test");
        Scene scene = Scene.holding(harness, 2 * most + 1);
        scene.assumeReadBack();
        assertEquals(
                Scene.faces(0, 2 * most + 1),
                scene.findPerson().success().orElseThrow().faces());
    }

    /** A person who is not there is positively not found. */
    @ContractTest
    default void findPerson_missing_isEmpty(ContractHarness harness) {
        Scene scene = new Scene(harness);
        scene.assumeReadBack();
        assertEquals(Optional.empty(), scene.findPerson().success());
    }

    /** A deleted person is not found any more. */
    @ContractTest
    default void findPerson_deleted_isEmpty(ContractHarness harness) {
        Scene scene = Scene.holding(harness, 2);
        scene.assumeReadBack();
        scene.deletePerson().success();
        assertEquals(Optional.empty(), scene.findPerson().success());
    }

    /** After some faces are deleted, the others are found. */
    @ContractTest
    default void findPerson_afterFacesAreDeleted_listsTheOthers(ContractHarness harness) {
        Scene scene = Scene.holding(harness, 3);
        scene.assumeReadBack();
        scene.deleteFaces(Scene.faces(1, 1)).success();
        assertEquals(
                Scene.both(Scene.faces(0, 1), Scene.faces(2, 1)),
                scene.findPerson().success().orElseThrow().faces());
    }

    /** Ten reads change nothing and say the same. */
    @ContractTest
    default void findPerson_tenTimes_saysTheSame(ContractHarness harness) {
        Scene scene = Scene.holding(harness, 2);
        scene.assumeReadBack();
        Optional<Person> first = scene.findPerson().success();
        for (int i = 1; i < PersonDeletionContract.REPEATS; i++) {
            assertEquals(first, scene.findPerson().success());
        }
    }

    /** Each step of a primitive repository sends one request. */
    @ContractTest
    default void findPerson_primitive_sendsOneRequestPerStep(ContractHarness harness) {
        assumeFalse(harness.opened(), "layers may send more");
        Scene scene = Scene.holding(harness, 2);
        scene.assumeReadBack();
        Tried<FindPersonResult> tried = Tried.call(harness, () -> scene.repository.findPerson(Scene.PERSON));
        assertEquals(tried.success().trace().attempts(), tried.requests());
        Steps.each(scene, provider -> provider.findPerson(Scene.PERSON, LayerCall.plain()));
    }

    /** Without read-back, asking for it is refused and nothing is sent. */
    @ContractTest
    default void findPerson_withoutReadBack_isUnsupported(ContractHarness harness) {
        Scene scene = Scene.holding(harness, 2);
        assumeTrue(scene.capabilities().readBack() == ReadBack.NONE, "this target has a read-back");
        Tried<Optional<Person>> tried = scene.findPerson();
        assertEquals(ErrorKind.UNSUPPORTED, tried.failure().kind());
        assertEquals(0, tried.requests());
    }
}
