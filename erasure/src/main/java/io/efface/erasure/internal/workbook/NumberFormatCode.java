package io.efface.erasure.internal.workbook;

import io.efface.erasure.input.ProblemCode;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the format of a number in a workbook. It decides whether the sheet shows the digits that are stored. Any format that is not
 * understood counts as a format that shows something else.
 */
final class NumberFormatCode {
    /** The ids of formats of dates and times that have no code in the file, because their codes depend on the language. */
    private static final Set<Integer> DATES_WITHOUT_CODE = Set.of(
            27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 50, 51, 52, 53, 54, 55, 56, 57, 58, 71, 72, 73, 74, 75, 76, 77, 78,
            79, 80, 81);
    /** The ids of formats without a code in the file that show the stored digits: General, and accounting formats without currency. */
    private static final Set<Integer> PLAIN_WITHOUT_CODE = Set.of(0, 41, 43);

    private static final int MAX_NUMBER_SECTIONS = 3;
    private static final String GENERAL = "general";
    private static final String DATE_LETTERS = "ymdhsbge";

    private final String code;
    private int index;
    private int section;
    private int integerZeros;
    private boolean hasDecimalPoint;
    private boolean hasPlaceholder;
    private boolean isDate;
    private boolean showsMore;

    private NumberFormatCode(String code) {
        this.code = code.toLowerCase(Locale.ROOT);
    }

    /**
     * Returns the problem of numbers with a format, or null if the sheet shows their digits.
     *
     * @param id the id of the format; null for the format General
     * @param code the code of the format; null if the workbook has no code for the id
     */
    static @Nullable ProblemCode problem(@Nullable Integer id, @Nullable String code) {
        if (code != null) {
            return new NumberFormatCode(code).problem();
        }
        if (id == null || PLAIN_WITHOUT_CODE.contains(id)) {
            return null;
        }
        return DATES_WITHOUT_CODE.contains(id) ? ProblemCode.DATE_CELL : ProblemCode.FORMATTED_NUMBER;
    }

    private @Nullable ProblemCode problem() {
        while (index < code.length() && section < MAX_NUMBER_SECTIONS) {
            read(code.charAt(index++));
        }
        return isDate ? ProblemCode.DATE_CELL : showsMore ? ProblemCode.FORMATTED_NUMBER : null;
    }

    private void read(char c) {
        switch (c) {
            case ';' -> {
                section++;
                integerZeros = 0;
                hasDecimalPoint = false;
                hasPlaceholder = false;
            }
            case '"' -> addLiteral(upTo('"'));
            case '\\' -> addLiteral(next());
            case '*' -> addLiteral(next());
            case '_' -> next();
            case '[' -> readBrackets(upTo(']'));
            case '#', '?' -> hasPlaceholder = true;
            case '0' -> {
                hasPlaceholder = true;
                integerZeros += hasDecimalPoint ? 0 : 1;
                showsMore |= integerZeros > 1;
            }
            case '.' -> hasDecimalPoint = true;
            case ',' -> showsMore |= !isGrouping();
            case '@', '/', ':', ' ' -> {}
            // A sign or a bracket before the digits of a negative number, such as -0 or (0).
            case '-', '(', ')' -> showsMore |= section != 1;
            default -> readLetter(c);
        }
    }

    private void readLetter(char c) {
        if (c == 'e' && index < code.length() && "+-".indexOf(code.charAt(index)) >= 0) {
            index++;
            while (index < code.length() && code.charAt(index) == '0') {
                index++;
            }
        } else if (code.startsWith(GENERAL, index - 1)) {
            index += GENERAL.length() - 1;
        } else if (DATE_LETTERS.indexOf(c) >= 0
                || code.startsWith("a/p", index - 1)
                || code.startsWith("am/pm", index - 1)) {
            isDate = true;
        } else {
            showsMore = true;
        }
    }

    /** Returns whether a comma groups digits. A comma after the last digit divides the number by a thousand. */
    private boolean isGrouping() {
        int next = index;
        while (next < code.length() && code.charAt(next) == ',') {
            next++;
        }
        return hasPlaceholder && next < code.length() && "#0?".indexOf(code.charAt(next)) >= 0;
    }

    /** Reads elapsed hours such as {@code [h]}, or a colour, a condition, a currency or a language. */
    private void readBrackets(String content) {
        if (content.matches("h+|m+|s+")) {
            isDate = true;
        } else if (content.startsWith("dbnum") || (content.startsWith("$") && !content.startsWith("$-"))) {
            showsMore = true;
        }
    }

    private void addLiteral(String text) {
        showsMore |= !text.isBlank();
    }

    private String next() {
        return index < code.length() ? code.substring(index, ++index) : "";
    }

    private String upTo(char end) {
        int at = code.indexOf(end, index);
        String text = code.substring(index, at < 0 ? code.length() : at);
        index = at < 0 ? code.length() : at + 1;
        return text;
    }
}
