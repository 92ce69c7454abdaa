package io.efface.testkit.emulator;

import io.efface.FaceId;
import io.efface.PersonId;
import io.efface.emulator.FaceLibrary;
import io.efface.emulator.StoredPerson;
import io.efface.testkit.ContractHarness;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Direct access to the people at the vendor, without requests. Implementations are thread-safe. */
public interface Holdings {
    /** Stores a person with exactly these faces at the vendor. */
    void put(PersonId person, Set<FaceId> faces);

    /**
     * Returns the faces that the vendor holds for a person, including faces that no read of the person lists. Returns empty if the
     * vendor holds neither the person nor such a face.
     */
    Optional<Set<FaceId>> stored(PersonId person);

    /**
     * Returns whether the vendor holds a face, even if the face belongs to no person, see {@link ContractHarness#holdsFace}. By default
     * always false.
     */
    default boolean holdsFace(FaceId face) {
        return false;
    }

    /** Returns access to a library of a vendor at which every face belongs to a person. */
    static Holdings of(FaceLibrary library) {
        Objects.requireNonNull(library, "library");
        return new Holdings() {
            @Override
            public void put(PersonId person, Set<FaceId> faces) {
                library.put(new StoredPerson(
                        person.value(), faces.stream().map(FaceId::value).toList()));
            }

            @Override
            public Optional<Set<FaceId>> stored(PersonId person) {
                return library.person(person.value()).map(held -> faces(held.faceIds()));
            }

            @Override
            public boolean holdsFace(FaceId face) {
                return library.holder(face.value()).isPresent();
            }
        };
    }

    /** Returns face ids in the given order. */
    static Set<FaceId> faces(Collection<String> ids) {
        LinkedHashSet<FaceId> faces = new LinkedHashSet<>();
        ids.forEach(id -> faces.add(FaceId.of(id)));
        return Collections.unmodifiableSet(faces);
    }
}
