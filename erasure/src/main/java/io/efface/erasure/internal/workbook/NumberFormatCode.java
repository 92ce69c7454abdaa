package io.efface.erasure.internal.workbook;

import io.efface.erasure.input.ProblemCode;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

    private static final int GENERAL = 0;
    /** The id of the accounting format without decimals and currency. It may have no code in the file. */
    private static final int ACCOUNTING = 41;

    private static final int MAX_SECTIONS = 4;
    private static final int MAX_NUMBER_SECTIONS = 3;

    /** Space around a number: a space, the width of a character, or spaces that fill the cell. */
    private static final String SPACE = "(?: |\\\\ |\" *\"|_.|\\* )*+";
    /** Colours and languages. A language of more than four digits may choose other digits than 0 to 9. */
    private static final String COLOUR_OR_LANGUAGE =
            "(?:\\[(?:black|blue|cyan|green|magenta|red|white|yellow|color ?[0-9]{1,2}|\\$-[0-9a-f]{1,4})])*+";
    /**
     * A section that shows a whole number without or with separators of thousands. Group 1 is the sign. Group 2 are the placeholders of
     * the digits.
     */
    private static final Pattern DIGITS =
            Pattern.compile(SPACE + COLOUR_OR_LANGUAGE + SPACE + "(-?)(general|@|0|#(?:,?#)*+(?:,?0)?)" + SPACE);

    /** Parts of a code that show no date although they may contain letters of dates. */
    private static final Pattern NO_DATE =
            Pattern.compile("\"[^\"]*\"?|\\\\.|[_*].|\\[(?!h+]|m+]|s+])[^]]*]?|general|e[+-]", Pattern.DOTALL);

    private static final Pattern DATE = Pattern.compile("[ymdhsbge]|a/p");

    private NumberFormatCode() {}

    /**
     * Returns the problem of a whole number with a format, or null if the sheet shows its digits.
     *
     * @param id the id of the format; null for the format General
     * @param code the code of the format; null if the workbook has no code for the id
     * @param sign the sign of the number: negative, 0 or positive
     */
    static @Nullable ProblemCode problem(@Nullable Integer id, @Nullable String code, int sign) {
        if (code != null) {
            String folded = code.toLowerCase(Locale.ROOT);
            return isDate(folded)
                    ? ProblemCode.DATE_CELL
                    : showsDigits(folded, sign) ? null : ProblemCode.FORMATTED_NUMBER;
        }
        if (id == null || id == GENERAL || (id == ACCOUNTING && sign > 0)) {
            return null;
        }
        return DATES_WITHOUT_CODE.contains(id) ? ProblemCode.DATE_CELL : ProblemCode.FORMATTED_NUMBER;
    }

    private static boolean isDate(String code) {
        String[] sections = NO_DATE.matcher(code).replaceAll("").split(";", -1);
        for (int i = 0; i < sections.length && i < MAX_NUMBER_SECTIONS; i++) {
            if (DATE.matcher(sections[i]).find()) {
                return true;
            }
        }
        return false;
    }

    /**
     * Returns whether a code shows all digits of a number. The code is split at each semicolon, even inside a literal. If a literal is
     * split, its parts do not match, and the result is false.
     */
    private static boolean showsDigits(String code, int sign) {
        String[] sections = code.split(";", -1);
        Matcher first = DIGITS.matcher(sections[0]);
        if (sections.length > MAX_SECTIONS
                || !first.matches()
                || !first.group(1).isEmpty()) {
            return false;
        }
        if (sign > 0 || (sign < 0 && sections.length == 1)) {
            return true;
        }
        if (sign < 0) {
            Matcher negative = DIGITS.matcher(sections[1]);
            return negative.matches() && !negative.group(1).isEmpty();
        }
        Matcher zero = sections.length < MAX_NUMBER_SECTIONS ? first : DIGITS.matcher(sections[2]);
        // The placeholder # shows nothing for zero.
        return zero.matches() && zero.group(1).isEmpty() && !zero.group(2).endsWith("#");
    }
}
