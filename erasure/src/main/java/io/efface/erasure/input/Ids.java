package io.efface.erasure.input;

import org.jspecify.annotations.Nullable;

/** What the text of an id may be: what {@link io.efface.PersonId} takes, with a code for what it does not. */
final class Ids {
    private Ids() {}

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

    /** Returns what is wrong with an id that stands without quotes. */
    static @Nullable ProblemCode bareProblem(String text) {
        ProblemCode problem = problem(text);
        return problem == null && hasSpaceAtEdge(text) ? ProblemCode.EDGE_SPACE : problem;
    }

    private static boolean hasSpaceAtEdge(String text) {
        return isSpace(text.charAt(0)) || isSpace(text.charAt(text.length() - 1));
    }

    private static boolean isSpace(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\uFEFF';
    }
}
