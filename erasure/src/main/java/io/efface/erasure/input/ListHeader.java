package io.efface.erasure.input;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Finds the columns in the first line of a CSV list, or in the first row of a workbook. Messages name a column by its number, because the
 * first line may be a row with a person's id.
 */
final class ListHeader {
    private final List<String> firstLine;
    private final String lineWord;
    private final InputColumns columns;
    private final ListName name;
    private final boolean isHeader;
    private final Map<Column, Integer> indexes = new EnumMap<>(Column.class);

    /**
     * Finds the columns.
     *
     * @param firstLine the cells of the first line
     * @param lineWord the word for a line in messages: {@code line} or {@code row}
     * @param isHold whether the list is a hold list. The first line of a hold list is never assumed to be a header if the columns are given
     *     by number
     */
    ListHeader(List<String> firstLine, String lineWord, ListOptions options, ListName name, boolean isHold) {
        this.firstLine = firstLine.stream().map(String::strip).toList();
        this.lineWord = lineWord;
        this.columns = options.columns();
        this.name = name;
        this.isHeader = options.header().orElse(true);
        for (Column column : Column.values()) {
            Integer index = find(column);
            if (index != null) {
                if (indexes.containsValue(index)) {
                    throw name.rejected("uses column #" + (index + 1) + " for two of the columns that Efface reads");
                }
                indexes.put(column, index);
            }
        }
        if (options.header().isEmpty() && columns.hasNumbers()) {
            checkNotARow(isHold);
        }
    }

    /** Returns the index of a column, or null if the list does not have the column. */
    private @Nullable Integer find(Column column) {
        OptionalInt number = columns.number(column);
        if (number.isPresent()) {
            if (number.getAsInt() > firstLine.size()) {
                throw name.rejected("lacks the column that " + name.option("columns") + " gives for " + column.title()
                        + "; " + numbered());
            }
            return number.getAsInt() - 1;
        }
        Integer index = null;
        for (int i = 0; isHeader && i < firstLine.size(); i++) {
            if (columns.is(column, firstLine.get(i))) {
                if (index != null) {
                    throw name.rejected("has the column for " + column.title() + " twice");
                }
                index = i;
            }
        }
        if (index == null && columns.isRequired(column)) {
            throw name.rejected(
                    isHeader
                            ? "lacks the column that " + name.option("columns") + " names for " + column.title() + "; "
                                    + numbered() + suggestion(column)
                            : "has no header, so its columns must be given by number" + suggestion(column));
        }
        return index;
    }

    /**
     * If the columns are given by number, checks that the first line is clearly a header. If a row were mistaken for a header, the person
     * of that row would not be deleted. In a hold list, the person would not be protected.
     */
    private void checkNotARow(boolean isHold) {
        boolean hasTitle = false;
        for (int i = 0; i < firstLine.size(); i++) {
            String cell = firstLine.get(i);
            hasTitle |= InputColumns.isTitle(cell) || columns.contains(cell);
        }
        if (isHold || !hasTitle) {
            throw name.rejected(
                    "has a first " + lineWord + " that may be a row, because the columns are given by number"
                            + (isHold ? "" : " and it names none of them") + "; add " + name.option("header")
                            + " if it names the columns, or " + name.withoutOption("header") + " if it is a row");
        }
    }

    /**
     * Checks that the list has a column for the person, and that no other column has a name similar to the name of a column that Efface
     * reads.
     *
     * @param subjectSuffices whether a row may name a subject and no person
     */
    void check(boolean subjectSuffices) {
        for (int i = 0; isHeader && i < firstLine.size(); i++) {
            String column = firstLine.get(i);
            boolean isKnown =
                    indexes.containsValue(i) || (column.equalsIgnoreCase("face") && indexes.containsKey(Column.FACES));
            if (!isKnown && columns.isLookalike(column)) {
                throw name.rejected("has a header whose column #" + (i + 1)
                        + " has a name that is similar in spelling or meaning to a name that Efface reads; correct it,"
                        + " or name the column with " + name.option("columns") + " to use it or with "
                        + name.option("ignore-columns")
                        + " to ignore it");
            }
        }
        if (!indexes.containsKey(Column.PERSON) && !(subjectSuffices && indexes.containsKey(Column.SUBJECT))) {
            throw name.rejected("has no column for person_id in its first " + lineWord + "; " + numbered()
                    + suggestion(Column.PERSON)
                    + (lineWord.equals("row")
                            ? "; delete the rows above the header"
                            : "; if the first line is not a header, the list may have another format"));
        }
    }

    private String numbered() {
        int width = firstLine.size();
        return width == 1 ? "it has one column, #1" : "it has " + width + " columns, #1 to #" + width;
    }

    private String suggestion(Column column) {
        return "; give the column by name or number, such as " + name.option("columns") + " " + column.title() + "=#"
                + Math.min(2, firstLine.size()) + " with " + name.option("header") + ", or "
                + name.withoutOption("header") + " if the first " + lineWord + " is a row";
    }

    /** Returns the indexes of the columns in a line, from 0. */
    Map<Column, Integer> indexes() {
        return indexes;
    }

    /** Returns whether the first line is a header and not a row. */
    boolean isHeader() {
        return isHeader;
    }
}
