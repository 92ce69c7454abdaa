package io.efface.policy;

/** What to do when all faces of a person are to be deleted. */
enum LastFace {
    VENDOR,
    REFUSE,
    KEEP_ONE
}
