package io.efface.emulator;

import java.util.List;
import java.util.Objects;

/**
 * One person of a face library. Immutable.
 *
 * @param id the person's id, any text
 * @param faceIds the faces in order of their addition, without duplicates
 * @param name display name, may be empty
 * @param note free text, may be empty
 * @param groupIds groups the person is in, in order, without duplicates
 */
public record StoredPerson(String id, List<String> faceIds, String name, String note, List<String> groupIds) {

    /**
     * Copies the lists, dropping repeated entries.
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

    /** A person with faces only. */
    public StoredPerson(String id, List<String> faceIds) {
        this(id, faceIds, "", "", List.of());
    }

    /** The same person with other faces. */
    public StoredPerson withFaceIds(List<String> other) {
        return new StoredPerson(id, other, name, note, groupIds);
    }

    /** The same person in other groups. */
    public StoredPerson withGroupIds(List<String> other) {
        return new StoredPerson(id, faceIds, name, note, other);
    }

    /** The same person with another name and note. */
    public StoredPerson withNameAndNote(String otherName, String otherNote) {
        return new StoredPerson(id, faceIds, otherName, otherNote, groupIds);
    }

    /** Shows the number of faces only, because every other component identifies a person. */
    @Override
    public String toString() {
        return "StoredPerson[" + faceIds.size() + " faces]";
    }
}
