package io.efface.erasure.input;

import java.util.Objects;

/**
 * What is wrong with a row of a list, and where; never its text. Immutable and thread-safe.
 *
 * @param line from 1; where a row of CSV goes over several lines, its first
 * @param column from 1, in characters of that line, or of the row where it goes over several lines
 */
public record InputProblem(long line, int column, ProblemCode code) {
    /** Checks that the code is there. */
    public InputProblem {
        Objects.requireNonNull(code, "code");
    }

    /** Returns line, column and what is wrong, for people. */
    @Override
    public String toString() {
        return "line " + line + ", column " + column + ": " + code.text();
    }
}
