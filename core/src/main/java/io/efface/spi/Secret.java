package io.efface.spi;

import java.util.Objects;

/** A value that must not be shown. Immutable and thread-safe; {@link #toString()} never holds it. */
public final class Secret {
    private final String value;

    /** Wraps a value. */
    public Secret(String value) {
        this.value = Objects.requireNonNull(value, "value");
    }

    /** Returns the value, for signing and for nothing else. */
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
