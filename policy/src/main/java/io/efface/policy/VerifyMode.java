package io.efface.policy;

/** The deletions after which the person is read. */
enum VerifyMode {
    /** No deletion. */
    OFF,
    /** A deletion whose evidence is weaker than confirmed, with an unconfirmed or unknown face, or with an unknown effect. */
    UNCONFIRMED,
    /** Every deletion. */
    ALWAYS
}
