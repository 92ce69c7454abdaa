package io.efface.policy;

import io.efface.LastFaceRule;

/** The handling of a call that deletes all faces of a person. */
enum LastFaceMode {
    VENDOR,
    REFUSE,
    KEEP_ONE;

    /**
     * Returns the default for a vendor's rule. If the vendor deletes a person together with the last face, the call is rejected, because
     * the caller only asked to delete faces.
     */
    static LastFaceMode byDefault(LastFaceRule.Behavior vendorRule) {
        return switch (vendorRule) {
            case DELETES_PERSON -> REFUSE;
            case DELETABLE, KEPT, UNDOCUMENTED -> VENDOR;
        };
    }
}
