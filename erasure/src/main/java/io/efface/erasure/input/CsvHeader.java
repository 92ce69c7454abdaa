package io.efface.erasure.input;

import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** The first line of a CSV list: where our columns are. Messages give columns by number, because the line may be a person. */
final class CsvHeader {
    private final CsvRecord first;
    private final InputColumns columns;
    private final ListName name;
    private final boolean there;
    private final Map<Column, Integer> places = new EnumMap<>(Column.class);

    /**
     * Finds the columns.
     *
     * @param isHold whether the list is a hold list, whose first line must not be lost even if it has no digits
     */
    CsvHeader(CsvRecord first, ListOptions options, ListName name, boolean isHold) {
        this.first = first;
        this.columns = options.columns();
        this.name = name;
        this.there = options.header().orElse(true);
        for (Column column : Column.values()) {
            Integer place = place(column);
            if (place != null) {
                if (places.containsValue(place)) {
                    throw name.rejected("has one column, #" + (place + 1) + ", for two of ours");
                }
                places.put(column, place);
            }
        }
        if (options.header().isEmpty() && columns.hasNumbers()) {
            checkNotARow(isHold);
        }
    }

    private @Nullable Integer place(Column column) {
        OptionalInt number = columns.number(column);
        if (number.isPresent()) {
            if (number.getAsInt() > first.fields()) {
                throw name.rejected("lacks the column that " + name.option("columns") + " gives for " + column.title()
                        + "; " + numbered());
            }
            return number.getAsInt() - 1;
        }
        Integer found = null;
        for (int i = 0; there && i < first.fields(); i++) {
            if (columns.is(column, first.value(i).strip())) {
                if (found != null) {
                    throw name.rejected("has the column for " + column.title() + " twice");
                }
                found = i;
            }
        }
        if (found == null && columns.isRequired(column)) {
            throw name.rejected(
                    there
                            ? "lacks the column that " + name.option("columns") + " names for " + column.title() + "; "
                                    + numbered() + suggestion(column)
                            : "has no header, so its columns are given by number" + suggestion(column));
        }
        return found;
    }

    /**
     * Checks that a first line whose columns are given by number is clearly a header. A person of a row that is taken for the header would
     * not be deleted, or of a hold list would be.
     */
    private void checkNotARow(boolean isHold) {
        boolean isHeader = false;
        for (int i = 0; i < first.fields(); i++) {
            String cell = first.value(i).strip();
            isHeader |= InputColumns.isTitle(cell) || columns.contains(cell);
        }
        if (isHold || !isHeader) {
            throw name.rejected("has a first line that may be a row, because its columns are given by number"
                    + (isHold ? "" : " and it names none of ours") + "; add " + name.option("header")
                    + " if it names the columns, or " + name.withoutOption("header") + " if it is a row");
        }
    }

    /**
     * Checks that the columns are there and are not called almost as ours.
     *
     * @param subjectServes whether a row may name a subject and no person
     */
    void check(boolean subjectServes) {
        for (int i = 0; there && i < first.fields(); i++) {
            String column = first.value(i).strip();
            boolean isKnown =
                    places.containsValue(i) || (column.equalsIgnoreCase("face") && places.containsKey(Column.FACES));
            if (!isKnown && columns.isLookalike(column)) {
                throw name.rejected("has a header whose column #" + (i + 1)
                        + " is almost a name that counts, or has almost the same meaning; correct it, say which of ours it is ("
                        + name.option("columns") + "), or that it is none (" + name.option("ignore-columns") + ")");
            }
        }
        if (!places.containsKey(Column.PERSON) && !(subjectServes && places.containsKey(Column.SUBJECT))) {
            throw name.rejected("has no column for person_id in its first line; " + numbered()
                    + suggestion(Column.PERSON) + "; if that line is not a header, the format may be another");
        }
    }

    private String numbered() {
        int width = first.fields();
        return width == 1 ? "it has one column, #1" : "it has " + width + " columns, #1 to #" + width;
    }

    private String suggestion(Column column) {
        return "; give yours by name or number, such as " + name.option("columns") + " " + column.title() + "=#"
                + Math.min(2, first.fields()) + " with " + name.option("header") + ", or "
                + name.withoutOption("header") + " if the first line is a row";
    }

    Map<Column, Integer> places() {
        return places;
    }

    /** Returns whether the first line is a header. */
    boolean isThere() {
        return there;
    }
}
