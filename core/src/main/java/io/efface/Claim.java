package io.efface;

import java.util.Objects;

/**
 * A statement about a vendor's behaviour, with its source. Immutable and thread-safe.
 *
 * @param value whether the vendor has the behaviour; if the value is {@link Value#UNDOCUMENTED}, code must handle both possibilities
 * @param source the vendor's page and its date, or the reason why the vendor's behaviour is unknown
 */
public record Claim(Value value, String source) {
    /** Checks that nothing is null. */
    public Claim {
        Objects.requireNonNull(value, "value");
        Objects.requireNonNull(source, "source");
    }

    /** Returns the claim that the vendor documents the behaviour. */
    public static Claim yes(String source) {
        return new Claim(Value.YES, source);
    }

    /** Returns the claim that the vendor documents the opposite. */
    public static Claim no(String source) {
        return new Claim(Value.NO, source);
    }

    /** Returns the claim that the vendor does not document the behaviour, or that the vendor's documents contradict each other. */
    public static Claim undocumented(String source) {
        return new Claim(Value.UNDOCUMENTED, source);
    }

    /** The possible values. */
    public enum Value {
        /** The vendor documents the behaviour. */
        YES,
        /** The vendor documents the opposite. */
        NO,
        /** The vendor does not document the behaviour, or the vendor's documents contradict each other. */
        UNDOCUMENTED
    }
}
