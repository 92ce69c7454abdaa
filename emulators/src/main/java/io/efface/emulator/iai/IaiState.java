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
 * What one call works on: the people, and what only IAI keeps about them. Used under the lock of the held library.
 *
 * <p>A group exists if CreateGroup made it or if a person is in it, so that seeded people may name any group.
 */
final class IaiState {

    /**
     * One group.
     *
     * @param createdAt milliseconds since the epoch
     */
    record Group(String id, String name, String tag, List<String> fields, String modelVersion, long createdAt) {
        Group {
            fields = List.copyOf(fields);
        }
    }

    /**
     * What IAI keeps about a person beside id, name, faces and groups.
     *
     * @param createdAt milliseconds since the epoch
     * @param fields custom fields by group and index
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
    private final Set<String> tolerated;

    /** A state of its own over a library. */
    IaiState(FaceLibrary people) {
        this(people, new LinkedHashMap<>(), new HashMap<>(), new HashMap<>(), new LinkedHashSet<>());
    }

    private IaiState(
            FaceLibrary people,
            Map<String, Group> groups,
            Map<String, Details> details,
            Map<String, String> images,
            Set<String> tolerated) {
        this.people = people;
        this.groups = groups;
        this.details = details;
        this.images = images;
        this.tolerated = tolerated;
    }

    /** Returns this state, or, for a library other than its own, a copy over that library. */
    IaiState on(FaceLibrary other) {
        return other == people
                ? this
                : new IaiState(
                        other,
                        new LinkedHashMap<>(groups),
                        new HashMap<>(details),
                        new HashMap<>(images),
                        new LinkedHashSet<>(tolerated));
    }

    FaceLibrary people() {
        return people;
    }

    /** Returns every group, created ones first. */
    List<Group> groups() {
        Map<String, Group> all = new LinkedHashMap<>(groups);
        people.snapshot().stream()
                .flatMap(person -> person.groupIds().stream())
                .forEach(id -> all.computeIfAbsent(id, IaiState::implicit));
        return List.copyOf(all.values());
    }

    private static Group implicit(String id) {
        return new Group(id, id, "", List.of(), "3.0", 0);
    }

    Optional<Group> group(String id) {
        Group created = groups.get(id);
        return created != null || members(id).isEmpty() ? Optional.ofNullable(created) : Optional.of(implicit(id));
    }

    void putGroup(Group group) {
        groups.put(group.id(), group);
    }

    /** Removes a group's record; its members are the caller's matter. */
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

    void putDetails(String personId, Details of) {
        details.put(personId, of);
    }

    /** Removes a person, its faces and all that is kept about both. */
    void removePerson(StoredPerson person) {
        people.remove(person.id());
        details.remove(person.id());
        forgetImages(person.faceIds());
        if (!IaiRequestContext.isOrdinary(person.id())) {
            tolerated.add(person.id());
        }
    }

    /** Forgets which pictures faces came from. */
    void forgetImages(List<String> faceIds) {
        faceIds.forEach(images::remove);
    }

    /** Remembers which picture a face comes from. */
    void putImage(String faceId, String fingerprint) {
        images.put(faceId, fingerprint);
    }

    /** Returns whether one of a person's faces comes from this picture. */
    boolean looksLike(StoredPerson person, String fingerprint) {
        return person.faceIds().stream().anyMatch(face -> fingerprint.equals(images.get(face)));
    }

    /** Whether a person of this id is held, or was held until a call removed it. */
    boolean knew(String personId) {
        return tolerated.contains(personId) || people.person(personId).isPresent();
    }
}
