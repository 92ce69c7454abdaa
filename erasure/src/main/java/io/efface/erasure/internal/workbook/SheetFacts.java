package io.efface.erasure.internal.workbook;

import io.efface.erasure.input.ProblemCode;
import java.util.List;
import java.util.Map;

/**
 * What the check of a sheet found out.
 *
 * @param width the number of columns up to the last cell with a value; 0 if the sheet has no values
 * @param problems the problems of cells that the library for workbooks does not report, by {@link #key}
 * @param hasIsoDates whether the sheet has cells of the type {@link IsoDates#TYPE}
 * @param merged the areas of merged cells, sorted by their first row
 */
record SheetFacts(int width, Map<Long, ProblemCode> problems, boolean hasIsoDates, List<Area> merged) {
    /** The number of columns of a sheet. */
    static final int MAX_COLUMNS = 16_384;

    /** The number of rows of a sheet. */
    static final int MAX_ROWS = 1_048_576;

    /** The maximum length of a text, in UTF-16 code units. Excel allows 32,767. */
    static final int MAX_TEXT = 1 << 20;

    SheetFacts {
        problems = Map.copyOf(problems);
        merged = List.copyOf(merged);
    }

    /** An area of cells. Rows and columns are counted from 1, and the last row and the last column belong to the area. */
    record Area(int firstRow, int lastRow, int firstColumn, int lastColumn) {
        /** Returns whether a cell is in the area, and is not its first cell. Only the first cell of merged cells has a value. */
        boolean isCovered(int row, int column) {
            return row >= firstRow
                    && row <= lastRow
                    && column >= firstColumn
                    && column <= lastColumn
                    && !(row == firstRow && column == firstColumn);
        }
    }

    static long key(int row, int column) {
        return (long) row * MAX_COLUMNS + column;
    }
}
