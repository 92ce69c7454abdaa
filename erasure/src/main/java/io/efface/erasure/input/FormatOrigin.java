package io.efface.erasure.input;

/** How a list's format became known. */
public enum FormatOrigin {
    /** The caller said so. */
    GIVEN,
    /** From the ending of the file's name. */
    NAME,
    /** From the first line. */
    FIRST_LINE
}
