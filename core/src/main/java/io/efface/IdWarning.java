package io.efface;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A warning that a valid id is probably a mistake, for example because the id was copied from a table or a web page together with
 * invisible characters. The same rules apply to ids in lists, in arguments and from standard input. Later versions may add constants.
 */
public enum IdWarning {
    /** The text begins or ends with a Unicode space. */
    EDGE_SPACE("begins or ends with a space"),
    /**
     * The text contains a character without a visible form, such as a zero-width space, a soft hyphen or a mark that changes the direction
     * of text.
     */
    INVISIBLE_CHARACTER("contains an invisible character"),
    /**
     * The id of a face contains a separator, a quote, a bracket or a space, so the text is probably a list of several ids. If Efface used
     * the list as one id, the vendor would report this id as absent, and the faces of the list would still exist.
     */
    SEVERAL_IDS("contains a separator, a quote, a bracket or a space, as if it were several ids");

    /**
     * Ranges of invisible characters, each with its first and last code point: fillers, joiners and variation selectors with the Unicode
     * property Default_Ignorable_Code_Point (DerivedCoreProperties), and the blank Braille pattern. Format characters are not listed,
     * because Java's character type identifies them.
     */
    private static final int[] IGNORABLE = {
        0x034F, 0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180B, 0x180F, 0x2065, 0x2065, 0x2800, 0x2800, 0x3164, 0x3164,
        0xFE00, 0xFE0F, 0xFFA0, 0xFFA0, 0xFFF0, 0xFFF8, 0xE0000, 0xE0FFF
    };

    /**
     * Separators of ids in a list. Before a character is compared with these separators, it is normalized with NFKC, which replaces
     * full-width characters by their ASCII forms.
     */
    private static final String SEPARATORS =
            ",;|/\\+&:*'\"`\u00B4<>\u00A6\u00B7\u2022\u2044\u2215\u3001\u3002\u30FB\u060C\u061B";

    private final String text;

    IdWarning(String text) {
        this.text = text;
    }

    /**
     * Returns the warning as the end of a sentence whose subject is the id, such as "begins or ends with a space". The text contains no
     * part of the id.
     */
    public String text() {
        return text;
    }

    /**
     * Returns the first warning about an id, or empty.
     *
     * @param id the text of a {@link PersonId} or {@link FaceId}
     */
    public static Optional<IdWarning> of(String id) {
        if (id.codePoints().anyMatch(IdWarning::isInvisible)) {
            return Optional.of(INVISIBLE_CHARACTER);
        }
        boolean hasEdgeSpace =
                !id.isEmpty() && (isSpace(id.codePointAt(0)) || isSpace(id.codePointBefore(id.length())));
        return hasEdgeSpace ? Optional.of(EDGE_SPACE) : Optional.empty();
    }

    /**
     * Returns the first warning about the id of a face, or empty. {@link #SEVERAL_IDS} has precedence over the warnings of {@link #of}.
     * Person ids are not checked for {@link #SEVERAL_IDS}, because {@link Capabilities#idRule()} states which person ids the vendor
     * allows.
     *
     * @param id the text of a {@link FaceId}
     */
    public static Optional<IdWarning> ofFace(String id) {
        return parts(id).equals(List.of(trimmed(id))) ? of(id) : Optional.of(SEVERAL_IDS);
    }

    /** Splits a text at separators, quotes, brackets and spaces. Returns the parts in order, without empty parts. */
    public static List<String> parts(String text) {
        List<String> parts = new ArrayList<>();
        int begin = 0;
        for (int i = 0; i <= text.length(); ) {
            boolean end = i == text.length();
            int c = end ? 0 : text.codePointAt(i);
            int next = i + (end ? 1 : Character.charCount(c));
            if (end || isSeparator(c)) {
                if (i > begin) {
                    parts.add(text.substring(begin, i));
                }
                begin = next;
            }
            i = next;
        }
        return parts;
    }

    private static String trimmed(String text) {
        int begin = 0;
        int end = text.length();
        while (begin < end && isSpace(text.codePointAt(begin))) {
            begin++;
        }
        while (end > begin && isSpace(text.codePointBefore(end))) {
            end--;
        }
        return text.substring(begin, end);
    }

    private static boolean isSeparator(int c) {
        return isSeparatorWithoutNormalization(c)
                || (c >= 0x80
                        && Normalizer.normalize(Character.toString(c), Normalizer.Form.NFKC)
                                .codePoints()
                                .anyMatch(IdWarning::isSeparatorWithoutNormalization));
    }

    private static boolean isSeparatorWithoutNormalization(int c) {
        return isSpace(c)
                || SEPARATORS.indexOf(c) >= 0
                || switch (Character.getType(c)) {
                    case Character.START_PUNCTUATION,
                            Character.END_PUNCTUATION,
                            Character.INITIAL_QUOTE_PUNCTUATION,
                            Character.FINAL_QUOTE_PUNCTUATION -> true;
                    default -> false;
                };
    }

    private static boolean isSpace(int c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c);
    }

    private static boolean isInvisible(int c) {
        switch (Character.getType(c)) {
            case Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> {
                return true;
            }
            default -> {
                for (int i = 0; i < IGNORABLE.length; i += 2) {
                    if (c >= IGNORABLE[i] && c <= IGNORABLE[i + 1]) {
                        return true;
                    }
                }
                return false;
            }
        }
    }
}
