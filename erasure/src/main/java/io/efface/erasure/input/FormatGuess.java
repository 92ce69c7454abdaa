package io.efface.erasure.input;

import io.efface.erasure.ErasureException;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Determines the format of a text from its options, its file name and its first line. If the format is uncertain, the list is rejected,
 * because a wrong format could turn a header into a person's id, or a whole row into one id.
 */
record FormatGuess(InputFormat format, FormatOrigin origin) {
    private static final Map<String, InputFormat> ENDINGS = Map.of(
            "csv", InputFormat.CSV,
            "ndjson", InputFormat.NDJSON,
            "jsonl", InputFormat.NDJSON,
            "txt", InputFormat.PLAIN,
            "xlsx", InputFormat.XLSX,
            "xlsm", InputFormat.XLSX);

    static FormatGuess of(InputSource source, ListOptions options, LineReader lines, ListName name) {
        Line first = lines.peek();
        if (first != null && first.problem() != null && first.problem().code() == ProblemCode.MALFORMED_UTF8) {
            throw name.undecodable(lines.charset());
        }
        if (first != null && Ids.isBinary(first.text())) {
            throw name.rejected("has a control character in its first line, line " + first.number()
                    + ", so it is a binary file or damaged; save as CSV UTF-8");
        }
        if (options.sheet().isPresent()) {
            throw name.rejected(
                    "is not a workbook (.xlsx), so it has no sheets; leave " + name.option("sheet") + " out");
        }
        if (options.format().isPresent()) {
            return new FormatGuess(options.format().get(), FormatOrigin.GIVEN);
        }
        if (options.columns().hasNumbers()
                || options.header().isPresent()
                || options.delimiter().isPresent()) {
            // Among the text formats, only CSV has these options.
            return new FormatGuess(InputFormat.CSV, FormatOrigin.GIVEN);
        }
        String fileName = source.fileName().toLowerCase(Locale.ROOT);
        InputFormat formatOfName = ENDINGS.get(fileName.substring(fileName.lastIndexOf('.') + 1));
        InputFormat formatOfLine =
                first == null || first.problem() != null ? null : formatOf(first.text(), options.columns());
        if (formatOfName != null) {
            if (first != null && first.problem() == null && contradict(formatOfName, formatOfLine)) {
                throw rejected(
                        name, "has a file name for " + words(formatOfName) + ", but its first line has another format");
            }
            return new FormatGuess(formatOfName, FormatOrigin.NAME);
        }
        if (formatOfLine == null) {
            throw rejected(
                    name, first == null ? "is empty" : "has a first line that does not show the format of the list");
        }
        return new FormatGuess(formatOfLine, FormatOrigin.FIRST_LINE);
    }

    private static boolean contradict(InputFormat formatOfName, @Nullable InputFormat formatOfLine) {
        return switch (formatOfName) {
            case PLAIN, NDJSON, XLSX -> formatOfLine != formatOfName;
            // A first line that is not a header of CSV is rejected later, when the header is read.
            case CSV -> formatOfLine == InputFormat.NDJSON;
        };
    }

    private static ErasureException rejected(ListName name, String problem) {
        return name.rejected(problem + "; name the format: plain, csv, ndjson or xlsx (" + name.option("format") + ")");
    }

    private static String words(InputFormat format) {
        return format == InputFormat.PLAIN ? "plain ids" : format.name();
    }

    /** Returns the format of a first line, or null if the line may have several formats. */
    private static @Nullable InputFormat formatOf(String line, InputColumns columns) {
        String text = line.strip();
        if (text.startsWith("{")) {
            return InputFormat.NDJSON;
        }
        for (String field : text.split("[,;\t]", -1)) {
            String name = unquoted(field.strip());
            if (columns.contains(name)
                    || (columns.isLookalike(name) && name.chars().noneMatch(Character::isDigit))) {
                return InputFormat.CSV;
            }
        }
        boolean isUncertain = text.indexOf(',') >= 0
                || text.indexOf(';') >= 0
                || text.indexOf('\t') >= 0
                || text.indexOf('"') >= 0
                || text.startsWith("[")
                || text.startsWith("<")
                || isHeaderWord(text);
        return isUncertain ? null : InputFormat.PLAIN;
    }

    /** Returns whether a line is probably a column's name, such as {@code id}, {@code user_id} or {@code PersonIds}. */
    private static boolean isHeaderWord(String text) {
        return text.toLowerCase(Locale.ROOT)
                .replaceAll("[ _-]", "")
                .matches("(person|user|customer|member|employee|face|subject|account)?(id|name|uuid|guid|key|ref)?s?");
    }

    private static String unquoted(String field) {
        return field.length() >= 2 && field.startsWith("\"") && field.endsWith("\"")
                ? field.substring(1, field.length() - 1)
                : field;
    }
}
