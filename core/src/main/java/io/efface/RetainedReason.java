package io.efface;

/** Why a face was kept on purpose. Constants are only ever added. */
public enum RetainedReason {
    /** It is the person's last face, and the last-face rule in force keeps one. */
    LAST_FACE
}
