package io.efface.erasure.internal.page;

import io.efface.erasure.Report.PageOptions;
import io.efface.erasure.ReportSummary;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the pages about a job show. Immutable and thread-safe.
 *
 * @param options the language and the time of the page
 * @param version the version of Efface that writes the page
 * @param keyFingerprint the fingerprint of the public key that checked the seals, or null if they were not checked
 * @param summary the numbers of the report
 * @param outcomes for each account, the number of rows for each outcome. Rows without an outcome are counted by their state instead. The
 *     name of the account is empty for rows without an account
 * @param timeline the done targets over time
 * @param errors the numbers of attempts that ended with an error, for each kind of error
 * @param held the held rows
 * @param notErased the rows that are neither erased nor held, except the rows that {@code notProcessed} counts
 * @param notProcessed the number of rows that were not processed and have no error
 * @param withIds whether the rows contain ids
 * @param undocumented for each account, the vendor's behaviour that its provider states as undocumented, or null if the plan does not
 *     record it
 */
public record PageContent(
        PageOptions options,
        String version,
        @Nullable String keyFingerprint,
        ReportSummary summary,
        Map<String, Map<String, Long>> outcomes,
        Timeline timeline,
        Map<String, Long> errors,
        Rows held,
        Rows notErased,
        long notProcessed,
        boolean withIds,
        @Nullable Map<String, List<String>> undocumented) {
    /** The highest number of rows that a page lists. The report in other formats lists all rows. */
    public static final int MOST_ROWS = 100;

    /** Copies the maps and keeps their order. */
    public PageContent {
        outcomes = Collections.unmodifiableMap(new LinkedHashMap<>(outcomes));
        errors = Collections.unmodifiableMap(new LinkedHashMap<>(errors));
        undocumented = undocumented == null ? null : Collections.unmodifiableMap(new LinkedHashMap<>(undocumented));
    }

    /**
     * The first rows of a kind.
     *
     * @param count the number of all rows of the kind
     * @param first the first rows, at most {@link #MOST_ROWS}
     */
    public record Rows(long count, List<Row> first) {
        /** Copies the list. */
        public Rows {
            first = List.copyOf(first);
        }
    }

    /**
     * A row of the list.
     *
     * @param line the number of the line
     * @param account the name of the account, or an empty text
     * @param state the state of the row
     * @param why a word for the reason why the row is held. The key of the reason's text consists of {@code held.why.} and this word. Empty
     *     for a row that is not held
     * @param details codes that explain the state, such as the kind of an error
     * @param subject the id of the subject, or null
     * @param person the id of the person, or null
     */
    public record Row(
            String line,
            String account,
            String state,
            String why,
            List<String> details,
            @Nullable String subject,
            @Nullable String person) {
        /** Copies the list. */
        public Row {
            details = List.copyOf(details);
        }

        /** Contains no id. */
        @Override
        public String toString() {
            return "Row[line " + line + ", " + state + ']';
        }
    }
}
