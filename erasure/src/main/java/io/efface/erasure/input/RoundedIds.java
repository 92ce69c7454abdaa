package io.efface.erasure.input;

/**
 * States which kinds of ids in a list look rounded: subjects, persons or faces. Excel rounds numbers to 15 digits. A kind of id counts as
 * rounded if more than half of the ids with at least {@link #DIGITS} digits end in three zeros. Immutable and thread-safe.
 *
 * @param subjects whether the ids of subjects look rounded
 * @param persons whether the ids of persons look rounded
 * @param faces whether the ids of faces look rounded
 */
public record RoundedIds(boolean subjects, boolean persons, boolean faces) {
    /** The minimum number of digits of an id that ends in three zeros after rounding to 15 digits. */
    public static final int DIGITS = 18;

    /** Returns whether any kind of id looks rounded. */
    public boolean any() {
        return subjects || persons || faces;
    }

    /** Returns whether an id consists of digits only and has at least {@link #DIGITS} digits. */
    public static boolean isLong(String id) {
        return id.length() >= DIGITS && id.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
