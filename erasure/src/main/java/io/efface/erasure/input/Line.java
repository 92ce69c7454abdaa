package io.efface.erasure.input;

import org.jspecify.annotations.Nullable;

/**
 * One line of a list.
 *
 * @param number the number of the line, from 1
 * @param text the text of the line without the line end, or an empty text if the line has a problem
 * @param end the line end: LF, CRLF, a single CR, or an empty text after the last line
 * @param problem the problem of the line's bytes, or null
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
