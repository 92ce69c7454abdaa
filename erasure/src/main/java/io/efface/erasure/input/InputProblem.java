package io.efface.erasure.input;

import java.util.Objects;

/**
 * A problem of a row of a list, with its place. It does not contain the text of the row. Immutable and thread-safe.
 *
 * @param line the line from 1; for a CSV row of several lines, its first line
 * @param column the column in characters of the line from 1; for a CSV row of several lines, in characters of the row
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
}
