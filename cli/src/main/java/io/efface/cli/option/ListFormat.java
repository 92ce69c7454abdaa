package io.efface.cli.option;

import io.efface.cli.process.UsageException;
import io.efface.erasure.input.InputColumns;
import io.efface.erasure.input.InputFormat;
import io.efface.erasure.input.ListOptions;
import java.nio.charset.Charset;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The values of the options for the format of a list.
 *
 * @param prefix how the options begin, for messages: {@code --} or {@code --hold-}
 */
record ListFormat(
        String prefix,
        @Nullable InputFormat format,
        @Nullable String charset,
        @Nullable String delimiter,
        @Nullable Boolean header,
        Map<String, String> columns,
        Collection<String> ignored) {
    /** Returns the first of the options that is given, or null. */
    @Nullable String given() {
        Map<String, Boolean> all = new LinkedHashMap<>();
        all.put("format", format != null);
        all.put("charset", charset != null);
        all.put("delimiter", delimiter != null);
        all.put("header", header != null);
        all.put("columns", !columns.isEmpty());
        all.put("ignore-columns", !ignored.isEmpty());
        return all.entrySet().stream()
                .filter(Map.Entry::getValue)
                .map(option -> prefix + option.getKey())
                .findFirst()
                .orElse(null);
    }

    /**
     * Returns the options.
     *
     * @param otherwise the columns if none are named
     * @throws UsageException if an option cannot be used
     */
    ListOptions options(InputColumns otherwise) {
        ListOptions options = ListOptions.defaults();
        if (format != null) {
            options = options.withFormat(format);
        }
        if (charset != null) {
            options = options.withCharset(charset(charset));
        }
        if (delimiter != null) {
            options = options.withDelimiter(delimiter(delimiter));
        }
        if (header != null) {
            options = options.withHeader(header);
        }
        boolean isCsv = format == null || format == InputFormat.CSV;
        if (!isCsv && (delimiter != null || header != null)) {
            throw new UsageException(prefix + "delimiter and " + prefix + "header go with the format csv");
        }
        return options.withColumns(columns(columns.isEmpty() ? otherwise : InputColumns.defaults()));
    }

    private Charset charset(String name) {
        try {
            return Charset.forName(name);
        } catch (IllegalArgumentException e) {
            throw new UsageException(
                    prefix + "charset: this Java does not know the charset",
                    "such as GB18030, UTF-16, Big5, windows-1252");
        }
    }

    private char delimiter(String text) {
        String one = switch (text) {
            case "comma" -> ",";
            case "semicolon" -> ";";
            case "tab", "\\t" -> "\t";
            default -> text;
        };
        try {
            if (one.length() == 1) {
                ListOptions.defaults().withDelimiter(one.charAt(0));
                return one.charAt(0);
            }
        } catch (IllegalArgumentException e) {
            // The same is wrong with it as with a longer text.
        }
        throw new UsageException(
                prefix + "delimiter is one character, or comma, semicolon or tab",
                "a letter, a digit or a quote cannot separate fields");
    }

    private InputColumns columns(InputColumns otherwise) {
        InputColumns names = otherwise;
        try {
            for (Map.Entry<String, String> column : columns.entrySet()) {
                names = switch (column.getKey()) {
                    case "subject" -> names.withSubject(column.getValue());
                    case "account" -> names.withAccount(column.getValue());
                    case "person_id" -> names.withPerson(column.getValue());
                    case "face_ids" -> names.withFaces(column.getValue());
                    default ->
                        throw new UsageException(
                                prefix + "columns names a column that does not exist",
                                "such as " + prefix + "columns person_id=user,face_ids=#3; ours are subject, account,"
                                        + " person_id and face_ids");
                };
            }
            return names.ignoring(ignored);
        } catch (IllegalArgumentException e) {
            throw new UsageException(prefix + "columns: " + e.getMessage());
        }
    }
}
