package io.efface;

/**
 * The vendor's identifier of a face, which is opaque text. Immutable and thread-safe; two ids are equal when their texts are equal.
 *
 * <p>{@link #toString()} shows a short keyed hash, which differs from process to process. Only {@link #value()} returns the text.
 */
public final class FaceId implements Comparable<FaceId> {
    private final String value;

    private FaceId(String value) {
        this.value = value;
    }

    /**
     * Returns the id with this text, unchanged. This method does not check the vendor's own rule for ids, because every id that exists
     * must be deletable.
     *
     * @param value the text; not blank, without control characters and without unpaired surrogates
     * @throws NullPointerException if {@code value} is null
     * @throws IllegalArgumentException if {@code value} is blank or contains a control character or an unpaired surrogate; the message
     *     does not contain the text
     */
    public static FaceId of(String value) {
        return new FaceId(Text.checked(value, "face id"));
    }

    /** Returns the text. The text may identify a human being, so logs and messages must not contain it. */
    public String value() {
        return value;
    }

    @Override
    public int compareTo(FaceId other) {
        return value.compareTo(other.value);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FaceId that && value.equals(that.value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    /** Returns {@code face:} and a short keyed hash, never the text. */
    @Override
    public String toString() {
        return "face:" + Fingerprint.of(value);
    }
}
