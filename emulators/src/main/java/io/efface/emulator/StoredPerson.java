package io.efface.emulator;

import java.util.List;
import java.util.Objects;

/**
 * A person in a face library. Immutable.
 *
 * @param id the id of the person, any text
 * @param faceIds the faces in order of their addition, without duplicates
 * @param name display name, possibly empty
 * @param note free text, possibly empty
 * @param groupIds the ids of the person's groups, in order, without duplicates
 */
public record StoredPerson(String id, List<String> faceIds, String name, String note, List<String> groupIds) {

    /**
     * Copies the lists without repeated entries.
     *
     * @throws NullPointerException if an argument or an entry is null
     */
    public StoredPerson {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(note, "note");
        faceIds = faceIds.stream().map(Objects::requireNonNull).distinct().toList();
        groupIds = groupIds.stream().map(Objects::requireNonNull).distinct().toList();
    }

    /** Creates a person with faces, but without name, note and groups. */
    public StoredPerson(String id, List<String> faceIds) {
        this(id, faceIds, "", "", List.of());
    }

    /** Returns a copy with other faces. */
    public StoredPerson withFaceIds(List<String> other) {
        return new StoredPerson(id, other, name, note, groupIds);
    }

    /** Returns a copy with other groups. */
    public StoredPerson withGroupIds(List<String> other) {
        return new StoredPerson(id, faceIds, name, note, other);
    }

    /** Returns a copy with another name and note. */
    public StoredPerson withNameAndNote(String otherName, String otherNote) {
        return new StoredPerson(id, faceIds, otherName, otherNote, groupIds);
    }

    /** Shows only the number of faces, because every other component identifies a person. */
    @Override
    public String toString() {
        return "StoredPerson[" + faceIds.size() + " faces]";
    }
}
