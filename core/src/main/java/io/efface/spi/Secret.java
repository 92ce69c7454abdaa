package io.efface.spi;

import java.util.Objects;

/** A secret value, such as a key. Immutable and thread-safe; {@link #toString()} does not contain the value. */
public final class Secret {
    private final String value;

    /** Creates a secret with a value. */
    public Secret(String value) {
        this.value = Objects.requireNonNull(value, "value");
    }

    /** Returns the value. Use the value only to sign or authenticate requests. */
    public String reveal() {
        return value;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret that && value.equals(that.value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return "<redacted>";
    }
}
