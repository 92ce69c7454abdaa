package io.efface.erasure.input;

import java.nio.charset.Charset;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The options for reading a list or a hold list. Immutable and thread-safe.
 *
 * @param format the format, or empty to recognise it by the content, the file's name and the first line
 * @param charset the charset, or empty for the charset of the byte order mark; UTF-8 if the list has no mark
 * @param delimiter the character between the fields of CSV, or empty to recognise a comma, a semicolon or a tab in the first line
 * @param sheet the sheet of a workbook: its name, or its number from 1; empty for the only sheet with content
 * @param header whether the first line of CSV or the first row of a sheet is a header. If empty, the first line is assumed to be a header.
 *     But if the columns are given by number and the first line may be a row, the list is rejected
 * @param columns the names of the columns
 * @param accepted the risks that the caller accepts
 */
public record ListOptions(
        Optional<InputFormat> format,
        Optional<Charset> charset,
        Optional<Character> delimiter,
        Optional<String> sheet,
        Optional<Boolean> header,
        InputColumns columns,
        Set<ListRisk> accepted) {
    private static final ListOptions DEFAULTS = new ListOptions(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            InputColumns.defaults(),
            Set.of());

    /**
     * Checks the delimiter, and copies the set of risks.
     *
     * @throws IllegalArgumentException if the delimiter is a quote, a letter, a digit, a control character other than a tab, or a surrogate
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

    /** Returns the default options: everything is recognised, the columns have their default names, and no risk is accepted. */
    public static ListOptions defaults() {
        return DEFAULTS;
    }

    /** Returns these options with a format. */
    public ListOptions withFormat(InputFormat given) {
        return new ListOptions(Optional.of(given), charset, delimiter, sheet, header, columns, accepted);
    }

    /** Returns these options with a charset. */
    public ListOptions withCharset(Charset given) {
        return new ListOptions(format, Optional.of(given), delimiter, sheet, header, columns, accepted);
    }

    /**
     * Returns these options with a delimiter.
     *
     * @throws IllegalArgumentException if the delimiter is a quote, a letter, a digit, a control character other than a tab, or a surrogate
     */
    public ListOptions withDelimiter(char given) {
        return new ListOptions(format, charset, Optional.of(given), sheet, header, columns, accepted);
    }

    /**
     * Returns these options with a sheet. The returned options reject every list that is not a workbook.
     *
     * @param nameOrNumber the name of the sheet, or its number from 1 in the order of the workbook; hidden sheets count
     */
    public ListOptions withSheet(String nameOrNumber) {
        return new ListOptions(format, charset, delimiter, Optional.of(nameOrNumber), header, columns, accepted);
    }

    /**
     * Returns these options with a statement about the first line of CSV or the first row of a sheet.
     *
     * @param isHeader whether the first line is a header and not a row
     */
    public ListOptions withHeader(boolean isHeader) {
        return new ListOptions(format, charset, delimiter, sheet, Optional.of(isHeader), columns, accepted);
    }

    /** Returns these options with other names of columns. */
    public ListOptions withColumns(InputColumns names) {
        return new ListOptions(format, charset, delimiter, sheet, header, names, accepted);
    }

    /** Returns these options with other accepted risks. */
    public ListOptions withAccepted(Set<ListRisk> risks) {
        return new ListOptions(format, charset, delimiter, sheet, header, columns, risks);
    }
}
