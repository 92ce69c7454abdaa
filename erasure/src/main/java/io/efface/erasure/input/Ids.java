package io.efface.erasure.input;

import io.efface.IdWarning;
import org.jspecify.annotations.Nullable;

/**
 * Checks the texts of ids. If {@link io.efface.PersonId} does not accept a text, the methods of this class return the code of the problem.
 */
final class Ids {
    private Ids() {}

    /** Returns the problem of an id in quotes, or null. */
    static @Nullable ProblemCode problem(String text) {
        if (text.isBlank()) {
            return ProblemCode.BLANK_ID;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isISOControl(c)) {
                return ProblemCode.CONTROL_CHARACTER;
            }
            if (Character.isSurrogate(c)) {
                if (!Character.isHighSurrogate(c)
                        || i + 1 == text.length()
                        || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    return ProblemCode.HALF_CHARACTER;
                }
                i++;
            }
        }
        return null;
    }

    /** Returns the problem of an id without quotes, or null. Only an id in quotes may have spaces at its edges or invisible characters. */
    static @Nullable ProblemCode bareProblem(String text) {
        ProblemCode problem = problem(text);
        return problem != null ? problem : IdWarning.of(text).map(Ids::code).orElse(null);
    }

    /**
     * Returns whether a text contains an ASCII control character other than a line end, a tab or a page break. A text file contains no such
     * character. Even in a column that Efface does not read, such a character shows that the file is damaged or not text.
     */
    static boolean isBinary(String text) {
        return text.chars().anyMatch(c -> c < ' ' && (c < '\t' || c > '\r'));
    }

    private static ProblemCode code(IdWarning warning) {
        return switch (warning) {
            case EDGE_SPACE -> ProblemCode.EDGE_SPACE;
            case INVISIBLE_CHARACTER -> ProblemCode.INVISIBLE_CHARACTER;
            case SEVERAL_IDS -> ProblemCode.FACE_SEPARATOR;
        };
    }
}
