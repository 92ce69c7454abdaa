package io.efface;

import java.util.Objects;

/**
 * A statement about a vendor's behaviour, with its source. Immutable and thread-safe.
 *
 * @param answer whether the vendor behaves so; for {@link Answer#UNDOCUMENTED}, code must handle both behaviours
 * @param source the vendor's page and its date, or the reason why the behaviour is unknown
 */
public record Claim(Answer answer, String source) {
    /** Checks that nothing is null. */
    public Claim {
        Objects.requireNonNull(answer, "answer");
        Objects.requireNonNull(source, "source");
    }

    /** Returns the claim that the vendor documents the behaviour. */
    public static Claim yes(String source) {
        return new Claim(Answer.YES, source);
    }

    /** Returns the claim that the vendor documents the opposite. */
    public static Claim no(String source) {
        return new Claim(Answer.NO, source);
    }

    /** Returns the claim that the vendor does not document the behaviour, or contradicts itself. */
    public static Claim undocumented(String source) {
        return new Claim(Answer.UNDOCUMENTED, source);
    }

    /** The possible answers. */
    public enum Answer {
        /** The vendor documents the behaviour. */
        YES,
        /** The vendor documents the opposite. */
        NO,
        /** The vendor does not document the behaviour, or contradicts itself. */
        UNDOCUMENTED
    }
}
