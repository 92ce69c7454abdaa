package io.efface.testkit;

import static io.efface.testkit.ContractAssertions.assertEquals;
import static io.efface.testkit.ContractAssertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.efface.CallOptions;
import io.efface.CallResult;
import io.efface.Effect;
import io.efface.ErrorKind;
import io.efface.FaceId;
import io.efface.IdCheck;
import io.efface.Person;
import io.efface.PersonId;
import io.efface.spi.layers.LayerCall;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Tests that ids are opaque: every id that exists can be deleted, and is sent unchanged. For each unusual id, the vendor also holds a
 * person or face with a similar id. Code that decodes, trims or normalises ids would change the unusual id to the similar id. The person or
 * face with the similar id must stay.
 */
interface IdentifierContract {
    /** People with unusual ids are deleted; people with similar ids stay. */
    @ContractTest
    default void deletePerson_unusualIds_takesExactlyThatPerson(ContractHarness harness) {
        ContractFixture fixture = new ContractFixture(harness);
        forEachUnusualId(harness, ids -> {
            PersonId person = ids.person();
            PersonId sibling = ids.siblingPerson();
            fixture.put(sibling, ContractFixture.faces(20, 1));
            fixture.put(person, ContractFixture.faces(10, 1));
            delete(fixture, person);
            assertEquals(
                    Optional.empty(), harness.stored(person), "the vendor must not hold the person after the deletion");
            assertEquals(
                    Optional.of(ContractFixture.faces(20, 1)),
                    harness.stored(sibling),
                    "the person or face with the similar id must stay");
        });
    }

    /** A read of a person with an unusual id returns this id. */
    @ContractTest
    default void findPerson_unusualIds_findsExactlyThatPerson(ContractHarness harness) {
        ContractFixture fixture = new ContractFixture(harness);
        fixture.assumeReadBack();
        forEachUnusualId(harness, ids -> {
            PersonId person = ids.person();
            fixture.put(ids.siblingPerson(), ContractFixture.faces(20, 1));
            fixture.put(person, ContractFixture.faces(10, 2));
            Optional<Person> found =
                    fixture.findPerson(person, CallOptions.defaults()).success();
            assertEquals(
                    Optional.of(new Person(person, ContractFixture.faces(10, 2))),
                    found,
                    "the read must find exactly the person with this id");
            delete(fixture, person);
            assertEquals(
                    Optional.empty(),
                    fixture.findPerson(person, CallOptions.defaults()).success(),
                    "only the person with the similar id exists");
        });
    }

    /** Faces with unusual ids of people with unusual ids are deleted; faces and people with similar ids stay. */
    @ContractTest
    default void deleteFaces_unusualIds_takesExactlyThoseFaces(ContractHarness harness) {
        ContractFixture fixture = new ContractFixture(harness);
        forEachUnusualId(harness, ids -> {
            PersonId person = ids.person();
            FaceId face = ids.face();
            FaceId sibling = ids.siblingFace();
            fixture.put(ids.siblingPerson(), ContractFixture.faces(20, 1));
            fixture.put(person, ContractFixture.both(Set.of(face), Set.of(sibling)));
            withoutIdRule(fixture, person, call -> fixture.deleteFaces(person, Set.of(face), call));
            assertEquals(
                    Optional.of(Set.of(sibling)),
                    harness.stored(person),
                    "the person or face with the similar id must stay");
            assertEquals(
                    Optional.of(ContractFixture.faces(20, 1)),
                    harness.stored(ids.siblingPerson()),
                    "the person or face with the similar id must stay");
        });
    }

    /** A read of a person returns the unusual ids of the faces. */
    @ContractTest
    default void findPerson_unusualFaceIds_readsThemExactly(ContractHarness harness) {
        ContractFixture fixture = new ContractFixture(harness);
        fixture.assumeReadBack();
        forEachUnusualId(harness, ids -> {
            Set<FaceId> faces = ContractFixture.both(Set.of(ids.face()), Set.of(ids.siblingFace()));
            fixture.put(ContractFixture.PERSON, faces);
            assertEquals(
                    Optional.of(faces),
                    fixture.findPerson().success().map(Person::faces),
                    "the read must list exactly these faces");
        });
    }

    private static void delete(ContractFixture fixture, PersonId person) {
        withoutIdRule(fixture, person, call -> fixture.deletePerson(person, call));
    }

    /**
     * Makes a deletion with {@code IdCheck.WARN}. If the person's id breaks the vendor's rule, two more conditions must hold: layers with
     * the default {@code IdCheck} reject the deletion and send nothing, and the result with {@code IdCheck.WARN} has a warning.
     */
    private static <T extends CallResult<T>> void withoutIdRule(
            ContractFixture fixture, PersonId person, Function<LayerCall, ObservedCall<T>> deletion) {
        boolean breaksRule =
                fixture.harness.opened() && !fixture.capabilities().idRule().mayExist(person);
        if (breaksRule) {
            ObservedCall<T> strict = deletion.apply(LayerCall.plain());
            assertEquals(
                    ErrorKind.INVALID_ARGUMENT,
                    strict.failure().kind(),
                    "the kind of the error for an id that breaks the vendor's rule is wrong");
            assertEquals(Effect.NONE, strict.failure().effect(), "the deletion of a rejected id has no effect");
            assertEquals(0, strict.requests(), "no request may be sent for a rejected id");
        }
        T result = deletion.apply(LayerCall.plain().withIdCheck(IdCheck.WARN)).success();
        if (breaksRule) {
            assertTrue(
                    result.trace().idWarning() != null,
                    "the result must have a warning, because the id breaks the vendor's rule");
        }
    }

    private static void forEachUnusualId(ContractHarness harness, Consumer<UnusualIds> check) {
        int checked = 0;
        for (UnusualIds ids : UnusualIds.values()) {
            Set<FaceId> faces = Set.of(ids.face(), ids.siblingFace());
            if (!harness.canHold(ids.person(), faces) || !harness.canHold(ids.siblingPerson(), faces)) {
                continue;
            }
            try {
                check.accept(ids);
            } catch (AssertionError e) {
                throw new AssertionError("with ids like " + ids + ": " + e.getMessage(), e);
            }
            checked++;
        }
        assumeTrue(checked > 0, "this vendor cannot hold any of the unusual ids");
    }
}
