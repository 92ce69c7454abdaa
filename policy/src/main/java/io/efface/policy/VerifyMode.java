package io.efface.policy;

/** Which deletions are followed by a read of the person. */
enum VerifyMode {
    /** No deletion. */
    OFF,
    /** A deletion with evidence weaker than {@code CONFIRMED}, with an unknown effect, or with a face that is unconfirmed or unknown. */
    UNCONFIRMED,
    /** Every deletion. */
    ALWAYS
}
