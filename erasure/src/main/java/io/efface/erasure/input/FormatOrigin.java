package io.efface.erasure.input;

/** The source from which the format of a list was determined. */
public enum FormatOrigin {
    /** The options of the caller. */
    GIVEN,
    /** The extension of the file's name. */
    NAME,
    /** The first line of the list. */
    FIRST_LINE,
    /** The content of the file, which is a workbook. */
    CONTENT
}
