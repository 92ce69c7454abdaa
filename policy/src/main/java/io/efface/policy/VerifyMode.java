package io.efface.policy;

/** The deletions after which the person is read. */
enum VerifyMode {
    /** No deletion. */
    OFF,
    /**
     * A deletion whose evidence is weaker than {@code CONFIRMED}, whose effect is unknown, or that leaves a face unconfirmed or unknown.
     */
    UNCONFIRMED,
    /** Every deletion. */
    ALWAYS
}
