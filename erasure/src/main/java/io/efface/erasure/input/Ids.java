package io.efface.erasure.input;

import io.efface.IdWarning;
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

    /** Returns what is wrong with an id that stands without quotes, which would say that it is meant as it stands. */
    static @Nullable ProblemCode bareProblem(String text) {
        ProblemCode problem = problem(text);
        return problem != null ? problem : IdWarning.of(text).map(Ids::code).orElse(null);
    }

    /**
     * Returns whether a text holds a control character that no text file has: any of ASCII but for line ends, tabs and page breaks. In a
     * column that is not used, it still shows that the file is not text, or is damaged.
     */
    static boolean isBinary(String text) {
        return text.chars().anyMatch(c -> c < ' ' && (c < '\t' || c > '\r'));
    }

    private static ProblemCode code(IdWarning doubt) {
        return switch (doubt) {
            case EDGE_SPACE -> ProblemCode.EDGE_SPACE;
            case INVISIBLE_CHARACTER -> ProblemCode.INVISIBLE_CHARACTER;
            case SEVERAL_IDS -> ProblemCode.FACE_SEPARATOR;
        };
    }
}
