package io.efface;

import java.util.Objects;

/**
 * The vendor's behavior when a call deletes the last face of a person, with the source of this information. Immutable and thread-safe.
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

    /** Returns {@link Behavior#UNDOCUMENTED}: the vendor does not document its rule, or the vendor's documents contradict each other. */
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
         * The vendor deletes the person together with the last face. By default, the layers of {@code efface-policy} reject a deletion of
         * all faces before it is sent. {@link CallOptions#deletingPersonForAllFaces()} or the setting {@code last-face = vendor} permits
         * this deletion.
         */
        DELETES_PERSON,
        /** The vendor does not document its rule, or the vendor's documents contradict each other. */
        UNDOCUMENTED
    }
}
