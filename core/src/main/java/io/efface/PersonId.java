package io.efface;

/**
 * The vendor's identifier of a person: opaque text, never a number. Immutable and thread-safe; equal when the text is equal.
 *
 * <p>{@link #toString()} shows a keyed short hash that differs from run to run; the text comes out only through {@link #value()}.
 */
public final class PersonId implements Comparable<PersonId> {
    private final String value;

    private PersonId(String value) {
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
    public static PersonId of(String value) {
        return new PersonId(Text.checked(value, "person id"));
    }

    /** Returns the text, which identifies a human being: keep it out of logs and messages. */
    public String value() {
        return value;
    }

    @Override
    public int compareTo(PersonId other) {
        return value.compareTo(other.value);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PersonId that && value.equals(that.value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    /** Returns {@code person:} and a keyed short hash, never the text. */
    @Override
    public String toString() {
        return "person:" + Fingerprint.of(value);
    }
}
