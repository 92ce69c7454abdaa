package io.efface.emulator.iai;

import io.efface.emulator.FaceLibrary;
import io.efface.emulator.StoredPerson;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The people, and the data about people that only IAI has. Callers must hold the lock of the library.
 *
 * <p>A group exists if CreateGroup created it or if a person is a member, so that people of the initial data may name any group.
 */
final class IaiState {

    /**
     * A group of people.
     *
     * @param createdAt milliseconds since the epoch
     */
    record Group(String id, String name, String tag, List<String> fields, String modelVersion, long createdAt) {
        Group {
            fields = List.copyOf(fields);
        }
    }

    /**
     * The data of IAI about a person, in addition to id, name, faces and groups.
     *
     * @param createdAt milliseconds since the epoch
     * @param fields the custom fields by group and index
     */
    record Details(long gender, long createdAt, Map<String, Map<Long, String>> fields) {
        Details {
            fields = Map.copyOf(fields);
        }
    }

    private final FaceLibrary people;
    private final Map<String, Group> groups;
    private final Map<String, Details> details;
    private final Map<String, String> images;
    private final Set<String> deletedUnusualIds;

    /** Creates the state for a library. */
    IaiState(FaceLibrary people) {
        this(people, new LinkedHashMap<>(), new HashMap<>(), new HashMap<>(), new LinkedHashSet<>());
    }

    private IaiState(
            FaceLibrary people,
            Map<String, Group> groups,
            Map<String, Details> details,
            Map<String, String> images,
            Set<String> deletedUnusualIds) {
        this.people = people;
        this.groups = groups;
        this.details = details;
        this.images = images;
        this.deletedUnusualIds = deletedUnusualIds;
    }

    /**
     * Returns this state if the given library is the library of this state. Otherwise returns a copy of this state with the given library.
     */
    IaiState on(FaceLibrary other) {
        return other == people
                ? this
                : new IaiState(
                        other,
                        new LinkedHashMap<>(groups),
                        new HashMap<>(details),
                        new HashMap<>(images),
                        new LinkedHashSet<>(deletedUnusualIds));
    }

    FaceLibrary people() {
        return people;
    }

    /** Returns all groups. The groups that CreateGroup created come first. */
    List<Group> groups() {
        Map<String, Group> all = new LinkedHashMap<>(groups);
        people.snapshot().stream()
                .flatMap(person -> person.groupIds().stream())
                .forEach(id -> all.computeIfAbsent(id, IaiState::implicitGroup));
        return List.copyOf(all.values());
    }

    private static Group implicitGroup(String id) {
        return new Group(id, id, "", List.of(), "3.0", 0);
    }

    Optional<Group> group(String id) {
        Group created = groups.get(id);
        return created != null || members(id).isEmpty() ? Optional.ofNullable(created) : Optional.of(implicitGroup(id));
    }

    void putGroup(Group group) {
        groups.put(group.id(), group);
    }

    /** Removes the record of a group. The caller must remove the members. */
    void removeGroup(String id) {
        groups.remove(id);
    }

    /** Returns the people of a group in order of their addition. */
    List<StoredPerson> members(String groupId) {
        return people.snapshot().stream()
                .filter(person -> person.groupIds().contains(groupId))
                .toList();
    }

    Details details(String personId) {
        return details.getOrDefault(personId, new Details(0, 0, Map.of()));
    }

    void putDetails(String personId, Details newDetails) {
        details.put(personId, newDetails);
    }

    /** Removes a person with all faces and all data about the person. */
    void removePerson(StoredPerson person) {
        people.remove(person.id());
        details.remove(person.id());
        forgetImages(person.faceIds());
        if (!IaiRequestContext.isAllowed(person.id())) {
            deletedUnusualIds.add(person.id());
        }
    }

    /** Removes the fingerprints of the faces' pictures. */
    void forgetImages(List<String> faceIds) {
        faceIds.forEach(images::remove);
    }

    /** Stores the fingerprint of a face's picture. */
    void putImage(String faceId, String fingerprint) {
        images.put(faceId, fingerprint);
    }

    /** Returns whether a face of the person comes from the picture with this fingerprint. */
    boolean looksLike(StoredPerson person, String fingerprint) {
        return person.faceIds().stream().anyMatch(face -> fingerprint.equals(images.get(face)));
    }

    /**
     * Returns whether a person with this id exists, or existed until a call deleted the person. A deleted person is known only if the
     * vendor's rule forbids the id.
     */
    boolean hasKnown(String personId) {
        return deletedUnusualIds.contains(personId) || people.person(personId).isPresent();
    }
}
