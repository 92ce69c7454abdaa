package io.efface;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;

/**
 * A person whom a read found. Contains the person's id and the ids of the faces, and no other data of the person. Immutable and
 * thread-safe.
 *
 * @param id the id of the person
 * @param faces the faces that the vendor lists for this person, in the vendor's order; may be empty
 */
public record Person(PersonId id, Set<FaceId> faces) {
    /**
     * Copies the faces.
     *
     * @throws NullPointerException if an argument or an element is null
     */
    public Person {
        Objects.requireNonNull(id, "id");
        LinkedHashSet<FaceId> copy = new LinkedHashSet<>();
        for (FaceId face : faces) {
            copy.add(Objects.requireNonNull(face, "face id"));
        }
        faces = Collections.unmodifiableSet(copy);
    }
}
