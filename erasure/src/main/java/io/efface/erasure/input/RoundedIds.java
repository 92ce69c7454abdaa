package io.efface.erasure.input;

/**
 * Which ids of a list were rounded to 15 digits, as Excel rounds numbers: more than half of those of 18 or more digits end in three
 * zeros. Immutable and thread-safe.
 *
 * @param subjects whether the subjects were
 * @param persons whether the persons were
 * @param faces whether the faces were
 */
public record RoundedIds(boolean subjects, boolean persons, boolean faces) {
    /** The fewest digits of an id that certainly has lost some. */
    public static final int DIGITS = 18;

    /** Returns whether any were. */
    public boolean any() {
        return subjects || persons || faces;
    }

    /** Returns whether an id consists of so many digits that a rounding shows. */
    public static boolean isLong(String id) {
        return id.length() >= DIGITS && id.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
