package io.efface.erasure.internal.workbook;

import io.efface.erasure.input.ProblemCode;
import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellType;
import org.jspecify.annotations.Nullable;

/**
 * The value of a cell of a workbook as the text of an id.
 *
 * @param text the text; empty if the cell is empty or has a problem
 * @param problem the reason why the value is not clearly an id, or null
 */
public record SheetCell(String text, @Nullable ProblemCode problem) {
    static final SheetCell EMPTY = new SheetCell("", null);

    /** Excel keeps 15 digits of a number, and replaces the other digits by zeros. */
    private static final int EXACT_DIGITS = 15;

    private static final Pattern ESCAPE = Pattern.compile("_x([0-9A-Fa-f]{4})_");

    /**
     * Reads a cell.
     *
     * @param cell the cell, or null if the row does not contain it
     */
    static SheetCell of(@Nullable Cell cell) {
        if (cell == null || cell.getType() == CellType.EMPTY) {
            return EMPTY;
        }
        if (cell.getFormula() != null) {
            return refused(ProblemCode.FORMULA_CELL);
        }
        return switch (cell.getType()) {
            case STRING, FORMULA -> new SheetCell(unescaped(cell.getText()), null);
            case BOOLEAN -> refused(ProblemCode.BOOLEAN_CELL);
            case ERROR ->
                refused(IsoDates.MARK.equals(cell.getRawValue()) ? ProblemCode.DATE_CELL : ProblemCode.ERROR_CELL);
            case NUMBER -> number(cell);
            case EMPTY -> EMPTY;
        };
    }

    static SheetCell refused(ProblemCode problem) {
        return new SheetCell("", problem);
    }

    private static SheetCell number(Cell cell) {
        BigDecimal number = cell.asNumber().stripTrailingZeros();
        ProblemCode problem =
                NumberFormatCode.problem(cell.getDataFormatId(), cell.getDataFormatString(), number.signum());
        if (problem == ProblemCode.DATE_CELL) {
            return refused(problem);
        }
        if ((long) number.precision() - number.scale() > EXACT_DIGITS) {
            return refused(ProblemCode.LONG_NUMBER);
        }
        if (number.scale() > 0) {
            return refused(ProblemCode.DECIMAL_NUMBER);
        }
        return problem != null
                ? refused(problem)
                : new SheetCell(number.toBigIntegerExact().toString(), null);
    }

    /** Replaces escapes of characters that XML cannot contain, such as {@code _x000D_} for a carriage return. */
    private static String unescaped(String text) {
        if (!text.contains("_x")) {
            return text;
        }
        Matcher escape = ESCAPE.matcher(text);
        return escape.replaceAll(
                match -> Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(match.group(1), 16))));
    }

    boolean isBlank() {
        return text.isBlank() && problem == null;
    }

    /** Returns no text of the cell. */
    @Override
    public String toString() {
        return problem == null ? "text" : problem.name();
    }
}
