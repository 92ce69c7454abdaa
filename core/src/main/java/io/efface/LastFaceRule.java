package io.efface;

import java.util.Objects;

/**
 * What a vendor does with a call that deletes the last face of a person, and the source of that statement. Immutable and thread-safe.
 *
 * @param answer the vendor's rule; code must handle every rule where it is {@link Answer#UNDOCUMENTED}
 * @param source the vendor's page and its date, or why nothing is known
 */
public record LastFaceRule(Answer answer, String source) {
    /** Checks that nothing is null. */
    public LastFaceRule {
        Objects.requireNonNull(answer, "answer");
        Objects.requireNonNull(source, "source");
    }

    /** Returns that the last face can be deleted and the person stays. */
    public static LastFaceRule deletable(String source) {
        return new LastFaceRule(Answer.DELETABLE, source);
    }

    /** Returns that the vendor keeps the last face. */
    public static LastFaceRule kept(String source) {
        return new LastFaceRule(Answer.KEPT, source);
    }

    /** Returns that the vendor deletes the person together with the last face. */
    public static LastFaceRule deletesPerson(String source) {
        return new LastFaceRule(Answer.DELETES_PERSON, source);
    }

    /** Returns that the vendor does not document its rule, or contradicts itself. */
    public static LastFaceRule undocumented(String source) {
        return new LastFaceRule(Answer.UNDOCUMENTED, source);
    }

    /** The possible rules. */
    public enum Answer {
        /** The last face is deleted; the person stays, without faces. */
        DELETABLE,
        /** The vendor rejects the call, or leaves one face. */
        KEPT,
        /**
         * The vendor deletes the person together with the last face. The standard layers reject such a call before it is sent, unless
         * the call or the account's {@code last-face} setting permits it.
         */
        DELETES_PERSON,
        /** Not documented, or documented in contradicting ways. */
        UNDOCUMENTED
    }
}
