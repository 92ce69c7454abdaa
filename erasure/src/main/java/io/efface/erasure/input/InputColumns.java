package io.efface.erasure.input;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/**
 * What the columns of a CSV list and the fields of an NDJSON list are called. Immutable and thread-safe.
 *
 * @param subject the caller's own reference of a person; without it, or where it is empty, the person's id
 * @param account the account's name; without it, or where it is empty, every chosen account
 * @param person the person's id at the vendor; has to be there
 * @param faces the faces to delete; without it, or where it is empty, the whole person
 */
public record InputColumns(String subject, String account, String person, String faces) {
    private static final InputColumns DEFAULTS = new InputColumns("subject", "account", "person_id", "face_ids");

    /**
     * Checks the names.
     *
     * @throws IllegalArgumentException if one is blank, or two are equal
     */
    public InputColumns {
        Set<String> names = new HashSet<>();
        for (String name : List.of(subject, account, person, faces)) {
            if (name.isBlank() || !names.add(name)) {
                throw new IllegalArgumentException("columns need four names, each another and none blank");
            }
        }
    }

    /** Returns {@code subject}, {@code account}, {@code person_id} and {@code face_ids}. */
    public static InputColumns defaults() {
        return DEFAULTS;
    }

    /** Returns this with another name of the subject's column. */
    public InputColumns withSubject(String name) {
        return new InputColumns(Objects.requireNonNull(name, "name"), account, person, faces);
    }

    /** Returns this with another name of the account's column. */
    public InputColumns withAccount(String name) {
        return new InputColumns(subject, Objects.requireNonNull(name, "name"), person, faces);
    }

    /** Returns this with another name of the person's column. */
    public InputColumns withPerson(String name) {
        return new InputColumns(subject, account, Objects.requireNonNull(name, "name"), faces);
    }

    /** Returns this with another name of the faces' column. */
    public InputColumns withFaces(String name) {
        return new InputColumns(subject, account, person, Objects.requireNonNull(name, "name"));
    }

    /** Returns whether a name is one of these. */
    boolean contains(String name) {
        return name.equals(subject) || name.equals(account) || name.equals(person) || name.equals(faces);
    }

    /**
     * Returns whether a name that is none of these was probably meant to be one. Passed over, {@code faceIds} in place of
     * {@code face_ids} would delete whole people.
     */
    boolean isLookalike(String name) {
        if (contains(name)) {
            return false;
        }
        String letters = letters(name);
        return letters.equals("face")
                || letters.equals(letters(subject))
                || letters.equals(letters(account))
                || letters.equals(letters(person))
                || letters.equals(letters(faces));
    }

    /** Returns whether a line of a plain list is the name of the person's column: a header, and nobody's id. */
    boolean isPersonName(String line) {
        return letters(line).equals(letters(person));
    }

    private static String letters(String name) {
        String letters = name.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
        return letters.endsWith("s") ? letters.substring(0, letters.length() - 1) : letters;
    }
}
