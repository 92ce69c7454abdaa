package io.efface.policy;

import io.efface.LastFaceRule;

/** What to do when all faces of a person are to be deleted. */
enum LastFaceMode {
    VENDOR,
    REFUSE,
    KEEP_ONE;

    /** Returns what applies unless the account sets it: a vendor must not delete a person whose faces alone were named. */
    static LastFaceMode byDefault(LastFaceRule.Answer ofVendor) {
        return switch (ofVendor) {
            case DELETES_PERSON -> REFUSE;
            case DELETABLE, KEPT, UNDOCUMENTED -> VENDOR;
        };
    }
}
