package io.efface.erasure.input;

import java.util.Objects;

/**
 * A problem of a row of a list, with its place. The problem does not contain the text of the row. Immutable and thread-safe.
 *
 * @param line the line from 1; for a CSV row of several lines, its first line; for a workbook, the row of the sheet
 * @param column the column in characters of the line from 1; for a CSV row of several lines, in characters of the row; for a workbook, the
 *     column of the sheet, where 1 is column A
 * @param code the kind of problem
 */
public record InputProblem(long line, int column, ProblemCode code) {
    /** Checks that the code is not null. */
    public InputProblem {
        Objects.requireNonNull(code, "code");
    }

    /** Returns the line, the column and the description of the problem. */
    @Override
    public String toString() {
        return "line " + line + ", column " + column + ": " + code.text();
    }

    /**
     * Returns the place and the description of the problem in the words of a format: a row and a column with a letter for a workbook, and a
     * line and a column with a number for other lists.
     */
    public String text(InputFormat format) {
        return format == InputFormat.XLSX
                ? "row " + line + (isAboutRow() ? "" : ", column " + letters(column)) + ": " + code.text()
                : toString();
    }

    /** Returns whether the problem concerns the row as a whole. The column of such a problem is 1. */
    private boolean isAboutRow() {
        return column == 1 && (code == ProblemCode.ACCOUNT_MISSING || code == ProblemCode.SPREADSHEET_NUMBER);
    }

    /** Returns the letters of a sheet's column, such as {@code AB} for 28. */
    private static String letters(int column) {
        StringBuilder letters = new StringBuilder();
        for (int rest = column; rest > 0; rest = (rest - 1) / 26) {
            letters.append((char) ('A' + (rest - 1) % 26));
        }
        return letters.reverse().toString();
    }
}
