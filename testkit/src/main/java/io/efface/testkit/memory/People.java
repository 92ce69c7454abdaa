package io.efface.testkit.memory;

import io.efface.FaceId;
import io.efface.PersonId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The people of a library and their faces. A detached face still exists, but no read of its person lists the face. Not thread-safe. */
final class People {
    private final Map<PersonId, Set<FaceId>> attached = new LinkedHashMap<>();
    private final Map<PersonId, Set<FaceId>> detached = new LinkedHashMap<>();
    /** The faces that never belonged to a person. */
    private final Set<FaceId> withoutPerson = new LinkedHashSet<>();

    /** Adds or replaces a person. The faces are copied. */
    void put(PersonId person, Set<FaceId> faces) {
        attached.put(person, new LinkedHashSet<>(faces));
        detached.remove(person);
    }

    /** Adds a face that belongs to no person. */
    void put(FaceId face) {
        withoutPerson.add(face);
    }

    /** Returns whether a face exists, whether or not the face belongs to a person. */
    boolean hasFace(FaceId face) {
        return withoutPerson.contains(face)
                || attached.values().stream().anyMatch(faces -> faces.contains(face))
                || detached.values().stream().anyMatch(faces -> faces.contains(face));
    }

    /** Returns the faces that a read of the person lists, or empty if there is no record of the person. */
    Optional<Set<FaceId>> listed(PersonId person) {
        return Optional.ofNullable(attached.get(person)).map(People::copy);
    }

    /** Returns all existing faces of a person, including the detached faces; empty if neither the record nor a face exists. */
    Optional<Set<FaceId>> all(PersonId person) {
        Set<FaceId> detachedFaces = detached.getOrDefault(person, Set.of());
        if (!attached.containsKey(person) && detachedFaces.isEmpty()) {
            return Optional.empty();
        }
        LinkedHashSet<FaceId> all = new LinkedHashSet<>(attached.getOrDefault(person, Set.of()));
        all.addAll(detachedFaces);
        return Optional.of(Collections.unmodifiableSet(all));
    }

    /** Returns the given faces that exist and are detached from the person. */
    Set<FaceId> detached(PersonId person, Set<FaceId> among) {
        LinkedHashSet<FaceId> found = new LinkedHashSet<>(among);
        found.retainAll(detached.getOrDefault(person, Set.of()));
        return found;
    }

    /** Detaches faces from the person. Faces that the person does not have are ignored. */
    void detach(PersonId person, Set<FaceId> faces) {
        LinkedHashSet<FaceId> moved = new LinkedHashSet<>(faces);
        moved.retainAll(attached.getOrDefault(person, Set.of()));
        attached.getOrDefault(person, new LinkedHashSet<>()).removeAll(moved);
        if (!moved.isEmpty()) {
            detached.computeIfAbsent(person, id -> new LinkedHashSet<>()).addAll(moved);
        }
    }

    /** Deletes faces, including detached faces. Returns the faces that existed. */
    Set<FaceId> remove(PersonId person, Set<FaceId> faces) {
        LinkedHashSet<FaceId> removed = new LinkedHashSet<>(faces);
        removed.retainAll(all(person).orElse(Set.of()));
        attached.getOrDefault(person, new LinkedHashSet<>()).removeAll(removed);
        Set<FaceId> detachedFaces = detached.getOrDefault(person, new LinkedHashSet<>());
        detachedFaces.removeAll(removed);
        if (detachedFaces.isEmpty()) {
            detached.remove(person);
        }
        return removed;
    }

    /** Deletes the record of a person and the attached faces. Returns whether the record existed. */
    boolean remove(PersonId person) {
        return attached.remove(person) != null;
    }

    /** Returns the ids of all people with a record or with detached faces. */
    List<PersonId> ids() {
        LinkedHashSet<PersonId> ids = new LinkedHashSet<>(attached.keySet());
        ids.addAll(detached.keySet());
        return List.copyOf(ids);
    }

    People copy() {
        People copy = new People();
        attached.forEach((person, faces) -> copy.attached.put(person, new LinkedHashSet<>(faces)));
        detached.forEach((person, faces) -> copy.detached.put(person, new LinkedHashSet<>(faces)));
        copy.withoutPerson.addAll(withoutPerson);
        return copy;
    }

    private static Set<FaceId> copy(Set<FaceId> faces) {
        return Collections.unmodifiableSet(new LinkedHashSet<>(faces));
    }
}
