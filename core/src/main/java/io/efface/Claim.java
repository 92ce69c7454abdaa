package io.efface;

import java.util.Objects;

/**
 * What is known of a vendor's behaviour, with where it is known from. Immutable and thread-safe.
 *
 * @param answer the answer; code must live with either behaviour where it is {@link Answer#UNDOCUMENTED}
 * @param source the vendor's page and its date, or why nothing is known
 */
public record Claim(Answer answer, String source) {
    /** Checks that nothing is null. */
    public Claim {
        Objects.requireNonNull(answer, "answer");
        Objects.requireNonNull(source, "source");
    }

    /** Returns a documented yes. */
    public static Claim yes(String source) {
        return new Claim(Answer.YES, source);
    }

    /** Returns a documented no. */
    public static Claim no(String source) {
        return new Claim(Answer.NO, source);
    }

    /** Returns that the vendor says nothing, or contradicts itself. */
    public static Claim undocumented(String source) {
        return new Claim(Answer.UNDOCUMENTED, source);
    }

    /** The possible answers. */
    public enum Answer {
        /** Documented to be so. */
        YES,
        /** Documented not to be so. */
        NO,
        /** Not documented, or documented in contradicting ways. */
        UNDOCUMENTED
    }
}
