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

/** The options for the format of the hold list of a plan. */
final class HoldFormatOptions {
    @Option(names = "--hold-format", paramLabel = "FORMAT", description = "Format of the hold list, as --format.")
    private @Nullable InputFormat format;

    @Option(names = "--hold-charset", paramLabel = "NAME", description = "Charset of the hold list, as --charset.")
    private @Nullable String charset;

    @Option(
            names = "--hold-delimiter",
            paramLabel = "CHAR",
            description = "Separate CSV fields of the hold list by this, as --delimiter.")
    private @Nullable String delimiter;

    @Option(
            names = "--hold-header",
            negatable = true,
            description = "Read the first line of the hold list as column names, or as a row, as --header.")
    private @Nullable Boolean header;

    @Option(
            names = "--hold-columns",
            paramLabel = "OURS=YOURS",
            split = ",",
            description =
                    "Names or numbers of the columns in the hold list (default: as --columns, if they are there).")
    private Map<String, String> columns = new LinkedHashMap<>();

    @Option(
            names = "--hold-ignore-columns",
            paramLabel = "NAME",
            split = ",",
            description = "Ignore columns of the hold list, as --ignore-columns.")
    private Set<String> ignored = new LinkedHashSet<>();

    private ListFormat text() {
        return new ListFormat("--hold-", format, charset, delimiter, header, columns, ignored);
    }

    /** Returns the first of the options that is given, or null. */
    @Nullable String given() {
        return text().given();
    }

    /**
     * Returns the options.
     *
     * @param list the columns of the list
     * @throws UsageException if one cannot be used
     */
    ListOptions options(InputColumns list) {
        return text().options(list.asExpected());
    }
}
