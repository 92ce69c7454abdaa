package io.efface.testkit;

import static io.efface.testkit.ContractAssertions.assertEquals;
import static io.efface.testkit.ContractAssertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.efface.CallOptions;
import io.efface.ErrorKind;
import io.efface.FindPersonResult;
import io.efface.Person;
import io.efface.ReadBack;
import io.efface.spi.layers.LayerCall;
import java.util.Optional;
import java.util.Set;

/** Tests reads of existing and absent people, and reads after deletions. */
interface ReadBackContract {
    /** A read of an existing person returns exactly the faces of the person. */
    @ContractTest
    default void findPerson_present_isFoundWithItsFaces(ContractHarness harness) {
        ContractFixture fixture = ContractFixture.holding(harness, 3);
        fixture.assumeReadBack();
        Optional<Person> found = fixture.findPerson().success();
        assertEquals(
                Optional.of(ContractFixture.faces(0, 3)),
                found.map(Person::faces),
                "the read must list exactly the faces of the person");
    }

    /** A read of a person who has only one face returns this face. */
    @ContractTest
    default void findPerson_withOneFace_isFoundWithIt(ContractHarness harness) {
        ContractFixture fixture = ContractFixture.holding(harness, 1);
        fixture.assumeReadBack();
        assertEquals(
                Optional.of(ContractFixture.faces(0, 1)),
                fixture.findPerson().success().map(Person::faces),
                "the read must list exactly the face of the person");
    }

    /** A read finds a person without faces. */
    @ContractTest
    default void findPerson_withoutFaces_isFoundWithoutFaces(ContractHarness harness) {
        ContractFixture fixture = ContractFixture.holding(harness, 0);
        fixture.assumeReadBack();
        assertEquals(
                Optional.of(Set.of()),
                fixture.findPerson().success().map(Person::faces),
                "a person without faces must be found without faces");
    }

    /** A read returns all faces, even if the person has more faces than one deletion accepts. */
    @ContractTest
    default void findPerson_withManyFaces_listsThemInFull(ContractHarness harness) {
        int facesPerCall = new ContractFixture(harness).capabilities().facesPerCall();
        assumeTrue(facesPerCall <= 1_000, "too many faces to hold in a test");
        ContractFixture fixture = ContractFixture.holding(harness, 2 * facesPerCall + 1);
        fixture.assumeReadBack();
        assertEquals(
                Optional.of(ContractFixture.faces(0, 2 * facesPerCall + 1)),
                fixture.findPerson().success().map(Person::faces),
                "the read must list all faces");
    }

    /** A read reports a missing person as absent. */
    @ContractTest
    default void findPerson_missing_isEmpty(ContractHarness harness) {
        ContractFixture fixture = new ContractFixture(harness);
        fixture.assumeReadBack();
        assertEquals(Optional.empty(), fixture.findPerson().success(), "a missing person must not be found");
    }

    /** A read reports a deleted person as absent. */
    @ContractTest
    default void findPerson_deleted_isEmpty(ContractHarness harness) {
        ContractFixture fixture = ContractFixture.holding(harness, 2);
        fixture.assumeReadBack();
        fixture.deletePerson().success();
        assertEquals(Optional.empty(), fixture.findPerson().success(), "a deleted person must not be found");
    }

    /** After the deletion of some faces, a read returns the other faces. */
    @ContractTest
    default void findPerson_afterFacesAreDeleted_listsTheOthers(ContractHarness harness) {
        ContractFixture fixture = ContractFixture.holding(harness, 3);
        fixture.assumeReadBack();
        fixture.deleteFaces(ContractFixture.faces(1, 1)).success();
        assertEquals(
                Optional.of(ContractFixture.both(ContractFixture.faces(0, 1), ContractFixture.faces(2, 1))),
                fixture.findPerson().success().map(Person::faces),
                "the read must list exactly the other faces");
    }

    /** Ten reads return the same result and change nothing. */
    @ContractTest
    default void findPerson_tenTimes_returnsTheSame(ContractHarness harness) {
        ContractFixture fixture = ContractFixture.holding(harness, 2);
        fixture.assumeReadBack();
        Optional<Person> first = fixture.findPerson().success();
        for (int i = 1; i < PersonDeletionContract.REPEATS; i++) {
            assertEquals(first, fixture.findPerson().success(), "each read must return the same");
        }
    }

    /** Each step of a primitive repository sends one request. */
    @ContractTest
    default void findPerson_primitive_sendsOneRequestPerStep(ContractHarness harness) {
        assumeFalse(harness.opened(), "layers may send further requests");
        ContractFixture fixture = ContractFixture.holding(harness, 2);
        fixture.assumeReadBack();
        ObservedCall<FindPersonResult> observed =
                ObservedCall.call(harness, () -> fixture.repository.findPerson(ContractFixture.PERSON));
        assertEquals(
                observed.success().trace().attempts(),
                observed.requests(),
                "the number of requests must be the number of attempts in the trace");
        Steps.assertOneRequestPerStep(
                fixture, provider -> provider.findPerson(ContractFixture.PERSON, LayerCall.plain()));
    }

    /** A read reports the requests that it sent. */
    @ContractTest
    default void findPerson_anyPerson_hasATrace(ContractHarness harness) {
        ContractFixture fixture = ContractFixture.holding(harness, 2);
        fixture.assumeReadBack();
        // The fixture compares the trace of a repository without layers with the requests.
        assertTrue(attempts(fixture) >= 1, "the read of a present person sent a request, so there must be an attempt");
        fixture.deletePerson().success();
        assertTrue(attempts(fixture) >= 1, "the read of an absent person sent a request, so there must be an attempt");
    }

    private static int attempts(ContractFixture fixture) {
        return fixture.read(ContractFixture.PERSON, CallOptions.defaults())
                .success()
                .trace()
                .attempts();
    }

    /** A repository without read-back rejects a read and sends nothing. */
    @ContractTest
    default void findPerson_withoutReadBack_isUnsupported(ContractHarness harness) {
        ContractFixture fixture = ContractFixture.holding(harness, 2);
        assumeTrue(fixture.capabilities().readBack() == ReadBack.NONE, "this target has a read-back");
        ObservedCall<Optional<Person>> observed = fixture.findPerson();
        assertEquals(ErrorKind.UNSUPPORTED, observed.failure().kind(), "the kind of the error is wrong");
        assertEquals(0, observed.requests(), "nothing may be sent");
    }
}
