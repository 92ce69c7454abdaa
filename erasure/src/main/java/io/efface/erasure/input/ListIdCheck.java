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

/** Checks the ids of one list. Counts the rows with accepted risks, and the ids that look rounded by a spreadsheet. For one thread. */
final class ListIdCheck {
    /**
     * Texts into which a spreadsheet turns ids: {@code 1.23457E+17} for a large number, {@code ="0012"} for a number that is marked as
     * text, and {@code 4711.0} for a number in a column with decimals.
     */
    private static final Pattern SPREADSHEET_NUMBER = Pattern.compile(
            "[+-]?\\d{1,3}(?:[.,]\\d+[Ee][+-]?|[Ee][+-])\\d{1,3}|=\".*\"|[+-]?\\d+[.,]0+", Pattern.DOTALL);

    /** Texts that databases, Python and R write for an empty cell, and the error values of spreadsheets. */
    private static final Pattern EMPTY_MARKER = Pattern.compile(
            "null|none|nan|#n/a|<na>|\\\\n|#ref!|#value!|#name\\?|#div/0!|#num!|#null!", Pattern.CASE_INSENSITIVE);

    private final Set<ListRisk> acceptableRisks;
    private final Map<UsedRow, Long> usedRowCounts = new HashMap<>();
    private final Set<ListRisk> risksOfRow = EnumSet.noneOf(ListRisk.class);
    private final Map<Column, Long> longIdCounts = new EnumMap<>(Column.class);
    private final Map<Column, Long> roundIdCounts = new EnumMap<>(Column.class);

    /**
     * The properties of a used row that decide which accepted risks it has. The columns with long ids are stored, because only the whole
     * list shows whether the ids of a column look rounded.
     *
     * @param risks the accepted risks of the row
     * @param columnsWithLongIds the columns in which the row has an id that may be rounded
     */
    private record UsedRow(Set<ListRisk> risks, Set<Column> columnsWithLongIds) {}

    ListIdCheck(Set<ListRisk> acceptableRisks) {
        this.acceptableRisks = acceptableRisks;
    }

    /** Starts the check of a new row. */
    void begin() {
        risksOfRow.clear();
    }

    /** Counts the accepted risks of the row that was checked last. Call this method only for a row that is used. */
    void use(InputRow.Entry row) {
        Set<Column> columnsWithLongIds = EnumSet.noneOf(Column.class);
        if (RoundedIds.isLong(row.person())) {
            columnsWithLongIds.add(Column.PERSON);
        }
        if (!row.subject().equals(row.person()) && RoundedIds.isLong(row.subject())) {
            columnsWithLongIds.add(Column.SUBJECT);
        }
        if (row.faces().stream().anyMatch(RoundedIds::isLong)) {
            columnsWithLongIds.add(Column.FACES);
        }
        if (!risksOfRow.isEmpty() || !columnsWithLongIds.isEmpty()) {
            usedRowCounts.merge(new UsedRow(Set.copyOf(risksOfRow), Set.copyOf(columnsWithLongIds)), 1L, Long::sum);
        }
    }

    /**
     * Returns the problem of an id, or null.
     *
     * @param isBare whether the id has no quotes around it
     */
    @Nullable ProblemCode problem(Column column, String text, boolean isBare) {
        ProblemCode problem = isBare ? Ids.bareProblem(text) : Ids.problem(text);
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
            longIdCounts.merge(column, 1L, Long::sum);
            if (text.endsWith("000")) {
                roundIdCounts.merge(column, 1L, Long::sum);
            }
        }
        return null;
    }

    private static boolean isSeveral(String face) {
        return IdWarning.ofFace(face).equals(Optional.of(IdWarning.SEVERAL_IDS));
    }

    private boolean accept(ListRisk risk) {
        return acceptableRisks.contains(risk) && (risksOfRow.add(risk) || risksOfRow.contains(risk));
    }

    /**
     * Returns the number of used rows for each accepted risk. A row with an id that looks rounded has the risk {@code SPREADSHEET_NUMBER}.
     * If that risk is not accepted, the row is not counted for any risk, because it is refused.
     */
    Map<ListRisk, Long> accepted() {
        Map<ListRisk, Long> all = new EnumMap<>(ListRisk.class);
        usedRowCounts.forEach((row, count) -> {
            Set<ListRisk> risks = EnumSet.noneOf(ListRisk.class);
            risks.addAll(row.risks());
            if (row.columnsWithLongIds().stream().anyMatch(this::isRounded)) {
                if (!acceptableRisks.contains(ListRisk.SPREADSHEET_NUMBER)) {
                    return;
                }
                risks.add(ListRisk.SPREADSHEET_NUMBER);
            }
            risks.forEach(risk -> all.merge(risk, count, Long::sum));
        });
        return all;
    }

    /** Returns the columns in which the ids read so far look rounded. */
    RoundedIds rounded() {
        return new RoundedIds(isRounded(Column.SUBJECT), isRounded(Column.PERSON), isRounded(Column.FACES));
    }

    private boolean isRounded(Column column) {
        return 2 * roundIdCounts.getOrDefault(column, 0L) > longIdCounts.getOrDefault(column, 0L);
    }
}
