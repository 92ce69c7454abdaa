package io.efface.erasure.input;

/** How a list is written. Always UTF-8, with or without a byte order mark; lines end with LF or CRLF; blank lines are skipped. */
public enum InputFormat {
    /** One person id a line, as it is. */
    PLAIN,
    /** RFC 4180 with a header, separated by commas; face ids in one field, separated by semicolons. */
    CSV,
    /** One JSON object a line; all ids are strings, and face ids are an array of strings. */
    NDJSON
}
