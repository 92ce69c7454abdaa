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
        ContractFixture fixture = ContractFixture.holding(harness, 3);
        fixture.assumeReadBack();
        Optional<Person> found = fixture.findPerson().success();
        assertEquals(ContractFixture.faces(0, 3), found.orElseThrow().faces());
    }

    /** A person with a single face is found with it. */
    @ContractTest
    default void findPerson_withOneFace_isFoundWithIt(ContractHarness harness) {
        ContractFixture fixture = ContractFixture.holding(harness, 1);
        fixture.assumeReadBack();
        assertEquals(
                ContractFixture.faces(0, 1),
                fixture.findPerson().success().orElseThrow().faces());
    }

    /** A person without a face is found all the same: the record of a person is not nothing. */
    @ContractTest
    default void findPerson_withoutFaces_isFoundWithoutFaces(ContractHarness harness) {
        ContractFixture fixture = ContractFixture.holding(harness, 0);
        fixture.assumeReadBack();
        assertTrue(fixture.findPerson().success().orElseThrow().faces().isEmpty());
    }

    /** More faces than one deletion takes are read in full. */
    @ContractTest
    default void findPerson_withManyFaces_listsThemInFull(ContractHarness harness) {
        int most = new ContractFixture(harness).capabilities().facesPerCall();
        assumeTrue(most <= 1_000, "too many faces to hold in a test");
        ContractFixture fixture = ContractFixture.holding(harness, 2 * most + 1);
        fixture.assumeReadBack();
        assertEquals(
                ContractFixture.faces(0, 2 * most + 1),
                fixture.findPerson().success().orElseThrow().faces());
    }

    /** A person who is not there is positively not found. */
    @ContractTest
    default void findPerson_missing_isEmpty(ContractHarness harness) {
        ContractFixture fixture = new ContractFixture(harness);
        fixture.assumeReadBack();
        assertEquals(Optional.empty(), fixture.findPerson().success());
    }

    /** A deleted person is not found any more. */
    @ContractTest
    default void findPerson_deleted_isEmpty(ContractHarness harness) {
        ContractFixture fixture = ContractFixture.holding(harness, 2);
        fixture.assumeReadBack();
        fixture.deletePerson().success();
        assertEquals(Optional.empty(), fixture.findPerson().success());
    }

    /** After some faces are deleted, the others are found. */
    @ContractTest
    default void findPerson_afterFacesAreDeleted_listsTheOthers(ContractHarness harness) {
        ContractFixture fixture = ContractFixture.holding(harness, 3);
        fixture.assumeReadBack();
        fixture.deleteFaces(ContractFixture.faces(1, 1)).success();
        assertEquals(
                ContractFixture.both(ContractFixture.faces(0, 1), ContractFixture.faces(2, 1)),
                fixture.findPerson().success().orElseThrow().faces());
    }

    /** Ten reads change nothing and say the same. */
    @ContractTest
    default void findPerson_tenTimes_returnsTheSame(ContractHarness harness) {
        ContractFixture fixture = ContractFixture.holding(harness, 2);
        fixture.assumeReadBack();
        Optional<Person> first = fixture.findPerson().success();
        for (int i = 1; i < PersonDeletionContract.REPEATS; i++) {
            assertEquals(first, fixture.findPerson().success());
        }
    }

    /** Each step of a primitive repository sends one request. */
    @ContractTest
    default void findPerson_primitive_sendsOneRequestPerStep(ContractHarness harness) {
        assumeFalse(harness.opened(), "layers may send more");
        ContractFixture fixture = ContractFixture.holding(harness, 2);
        fixture.assumeReadBack();
        ObservedCall<FindPersonResult> observed =
                ObservedCall.call(harness, () -> fixture.repository.findPerson(ContractFixture.PERSON));
        assertEquals(observed.success().trace().attempts(), observed.requests());
        Steps.each(fixture, provider -> provider.findPerson(ContractFixture.PERSON, LayerCall.plain()));
    }

    /** Without read-back, asking for it is refused and nothing is sent. */
    @ContractTest
    default void findPerson_withoutReadBack_isUnsupported(ContractHarness harness) {
        ContractFixture fixture = ContractFixture.holding(harness, 2);
        assumeTrue(fixture.capabilities().readBack() == ReadBack.NONE, "this target has a read-back");
        ObservedCall<Optional<Person>> observed = fixture.findPerson();
        assertEquals(ErrorKind.UNSUPPORTED, observed.failure().kind());
        assertEquals(0, observed.requests());
    }
}
