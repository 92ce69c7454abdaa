package io.efface.testkit;

import static io.efface.testkit.ContractAssertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.efface.CallOptions;
import io.efface.FaceId;
import io.efface.FaceRepository;
import io.efface.PersonId;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.function.Executable;

/** Tests that invalid arguments are rejected before anything is sent. */
interface ArgumentContract {
    /** {@code deletePerson} rejects a null argument and sends nothing. */
    @ContractTest
    @SuppressWarnings("NullAway") // The test passes null.
    default void deletePerson_null_isRejectedAndNothingSent(ContractHarness harness) {
        FaceRepository repository = harness.repository();
        assertRejected(harness, NullPointerException.class, () -> repository.deletePerson(null));
        assertRejected(
                harness, NullPointerException.class, () -> repository.deletePerson(null, CallOptions.defaults()));
        assertRejected(
                harness, NullPointerException.class, () -> repository.deletePerson(ContractFixture.PERSON, null));
    }

    /** {@code deleteFaces} rejects a null argument and a null face, and sends nothing. */
    @ContractTest
    @SuppressWarnings("NullAway") // The test passes null.
    default void deleteFaces_null_isRejectedAndNothingSent(ContractHarness harness) {
        FaceRepository repository = harness.repository();
        Set<FaceId> faces = ContractFixture.faces(0, 1);
        Set<FaceId> withNull = new HashSet<>(faces);
        withNull.add(null);
        assertRejected(harness, NullPointerException.class, () -> repository.deleteFaces(null, faces));
        assertRejected(harness, NullPointerException.class, () -> repository.deleteFaces(ContractFixture.PERSON, null));
        assertRejected(
                harness, NullPointerException.class, () -> repository.deleteFaces(ContractFixture.PERSON, withNull));
        assertRejected(
                harness, NullPointerException.class, () -> repository.deleteFaces(ContractFixture.PERSON, faces, null));
    }

    /** {@code findPerson} rejects a null argument and sends nothing. */
    @ContractTest
    @SuppressWarnings("NullAway") // The test passes null.
    default void findPerson_null_isRejectedAndNothingSent(ContractHarness harness) {
        FaceRepository repository = harness.repository();
        assertRejected(harness, NullPointerException.class, () -> repository.findPerson(null));
        assertRejected(harness, NullPointerException.class, () -> repository.findPerson(null, CallOptions.defaults()));
        assertRejected(harness, NullPointerException.class, () -> repository.findPerson(ContractFixture.PERSON, null));
    }

    /** An empty set of faces is rejected before anything is sent. */
    @ContractTest
    default void deleteFaces_empty_isRejectedAndNothingSent(ContractHarness harness) {
        ContractFixture fixture = ContractFixture.holding(harness, 2);
        FaceRepository repository = harness.repository();
        assertRejected(
                harness,
                IllegalArgumentException.class,
                () -> repository.deleteFaces(ContractFixture.PERSON, Set.of()));
        assertEquals(
                Optional.of(ContractFixture.faces(0, 2)), fixture.stored(), "a rejected call must not delete a face");
    }

    /** Two ids with the same text are equal, so a face that is given twice has one result. */
    @ContractTest
    default void deleteFaces_equalIds_areOne(ContractHarness harness) {
        ContractFixture fixture = ContractFixture.holding(harness, 3);
        PersonId samePerson = PersonId.of(copy(ContractFixture.PERSON.value()));
        Set<FaceId> faces = new HashSet<>();
        for (int i = 0; i < 3; i++) {
            ContractFixture.faces(0, 1).forEach(face -> faces.add(FaceId.of(copy(face.value()))));
        }
        assertEquals(
                1,
                fixture.deleteFaces(samePerson, faces, CallOptions.defaults())
                        .success()
                        .faces()
                        .size(),
                "a face that is given three times must have one result");
    }

    private static String copy(String text) {
        return String.copyValueOf(text.toCharArray());
    }

    private static void assertRejected(
            ContractHarness harness, Class<? extends RuntimeException> expected, Executable call) {
        int requestsBefore = harness.requests();
        RuntimeException thrown = assertThrows(RuntimeException.class, call, "an invalid argument must be rejected");
        assertEquals(expected, thrown.getClass(), "an invalid argument must be rejected with the right exception");
        assertEquals(requestsBefore, harness.requests(), "nothing may be sent with an invalid argument");
    }
}
