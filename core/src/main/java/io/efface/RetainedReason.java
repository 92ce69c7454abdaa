package io.efface;

/** The reason why a face was kept on purpose. Later versions may add constants. */
public enum RetainedReason {
    /** The call deletes every face of the person, and the setting {@code last-face = keep-one} keeps this face. */
    LAST_FACE
}
