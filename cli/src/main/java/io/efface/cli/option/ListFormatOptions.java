package io.efface.cli.option;

import io.efface.cli.process.KnownTexts;
import io.efface.cli.process.Message;
import io.efface.cli.process.UsageException;
import io.efface.erasure.input.InputColumns;
import io.efface.erasure.input.InputFormat;
import io.efface.erasure.input.ListOptions;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;

/** The options for the format of a list. A second list of the same command uses the same options with another prefix. */
public final class ListFormatOptions {
    private static final String STANDARD_PREFIX = "--";

    private final String prefix;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description =
                    "Format of the list: plain, csv, ndjson or xlsx (default: detected from content and file name).")
    private @Nullable InputFormat format;

    @Option(
            names = "--charset",
            paramLabel = "NAME",
            description = "Charset of a list without a byte order mark, such as GB18030 (default: UTF-8).")
    private @Nullable String charset;

    @Option(
            names = "--delimiter",
            paramLabel = "CHAR",
            completionCandidates = DelimiterNames.class,
            description = "Separator of CSV fields: comma, semicolon, tab or a character (default: detected).")
    private @Nullable String delimiter;

    @Option(
            names = "--sheet",
            paramLabel = "SHEET",
            description = "Number or name of the sheet of a workbook (default: the only sheet with content).")
    private @Nullable String sheet;

    @Option(
            names = "--header",
            negatable = true,
            description =
                    "The first line of the CSV list, or the first row of the sheet, contains the names of the columns."
                            + " With --no-header, it is a row, and --columns must give numbers.")
    private @Nullable Boolean header;

    @Option(
            names = "--columns",
            paramLabel = "OURS=YOURS",
            split = ",",
            description =
                    "Names or numbers of the columns subject, account, person_id and face_ids in your list, such as"
                            + " person_id=user,face_ids=#3.")
    private Map<String, String> columns = new LinkedHashMap<>();

    @Option(
            names = "--ignore-columns",
            paramLabel = "NAME",
            split = ",",
            description = "Ignore these columns although their names resemble subject, account, person_id or face_ids.")
    private Set<String> ignored = new LinkedHashSet<>();

    /** The names of delimiters. */
    private static final class DelimiterNames implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return List.of("comma", "semicolon", "tab").iterator();
        }
    }

    /** Creates options without a prefix. */
    public ListFormatOptions() {
        this(STANDARD_PREFIX);
    }

    /**
     * Creates options with a prefix, which {@link #addTo} adds to a command.
     *
     * @param prefix beginning of the option names, such as {@code --hold-}
     */
    ListFormatOptions(String prefix) {
        this.prefix = prefix;
    }

    /**
     * Adds these options to a command that already has the options without a prefix.
     *
     * @param list name of the list in the help
     */
    void addTo(CommandSpec command, String list) {
        for (OptionSpec option : CommandSpec.forAnnotatedObject(this).options()) {
            String name = option.longestName();
            command.addOption(OptionSpec.builder(option)
                    .names(prefix + name.substring(STANDARD_PREFIX.length()))
                    .description("Like " + name + ", for " + list + ".")
                    .build());
        }
    }

    /** Returns the name of the first option that was given, or null. */
    @Nullable String given() {
        Map<String, Boolean> all = new LinkedHashMap<>();
        all.put("format", format != null);
        all.put("charset", charset != null);
        all.put("delimiter", delimiter != null);
        all.put("sheet", sheet != null);
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
     * Returns the format of the list.
     *
     * @throws UsageException if the value of an option is invalid, or if an option does not fit the format
     */
    public ListOptions options() {
        return options(InputColumns.defaults());
    }

    /**
     * Returns the format of the list.
     *
     * @param defaultColumns columns to use if the columns option was not given
     * @throws UsageException if the value of an option is invalid, or if an option does not fit the format
     */
    ListOptions options(InputColumns defaultColumns) {
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
        if (sheet != null) {
            options = options.withSheet(sheet);
        }
        requireFormat("delimiter", delimiter != null, InputFormat.CSV);
        requireFormat("header", header != null, InputFormat.CSV, InputFormat.XLSX);
        requireFormat("charset", charset != null, InputFormat.PLAIN, InputFormat.CSV, InputFormat.NDJSON);
        requireFormat("sheet", sheet != null, InputFormat.XLSX);
        return options.withColumns(columns(columns.isEmpty() ? defaultColumns : InputColumns.defaults()));
    }

    /** Checks that an option fits the format. Does nothing if the option or the format was not given. */
    private void requireFormat(String option, boolean isGiven, InputFormat... formats) {
        if (isGiven && format != null && !List.of(formats).contains(format)) {
            throw new UsageException(Message.of(
                    "{0} requires the format {1}",
                    prefix + option,
                    Arrays.stream(formats)
                            .map(each -> each.name().toLowerCase(Locale.ROOT))
                            .map(Message::verbatim)
                            .reduce((first, second) -> Message.of("{0} or {1}", first, second))
                            .orElse(Message.EMPTY)));
        }
    }

    private Charset charset(String name) {
        try {
            return Charset.forName(name);
        } catch (IllegalArgumentException e) {
            throw new UsageException(
                    Message.of("{0}: this Java does not support the charset", prefix + "charset"),
                    Message.of("examples: GB18030, UTF-16, Big5, windows-1252"));
        }
    }

    private char delimiter(String text) {
        String character = switch (text) {
            case "comma" -> ",";
            case "semicolon" -> ";";
            case "tab", "\\t" -> "\t";
            default -> text;
        };
        try {
            if (character.length() == 1) {
                ListOptions.defaults().withDelimiter(character.charAt(0));
                return character.charAt(0);
            }
        } catch (IllegalArgumentException e) {
            // A character that cannot separate fields gets the same error as a longer text.
        }
        throw new UsageException(
                Message.of("{0} is one character, or comma, semicolon or tab", prefix + "delimiter"),
                Message.of("a letter, a digit or a quote cannot separate fields"));
    }

    private InputColumns columns(InputColumns defaultColumns) {
        InputColumns names = defaultColumns;
        try {
            for (Map.Entry<String, String> column : columns.entrySet()) {
                names = switch (column.getKey()) {
                    case "subject" -> names.withSubject(column.getValue());
                    case "account" -> names.withAccount(column.getValue());
                    case "person_id" -> names.withPerson(column.getValue());
                    case "face_ids" -> names.withFaces(column.getValue());
                    default ->
                        throw new UsageException(
                                Message.of("{0} has an unknown name before '='", prefix + "columns"),
                                Message.of(
                                        "for example {0} person_id=user,face_ids=#3; the names before '=' are subject, account,"
                                                + " person_id and face_ids",
                                        prefix + "columns"));
                };
            }
            return names.ignoring(ignored);
        } catch (IllegalArgumentException e) {
            throw new UsageException(
                    Message.of("{0}: {1}", prefix + "columns", KnownTexts.of(String.valueOf(e.getMessage()))));
        }
    }
}
