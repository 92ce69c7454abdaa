package io.efface.erasure.input;

import io.efface.IdWarning;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
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
    private final Map<UsedRow, Long> usedRows = new HashMap<>();
    private final Set<ListRisk> acceptedInRow = EnumSet.noneOf(ListRisk.class);
    private final Map<Column, Long> longIds = new EnumMap<>(Column.class);
    private final Map<Column, Long> roundIds = new EnumMap<>(Column.class);

    /** What may count as accepted in a row that is used; which columns are rounded is known only at the end of the list. */
    private record UsedRow(Set<ListRisk> accepted, Set<Column> withLongIds) {}

    IdCheck(Set<ListRisk> acceptable) {
        this.acceptable = acceptable;
    }

    /** Starts a row. */
    void begin() {
        acceptedInRow.clear();
    }

    /** Counts what was accepted in the row that was checked last, because it is used. */
    void use(InputRow.Entry row) {
        Set<Column> withLongIds = EnumSet.noneOf(Column.class);
        if (RoundedIds.isLong(row.person())) {
            withLongIds.add(Column.PERSON);
        }
        if (!row.subject().equals(row.person()) && RoundedIds.isLong(row.subject())) {
            withLongIds.add(Column.SUBJECT);
        }
        if (row.faces().stream().anyMatch(RoundedIds::isLong)) {
            withLongIds.add(Column.FACES);
        }
        if (!acceptedInRow.isEmpty() || !withLongIds.isEmpty()) {
            usedRows.merge(new UsedRow(Set.copyOf(acceptedInRow), Set.copyOf(withLongIds)), 1L, Long::sum);
        }
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

    /**
     * Returns how many used rows were taken in spite of what. A row with an id that looks rounded counts as a spreadsheet's if that is
     * accepted, and not at all otherwise, because it is refused.
     */
    Map<ListRisk, Long> accepted() {
        Map<ListRisk, Long> all = new EnumMap<>(ListRisk.class);
        usedRows.forEach((row, count) -> {
            Set<ListRisk> risks = EnumSet.noneOf(ListRisk.class);
            risks.addAll(row.accepted());
            if (row.withLongIds().stream().anyMatch(this::isRounded)) {
                if (!acceptable.contains(ListRisk.SPREADSHEET_NUMBER)) {
                    return;
                }
                risks.add(ListRisk.SPREADSHEET_NUMBER);
            }
            risks.forEach(risk -> all.merge(risk, count, Long::sum));
        });
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
