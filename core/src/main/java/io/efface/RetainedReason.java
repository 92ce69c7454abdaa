package io.efface;

/** The reason why a face was kept on purpose. Later versions may add constants. */
public enum RetainedReason {
    /** The face is the person's last face, and the applicable last-face rule keeps one face. */
    LAST_FACE
}
