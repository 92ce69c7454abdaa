package io.efface.http;

import io.efface.Classification;
import io.efface.Effect;
import io.efface.ErrorKind;
import io.efface.RetryAdvice;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The meaning of a vendor's error codes. If a row has exactly the vendor's code, this row applies. Otherwise the row with the longest
 * matching prefix applies. A code without a row has kind {@code UNKNOWN}, effect {@code UNKNOWN} and advice {@code NEVER}. Immutable and
 * thread-safe.
 */
public final class ErrorTable {
    private static final Row UNLISTED = Row.exact(
                    "", ErrorKind.UNKNOWN, Effect.UNKNOWN, RetryAdvice.NEVER, "not in the table")
            .withDetail("the provider does not know the vendor's code");

    private final List<Row> rows = new ArrayList<>();
    private final Map<String, Row> byCode = new HashMap<>();

    private ErrorTable(List<Row> all) {
        for (Row row : all) {
            boolean isNew = row.by == Classification.CODE
                    ? byCode.putIfAbsent(row.code, row) == null
                    : rows.stream().noneMatch(each -> each.by == row.by && each.code.equals(row.code));
            if (!isNew) {
                throw new IllegalArgumentException("two rows for " + row.code);
            }
            rows.add(row);
        }
    }

    /**
     * Returns a table.
     *
     * @throws IllegalArgumentException if two rows have the same code or prefix
     */
    public static ErrorTable of(Row... rows) {
        return new ErrorTable(List.of(rows));
    }

    /** Returns the row that applies to a code. */
    public Row find(String code) {
        Row exact = byCode.get(code);
        if (exact != null) {
            return exact;
        }
        return rows.stream()
                .filter(row -> row.by == Classification.CODE_PREFIX && (code + ".").startsWith(row.code))
                .max(Comparator.comparingInt(row -> row.code.length()))
                .orElse(UNLISTED);
    }

    /** Returns all rows in their given order. */
    public List<Row> rows() {
        return List.copyOf(rows);
    }

    /** What the account does after an error, in addition to a possible repeat of the request. */
    public enum Remedy {
        /** No action. */
        NONE,
        /** The vendor rejected the timestamp. The vendor's time in the response corrects the clock and determines the advice. */
        CLOCK,
        /**
         * The credentials have expired. The advice is {@code ONCE} if the source may return other credentials, and otherwise {@code NEVER}.
         */
        CREDENTIALS,
        /**
         * The same action as {@link #CREDENTIALS} for a temporary key, and the same as {@link #NONE} for a permanent key.
         */
        TEMPORARY_CREDENTIALS
    }

    /**
     * The meaning of one code, of all codes with a prefix, or of a text.
     *
     * @param code the code, prefix or text; a prefix that ends with a dot also matches the code without the dot
     * @param by whether {@code code} is a code, a prefix or a text: {@code CODE}, {@code CODE_PREFIX} or {@code TEXT}
     * @param kind the kind of the error
     * @param effect whether the deletion may have happened despite the error
     * @param advice whether the request should be repeated
     * @param source the vendor's page and its date, or the word {@code inferred}
     * @param isAboutTarget whether the error concerns only the person or the face of the request; if so, requests for other people or faces
     *     may succeed
     * @param remedy the action that the account takes
     * @param detail a sentence for the exception, or null
     */
    public record Row(
            String code,
            Classification by,
            ErrorKind kind,
            Effect effect,
            RetryAdvice advice,
            String source,
            boolean isAboutTarget,
            Remedy remedy,
            @Nullable String detail) {
        /** Rejects null, except for the detail. */
        public Row {
            Objects.requireNonNull(code, "code");
            Objects.requireNonNull(by, "by");
            Objects.requireNonNull(kind, "kind");
            Objects.requireNonNull(effect, "effect");
            Objects.requireNonNull(advice, "advice");
            Objects.requireNonNull(source, "source");
            Objects.requireNonNull(remedy, "remedy");
        }

        private static Row of(
                Classification by, String code, ErrorKind kind, Effect effect, RetryAdvice advice, String source) {
            return new Row(code, by, kind, effect, advice, source, false, Remedy.NONE, null);
        }

        /** Returns the row of one code. */
        public static Row exact(String code, ErrorKind kind, Effect effect, RetryAdvice advice, String source) {
            return of(Classification.CODE, code, kind, effect, advice, source);
        }

        /** Returns the row of all codes with a prefix. A row with the exact code takes precedence. */
        public static Row prefix(String code, ErrorKind kind, Effect effect, RetryAdvice advice, String source) {
            return of(Classification.CODE_PREFIX, code, kind, effect, advice, source);
        }

        /** Returns the row of a text that the vendor sends instead of a code. {@link #find} ignores such rows. */
        public static Row text(String text, ErrorKind kind, Effect effect, RetryAdvice advice, String source) {
            return of(Classification.TEXT, text, kind, effect, advice, source);
        }

        /** Returns a copy of this row for an error that concerns the person or the face of the request. */
        public Row aboutTarget() {
            return new Row(code, by, kind, effect, advice, source, true, remedy, detail);
        }

        /** Returns a copy of this row with a remedy. */
        public Row with(Remedy value) {
            return new Row(code, by, kind, effect, advice, source, isAboutTarget, value, detail);
        }

        /** Returns a copy of this row with a sentence for the exception. The sentence must not contain text of the vendor. */
        public Row withDetail(String value) {
            return new Row(code, by, kind, effect, advice, source, isAboutTarget, remedy, value);
        }

        /** Returns false for the row that {@link #find} returns if the table has no row for a code. Returns true for all other rows. */
        public boolean isListed() {
            return !equals(UNLISTED);
        }
    }
}
