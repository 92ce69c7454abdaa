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
 * A vendor's error codes as data. The row of exactly the code decides, else the row of the longest listed prefix; a code without a row
 * is {@code UNKNOWN} with effect {@code UNKNOWN} and advice {@code NEVER}. Immutable and thread-safe.
 */
public final class ErrorTable {
    private static final Row UNLISTED = Row.exact(
                    "", ErrorKind.UNKNOWN, Effect.UNKNOWN, RetryAdvice.NEVER, "in no table")
            .withDetail("the vendor's code is in no table");

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

    /** Returns the row that decides about a code. */
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

    /** Returns every row in the order in which they were given. */
    public List<Row> rows() {
        return List.copyOf(rows);
    }

    /** What else a rejection means for the account, apart from its advice. */
    public enum Remedy {
        /** Nothing. */
        NONE,
        /** The timestamp was rejected: the vendor's time in the answer corrects the clock and decides the advice. */
        CLOCK,
        /** The credentials have expired: the advice is {@code ONCE} if their source may have others, else {@code NEVER}. */
        CREDENTIALS,
        /** As {@link #CREDENTIALS} for a temporary key; {@code NEVER} for a permanent one. */
        TEMPORARY_CREDENTIALS
    }

    /**
     * One code, prefix of codes, or text.
     *
     * @param code the code, prefix or text; a prefix that ends with a dot also stands for the code without it
     * @param by {@code CODE}, {@code CODE_PREFIX} or {@code TEXT}
     * @param kind what went wrong
     * @param effect whether the deletion may have happened all the same
     * @param advice whether a repeat makes sense
     * @param source the vendor's page and its date, or the word that it is inferred
     * @param isAboutTarget whether the source describes the code by the person or face of the request, so that it need not concern others
     * @param remedy what else the rejection means
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
        /** Checks that nothing but the detail is null. */
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

        /** Returns the row of all codes with a prefix that have no row of their own. */
        public static Row prefix(String code, ErrorKind kind, Effect effect, RetryAdvice advice, String source) {
            return of(Classification.CODE_PREFIX, code, kind, effect, advice, source);
        }

        /** Returns the row of a text that the vendor uses in place of a code; a table's {@link #find} ignores it. */
        public static Row text(String text, ErrorKind kind, Effect effect, RetryAdvice advice, String source) {
            return of(Classification.TEXT, text, kind, effect, advice, source);
        }

        /** Returns this row, about the person or face of the request. */
        public Row aboutTarget() {
            return new Row(code, by, kind, effect, advice, source, true, remedy, detail);
        }

        /** Returns this row with a remedy. */
        public Row with(Remedy value) {
            return new Row(code, by, kind, effect, advice, source, isAboutTarget, value, detail);
        }

        /** Returns this row with a sentence for the exception, which must not hold a vendor's text. */
        public Row withDetail(String value) {
            return new Row(code, by, kind, effect, advice, source, isAboutTarget, remedy, value);
        }

        /** Returns whether the code has a row or a prefix in the table; nothing is known about others. */
        public boolean isListed() {
            return !equals(UNLISTED);
        }
    }
}
