package io.efface.policy;

/** When a deletion is followed by a read. */
enum VerifyMode {
    /** Never. */
    OFF,
    /** When the evidence is below confirmed, a face is unconfirmed or unknown, or a failure's effect is unknown. */
    UNCONFIRMED,
    /** After every deletion. */
    ALWAYS
}
