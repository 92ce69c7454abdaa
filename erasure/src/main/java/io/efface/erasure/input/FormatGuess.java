package io.efface.erasure.input;

import io.efface.erasure.ErasureException;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The format of a list by its options, its name and its first line. Where a wrong guess would make a header a person, or a whole row an
 * id, nothing is guessed.
 */
record FormatGuess(InputFormat format, FormatOrigin origin) {
    private static final Map<String, InputFormat> ENDINGS = Map.of(
            "csv", InputFormat.CSV,
            "ndjson", InputFormat.NDJSON,
            "jsonl", InputFormat.NDJSON,
            "txt", InputFormat.PLAIN);

    static FormatGuess of(InputSource source, ListOptions options, LineReader lines, ListName name) {
        Line first = lines.peek();
        if (first != null && first.problem() != null && first.problem().code() == ProblemCode.MALFORMED_UTF8) {
            throw name.undecodable(lines.charset());
        }
        if (first != null && Ids.isBinary(first.text())) {
            throw name.rejected("has a control character in its first line, line " + first.number()
                    + ", so that it is a binary file or damaged; save as CSV UTF-8");
        }
        if (options.format().isPresent()) {
            return new FormatGuess(options.format().get(), FormatOrigin.GIVEN);
        }
        if (options.columns().hasNumbers()
                || options.header().isPresent()
                || options.delimiter().isPresent()) {
            // These are options of CSV alone.
            return new FormatGuess(InputFormat.CSV, FormatOrigin.GIVEN);
        }
        String fileName = source.fileName().toLowerCase(Locale.ROOT);
        InputFormat named = ENDINGS.get(fileName.substring(fileName.lastIndexOf('.') + 1));
        InputFormat seen = first == null || first.problem() != null ? null : seen(first.text(), options.columns());
        if (named != null) {
            if (first != null && first.problem() == null && isUnlike(named, seen)) {
                throw rejected(name, "is named as if it were " + words(named) + ", and its first line is not");
            }
            return new FormatGuess(named, FormatOrigin.NAME);
        }
        if (seen == null) {
            throw rejected(
                    name, first == null ? "is empty" : "has a first line that does not show the format of the list");
        }
        return new FormatGuess(seen, FormatOrigin.FIRST_LINE);
    }

    private static boolean isUnlike(InputFormat named, @Nullable InputFormat seen) {
        return switch (named) {
            case PLAIN, NDJSON -> seen != named;
            // Whether a first line is the header of these columns is for the reader of the header to say.
            case CSV -> seen == InputFormat.NDJSON;
        };
    }

    private static ErasureException rejected(ListName name, String why) {
        return name.rejected(why + "; name the format: plain, csv or ndjson (" + name.option("format") + ")");
    }

    private static String words(InputFormat format) {
        return format == InputFormat.PLAIN ? "plain ids" : format.name();
    }

    /** Returns the format that a first line shows, or null if it may be one or another. */
    private static @Nullable InputFormat seen(String line, InputColumns columns) {
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
        boolean mayBeRow = text.indexOf(',') >= 0
                || text.indexOf(';') >= 0
                || text.indexOf('\t') >= 0
                || text.indexOf('"') >= 0
                || text.startsWith("[")
                || text.startsWith("<")
                || isHeaderWord(text);
        return mayBeRow ? null : InputFormat.PLAIN;
    }

    /** A column's name in somebody's export, most likely: {@code id}, {@code user_id}, {@code PersonIds}. */
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
