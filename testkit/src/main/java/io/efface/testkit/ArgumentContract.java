package io.efface.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
    /** A null argument of {@code deletePerson}. */
    @ContractTest
    @SuppressWarnings("NullAway") // Null is what is tested.
    default void deletePerson_null_isRejectedAndNothingSent(ContractHarness harness) {
        FaceRepository repository = harness.repository();
        rejected(harness, NullPointerException.class, () -> repository.deletePerson(null));
        rejected(harness, NullPointerException.class, () -> repository.deletePerson(null, CallOptions.defaults()));
        rejected(harness, NullPointerException.class, () -> repository.deletePerson(ContractFixture.PERSON, null));
    }

    /** A null argument, or a null face, of {@code deleteFaces}. */
    @ContractTest
    @SuppressWarnings("NullAway") // Null is what is tested.
    default void deleteFaces_null_isRejectedAndNothingSent(ContractHarness harness) {
        FaceRepository repository = harness.repository();
        Set<FaceId> faces = ContractFixture.faces(0, 1);
        Set<FaceId> withNull = new HashSet<>(faces);
        withNull.add(null);
        rejected(harness, NullPointerException.class, () -> repository.deleteFaces(null, faces));
        rejected(harness, NullPointerException.class, () -> repository.deleteFaces(ContractFixture.PERSON, null));
        rejected(harness, NullPointerException.class, () -> repository.deleteFaces(ContractFixture.PERSON, withNull));
        rejected(
                harness, NullPointerException.class, () -> repository.deleteFaces(ContractFixture.PERSON, faces, null));
    }

    /** A null argument of {@code findPerson}. */
    @ContractTest
    @SuppressWarnings("NullAway") // Null is what is tested.
    default void findPerson_null_isRejectedAndNothingSent(ContractHarness harness) {
        FaceRepository repository = harness.repository();
        rejected(harness, NullPointerException.class, () -> repository.findPerson(null));
        rejected(harness, NullPointerException.class, () -> repository.findPerson(null, CallOptions.defaults()));
        rejected(harness, NullPointerException.class, () -> repository.findPerson(ContractFixture.PERSON, null));
    }

    /** An empty set of faces is rejected before anything is sent. */
    @ContractTest
    default void deleteFaces_empty_isRejectedAndNothingSent(ContractHarness harness) {
        ContractFixture fixture = ContractFixture.holding(harness, 2);
        FaceRepository repository = harness.repository();
        rejected(
                harness,
                IllegalArgumentException.class,
                () -> repository.deleteFaces(ContractFixture.PERSON, Set.of()));
        assertEquals(Optional.of(ContractFixture.faces(0, 2)), fixture.stored());
    }

    /** Two ids with the same text are equal: the face is requested once and has one result. */
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
                        .size());
    }

    private static String copy(String text) {
        return String.copyValueOf(text.toCharArray());
    }

    private static void rejected(ContractHarness harness, Class<? extends RuntimeException> expected, Executable call) {
        int before = harness.requests();
        RuntimeException thrown = assertThrows(RuntimeException.class, call);
        assertEquals(expected, thrown.getClass());
        assertEquals(before, harness.requests(), "nothing may be sent with a bad argument");
    }
}
