package io.efface;

import java.util.Objects;

/**
 * The vendor's behavior when a call deletes the last face of a person, and the source of that statement. Immutable and thread-safe.
 *
 * @param behavior the vendor's rule; for {@link Behavior#UNDOCUMENTED}, code must handle every rule
 * @param source the vendor's page and its date, or the reason why the rule is unknown
 */
public record LastFaceRule(Behavior behavior, String source) {
    /** Checks that nothing is null. */
    public LastFaceRule {
        Objects.requireNonNull(behavior, "behavior");
        Objects.requireNonNull(source, "source");
    }

    /** Returns the rule that the last face can be deleted and the person stays. */
    public static LastFaceRule deletable(String source) {
        return new LastFaceRule(Behavior.DELETABLE, source);
    }

    /** Returns the rule that the vendor keeps the last face. */
    public static LastFaceRule kept(String source) {
        return new LastFaceRule(Behavior.KEPT, source);
    }

    /** Returns the rule that the vendor deletes the person together with the last face. */
    public static LastFaceRule deletesPerson(String source) {
        return new LastFaceRule(Behavior.DELETES_PERSON, source);
    }

    /** Returns the unknown rule of a vendor that does not document its rule, or contradicts itself. */
    public static LastFaceRule undocumented(String source) {
        return new LastFaceRule(Behavior.UNDOCUMENTED, source);
    }

    /** The possible rules. */
    public enum Behavior {
        /** The last face is deleted; the person stays, without faces. */
        DELETABLE,
        /** The vendor rejects the call, or leaves one face. */
        KEPT,
        /**
         * The vendor deletes the person together with the last face. The standard layers reject such a call before it is sent, unless
         * the call or the account's {@code last-face} setting permits it.
         */
        DELETES_PERSON,
        /** The vendor does not document its rule, or contradicts itself. */
        UNDOCUMENTED
    }
}
