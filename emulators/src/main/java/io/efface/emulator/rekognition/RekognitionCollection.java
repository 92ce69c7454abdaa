package io.efface.emulator.rekognition;

import io.efface.emulator.FaceLibrary;
import io.efface.emulator.StoredPerson;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * A collection with its Users, their faces, and the faces that are associated with no User. A face is only an id, without a picture. For
 * tests, the collection also remembers the last User of each face; the real Rekognition does not report this User. Thread-safe.
 */
public final class RekognitionCollection {
    private static final String NEVER = "";

    private final String id;
    private final Instant createdAt;
    private final FaceLibrary users;
    private final Map<String, String> unassociated = new LinkedHashMap<>();
    private final Set<String> settling = new HashSet<>();
    private final Map<String, List<String>> outdated = new HashMap<>();
    private final Set<String> knownIds = new HashSet<>();

    RekognitionCollection(String id, Instant createdAt, FaceLibrary users) {
        this.id = id;
        this.createdAt = createdAt;
        this.users = users;
    }

    /** Returns the collection's id. */
    public String id() {
        return id;
    }

    /** Returns the Users with the faces that are associated with them, for initial data and inspection. */
    public FaceLibrary users() {
        return users;
    }

    /** Returns when the collection was created, by the emulator's clock. */
    public Instant createdAt() {
        return createdAt;
    }

    /** Adds faces that are associated with no User, as IndexFaces does with the faces of a picture. */
    public void addFaces(String... faceIds) {
        List<String> faces = List.of(faceIds);
        users.exclusively(held -> {
            faces.stream()
                    .filter(face -> held.holder(face).isEmpty())
                    .forEach(face -> unassociated.putIfAbsent(face, NEVER));
            return faces;
        });
    }

    /** Creates or replaces a User with exactly these faces. Removes all other faces whose current or last User is this User. */
    public void put(String userId, List<String> faceIds) {
        users.exclusively(held -> {
            unassociated.values().removeIf(userId::equals);
            held.put(new StoredPerson(userId, faceIds));
            return faceIds;
        });
    }

    /** Returns the faces that are associated with no User, in the order in which they were added or lost their User. */
    public List<String> unassociatedFaces() {
        return users.exclusively(held -> unassociated.keySet().stream()
                .filter(face -> held.holder(face).isEmpty())
                .toList());
    }

    /**
     * Returns the remaining faces of a User: the faces that are associated with the User, and the faces without a User that were last
     * associated with this User and still exist.
     *
     * @return empty if neither the User nor such a face exists
     */
    public Optional<Set<String>> remainsOf(String userId) {
        Objects.requireNonNull(userId, "userId");
        return users.exclusively(held -> {
            Optional<StoredPerson> user = held.person(userId);
            Set<String> faces =
                    new LinkedHashSet<>(user.map(StoredPerson::faceIds).orElse(List.of()));
            unassociated.forEach((face, last) -> {
                if (last.equals(userId) && held.holder(face).isEmpty()) {
                    faces.add(face);
                }
            });
            return user.isPresent() || !faces.isEmpty() ? Optional.of(faces) : Optional.empty();
        });
    }

    /** Returns the User with which a face is associated, or empty if there is none. */
    Optional<String> userOf(String faceId) {
        return users.holder(faceId);
    }

    /** Returns the User with which a face is or was last associated, or empty if there is none. */
    Optional<String> lastUserOf(String faceId) {
        return users.exclusively(held -> held.holder(faceId)
                .or(() -> Optional.ofNullable(unassociated.get(faceId)).filter(last -> !last.equals(NEVER))));
    }

    /** Returns whether the collection has a face, whether or not the face belongs to a User. */
    public boolean hasFace(String faceId) {
        return users.exclusively(held -> held.holder(faceId).isPresent() || unassociated.containsKey(faceId));
    }

    /** Returns all faces: first the faces of the Users in the order of the Users, and then the faces without a User. */
    List<String> faces() {
        return users.exclusively(held -> {
            List<String> faces = new ArrayList<>();
            held.snapshot().forEach(user -> faces.addAll(user.faceIds()));
            faces.addAll(unassociatedFaces());
            return faces;
        });
    }

    /** Returns whether the id belongs or belonged to a User or a face of this collection. */
    boolean knows(String someId) {
        return users.exclusively(
                held -> knownIds.contains(someId) || held.person(someId).isPresent() || hasFace(someId));
    }

    /** Associates a face that has no User with the given User. */
    void associate(String faceId, StoredPerson user) {
        users.exclusively(held -> {
            unassociated.remove(faceId);
            settling.remove(faceId);
            held.addFaces(user.id(), List.of(faceId));
            return faceId;
        });
    }

    /**
     * Disassociates a face from a User.
     *
     * @param settles whether DeleteFaces rejects the face once after the disassociation
     */
    void disassociate(String faceId, String userId, boolean settles) {
        users.exclusively(held -> {
            StoredPerson user = held.person(userId).orElseThrow();
            List<String> others =
                    user.faceIds().stream().filter(face -> !face.equals(faceId)).toList();
            held.put(user.withFaceIds(others));
            unassociated.put(faceId, userId);
            if (settles) {
                settling.add(faceId);
            }
            return faceId;
        });
    }

    /** Makes the next list of the User's faces return the faces that the User has now, even if they change before this list. */
    void outdateNextList(StoredPerson user) {
        users.exclusively(held -> outdated.putIfAbsent(user.id(), user.faceIds()));
    }

    /** Returns the outdated list of the User's faces, or empty if the list is current. After this call, the list is current. */
    Optional<List<String>> outdatedList(String userId) {
        return users.exclusively(held -> Optional.ofNullable(outdated.remove(userId)));
    }

    /** Returns whether the next list of the User's faces is not current. */
    boolean isUpdating(String userId) {
        return users.exclusively(held -> outdated.containsKey(userId));
    }

    /** Returns whether DeleteFaces must still reject a face after its disassociation. Returns true only once for each disassociation. */
    boolean settles(String faceId) {
        return users.exclusively(held -> settling.remove(faceId));
    }

    /** Deletes a face that is associated with no User. */
    void deleteFace(String faceId) {
        users.exclusively(held -> {
            knownIds.add(faceId);
            return Optional.ofNullable(unassociated.remove(faceId));
        });
    }

    /** Deletes a User; its faces stay in the collection. */
    void deleteUser(String userId) {
        users.exclusively(held -> {
            held.person(userId).ifPresent(user -> user.faceIds().forEach(face -> unassociated.put(face, userId)));
            knownIds.add(userId);
            return held.remove(userId);
        });
    }

    /** Returns an independent copy of this collection. */
    RekognitionCollection copy() {
        return users.exclusively(held -> {
            FaceLibrary copied = new FaceLibrary();
            held.snapshot().forEach(copied::put);
            RekognitionCollection copy = new RekognitionCollection(id, createdAt, copied);
            copy.unassociated.putAll(unassociated);
            copy.settling.addAll(settling);
            copy.outdated.putAll(outdated);
            copy.knownIds.addAll(knownIds);
            return copy;
        });
    }

    /** Returns a text without the ids of Users and faces. */
    @Override
    public String toString() {
        return "RekognitionCollection[" + users + "]";
    }
}
