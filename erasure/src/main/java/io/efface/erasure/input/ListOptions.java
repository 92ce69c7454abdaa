package io.efface.erasure.input;

import java.nio.charset.Charset;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * How a list or a hold list is written, and what is taken in spite of its looks. Immutable and thread-safe.
 *
 * @param format the format, or empty to recognise it by the file's name and the first line
 * @param charset the charset, or empty for the one that a byte order mark names, and else UTF-8
 * @param delimiter what separates the fields of CSV, or empty to recognise a comma, semicolon or tab in the first line
 * @param header whether the first line of CSV names the columns; empty if it does unless the columns are given by number and the line
 *     could be a row
 * @param columns what the columns are called
 * @param accepted what is taken in spite of its looks
 */
public record ListOptions(
        Optional<InputFormat> format,
        Optional<Charset> charset,
        Optional<Character> delimiter,
        Optional<Boolean> header,
        InputColumns columns,
        Set<ListRisk> accepted) {
    private static final ListOptions DEFAULTS = new ListOptions(
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), InputColumns.defaults(), Set.of());

    /**
     * Copies the set.
     *
     * @throws IllegalArgumentException if the delimiter is a quote, a letter, a digit, a line end or half a character
     */
    public ListOptions {
        Objects.requireNonNull(columns, "columns");
        accepted = Set.copyOf(accepted);
        if (delimiter.isPresent() && !isDelimiter(delimiter.get())) {
            throw new IllegalArgumentException(
                    "a delimiter is one character that is not a quote, a letter, a digit or a line end");
        }
    }

    private static boolean isDelimiter(char c) {
        return c == '\t'
                || !(c == '"' || Character.isLetterOrDigit(c) || Character.isISOControl(c) || Character.isSurrogate(c));
    }

    /** Returns options that recognise what they can, expect the usual columns, and accept nothing. */
    public static ListOptions defaults() {
        return DEFAULTS;
    }

    /** Returns this with a format. */
    public ListOptions withFormat(InputFormat given) {
        return new ListOptions(Optional.of(given), charset, delimiter, header, columns, accepted);
    }

    /** Returns this with a charset. */
    public ListOptions withCharset(Charset given) {
        return new ListOptions(format, Optional.of(given), delimiter, header, columns, accepted);
    }

    /**
     * Returns this with a delimiter.
     *
     * @throws IllegalArgumentException if it is a quote, a letter, a digit, a line end or half a character
     */
    public ListOptions withDelimiter(char given) {
        return new ListOptions(format, charset, Optional.of(given), header, columns, accepted);
    }

    /** Returns this for a CSV list whose first line does, or does not, name the columns. */
    public ListOptions withHeader(boolean there) {
        return new ListOptions(format, charset, delimiter, Optional.of(there), columns, accepted);
    }

    /** Returns this with other names of the columns. */
    public ListOptions withColumns(InputColumns names) {
        return new ListOptions(format, charset, delimiter, header, names, accepted);
    }

    /** Returns this accepting what is given, and nothing else. */
    public ListOptions withAccepted(Set<ListRisk> risks) {
        return new ListOptions(format, charset, delimiter, header, columns, risks);
    }
}
