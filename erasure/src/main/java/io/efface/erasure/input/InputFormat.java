package io.efface.erasure.input;

/** How a list is written. In each format a line ends with LF, CRLF or a lone CR, and blank lines are skipped. */
public enum InputFormat {
    /** One person id a line, as it is. */
    PLAIN,
    /** RFC 4180 with a header, separated by commas, semicolons or tabs; face ids in one field, separated by semicolons. */
    CSV,
    /** One JSON object a line; all ids are strings, and face ids are an array of strings. */
    NDJSON
}
