package io.efface.erasure.input;

import org.jspecify.annotations.Nullable;

/**
 * One line of a list without its end.
 *
 * @param text empty if there is a problem
 * @param end what ended the line: LF, CRLF, a lone CR, or empty at the end of the list
 * @param problem what is wrong with its bytes, or null
 */
record Line(long number, String text, String end, @Nullable InputProblem problem) {
    boolean isBlank() {
        return problem == null && text.isBlank();
    }

    @Override
    public String toString() {
        return "line " + number;
    }
}
