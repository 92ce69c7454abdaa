package io.efface.cli.option;

import io.efface.cli.process.UsageException;
import io.efface.erasure.input.InputColumns;
import io.efface.erasure.input.InputFormat;
import io.efface.erasure.input.ListOptions;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options for the format of a list. */
public final class ListFormatOptions {
    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "Format of the list: plain, csv or ndjson (default: detected from file name and first line).")
    private @Nullable InputFormat format;

    @Option(
            names = "--charset",
            paramLabel = "NAME",
            description = "Charset of the list, such as GB18030 (default: that of its byte order mark, else UTF-8).")
    private @Nullable String charset;

    @Option(
            names = "--delimiter",
            paramLabel = "CHAR",
            description = "Separate CSV fields by this: comma, semicolon, tab or a character (default: detected).")
    private @Nullable String delimiter;

    @Option(
            names = "--header",
            negatable = true,
            description = "Read the first line of CSV as column names, or as a row (with columns by number).")
    private @Nullable Boolean header;

    @Option(
            names = "--columns",
            paramLabel = "OURS=YOURS",
            split = ",",
            description =
                    "Names or numbers of the columns subject, account, person_id and face_ids in your list, such as person_id=user,face_ids=#3.")
    private Map<String, String> columns = new LinkedHashMap<>();

    @Option(
            names = "--ignore-columns",
            paramLabel = "NAME",
            split = ",",
            description = "Ignore columns that are called almost as one of the four.")
    private Set<String> ignored = new LinkedHashSet<>();

    private ListFormat text() {
        return new ListFormat("--", format, charset, delimiter, header, columns, ignored);
    }

    /** Returns the first of the options that is given, or null. */
    @Nullable String given() {
        return text().given();
    }

    /**
     * Returns the options.
     *
     * @throws UsageException if one cannot be used
     */
    public ListOptions options() {
        return text().options(InputColumns.defaults());
    }
}
