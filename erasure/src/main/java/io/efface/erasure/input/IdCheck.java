package io.efface.erasure.input;

import io.efface.IdWarning;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks the ids of one list, and counts what was accepted and which ids look rounded. For one thread. */
final class IdCheck {
    /** How a spreadsheet shows a large number, an id forced to be text, and a number with decimals: {@code 1.23457E+17}, {@code ="0012"}, {@code 4711.0}. */
    private static final Pattern SPREADSHEET_NUMBER = Pattern.compile(
            "[+-]?\\d{1,3}(?:[.,]\\d+[Ee][+-]?|[Ee][+-])\\d{1,3}|=\".*\"|[+-]?\\d+[.,]0+", Pattern.DOTALL);

    /** The markers of an empty cell of databases, Python and R, and the error values of spreadsheets. */
    private static final Pattern EMPTY_MARKER = Pattern.compile(
            "null|none|nan|#n/a|<na>|\\\\n|#ref!|#value!|#name\\?|#div/0!|#num!|#null!", Pattern.CASE_INSENSITIVE);

    private final Set<ListRisk> acceptable;
    private final Map<ListRisk, Long> accepted = new EnumMap<>(ListRisk.class);
    private final Set<ListRisk> acceptedInRow = EnumSet.noneOf(ListRisk.class);
    private final Map<Column, Long> longIds = new EnumMap<>(Column.class);
    private final Map<Column, Long> roundIds = new EnumMap<>(Column.class);
    private final Map<Column, Long> longRows = new EnumMap<>(Column.class);
    private final Set<Column> longInRow = EnumSet.noneOf(Column.class);

    IdCheck(Set<ListRisk> acceptable) {
        this.acceptable = acceptable;
    }

    /** Starts a row. */
    void begin() {
        acceptedInRow.clear();
        longInRow.clear();
    }

    /** Counts what was accepted in a row that is used. */
    void use() {
        acceptedInRow.forEach(risk -> accepted.merge(risk, 1L, Long::sum));
        longInRow.forEach(column -> longRows.merge(column, 1L, Long::sum));
    }

    /** Returns what is wrong with an id, or null. */
    @Nullable ProblemCode problem(Column column, String text, boolean bare) {
        ProblemCode problem = bare ? Ids.bareProblem(text) : Ids.problem(text);
        if (problem != null || column == Column.ACCOUNT) {
            return problem;
        }
        if (SPREADSHEET_NUMBER.matcher(text).matches()) {
            if (!accept(ListRisk.SPREADSHEET_NUMBER)) {
                return ProblemCode.SPREADSHEET_NUMBER;
            }
        } else if (EMPTY_MARKER.matcher(text).matches()) {
            if (!accept(ListRisk.EMPTY_MARKER)) {
                return ProblemCode.EMPTY_MARKER;
            }
        } else if (column == Column.FACES && isSeveral(text) && !accept(ListRisk.FACE_SEPARATOR)) {
            return ProblemCode.FACE_SEPARATOR;
        }
        if (RoundedIds.isLong(text)) {
            longInRow.add(column);
            longIds.merge(column, 1L, Long::sum);
            if (text.endsWith("000")) {
                roundIds.merge(column, 1L, Long::sum);
            }
        }
        return null;
    }

    private static boolean isSeveral(String face) {
        return IdWarning.ofFace(face).equals(Optional.of(IdWarning.SEVERAL_IDS));
    }

    private boolean accept(ListRisk risk) {
        return acceptable.contains(risk) && (acceptedInRow.add(risk) || acceptedInRow.contains(risk));
    }

    /** Returns how many used rows were taken in spite of what; of rows with rounded ids, those of the column that has the most. */
    Map<ListRisk, Long> accepted() {
        Map<ListRisk, Long> all = new EnumMap<>(ListRisk.class);
        all.putAll(accepted);
        if (acceptable.contains(ListRisk.SPREADSHEET_NUMBER)) {
            long rounded = longRows.entrySet().stream()
                    .filter(column -> isRounded(column.getKey()))
                    .mapToLong(Map.Entry::getValue)
                    .max()
                    .orElse(0);
            if (rounded > 0) {
                all.merge(ListRisk.SPREADSHEET_NUMBER, rounded, Long::sum);
            }
        }
        return all;
    }

    /** Returns which ids look rounded, of those read so far. */
    RoundedIds rounded() {
        return new RoundedIds(isRounded(Column.SUBJECT), isRounded(Column.PERSON), isRounded(Column.FACES));
    }

    private boolean isRounded(Column column) {
        return 2 * roundIds.getOrDefault(column, 0L) > longIds.getOrDefault(column, 0L);
    }
}
