package io.efface;

/**
 * The vendor's identifier of a face: opaque text, never a number. Immutable and thread-safe; equal when the text is equal.
 *
 * <p>{@link #toString()} shows a keyed short hash that differs from run to run; the text comes out only through {@link #value()}.
 */
public final class FaceId implements Comparable<FaceId> {
    private final String value;

    private FaceId(String value) {
        this.value = value;
    }

    /**
     * Returns the id with this text, unchanged. The vendor's own rule is not applied: an id that exists must be deletable.
     *
     * @param value not blank, without control characters and unpaired surrogates
     * @throws NullPointerException if {@code value} is null
     * @throws IllegalArgumentException if {@code value} is blank or holds a control character or half a character; the message
     *     never holds the text
     */
    public static FaceId of(String value) {
        return new FaceId(Text.checked(value, "face id"));
    }

    /** Returns the text, which identifies a human being: keep it out of logs and messages. */
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

    /** Returns {@code face:} and a keyed short hash, never the text. */
    @Override
    public String toString() {
        return "face:" + Fingerprint.of(value);
    }
}
