package io.efface;

import java.util.Optional;

/**
 * Why the text of an id was probably not meant as it stands, although it is a valid id: copied from a table or a web page, it got
 * characters that cannot be seen. Lists, arguments and standard input follow this one rule. Constants are only ever added.
 */
public enum IdDoubt {
    /** The text begins or ends with a space of any kind. */
    EDGE_SPACE("begins or ends with a space"),
    /** The text contains a character without a visible form, such as a zero-width space, a soft hyphen or a change of direction. */
    INVISIBLE_CHARACTER("contains an invisible character");

    /**
     * Characters that Unicode calls ignorable by default (DerivedCoreProperties, Default_Ignorable_Code_Point) and that are not
     * format characters: fillers, joiners and variation selectors; and the blank Braille pattern. Each range by its first and
     * last code point.
     */
    private static final int[] IGNORABLE = {
        0x034F, 0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180B, 0x180F, 0x2065, 0x2065, 0x2800, 0x2800, 0x3164, 0x3164,
        0xFE00, 0xFE0F, 0xFFA0, 0xFFA0, 0xFFF0, 0xFFF8, 0xE0000, 0xE0FFF
    };

    private final String text;

    IdDoubt(String text) {
        this.text = text;
    }

    /** Returns what is doubtful, as the end of a sentence about an id; it contains nothing of the id. */
    public String text() {
        return text;
    }

    /**
     * Returns the first doubt about a text, or empty.
     *
     * @param id a text that {@link PersonId} or {@link FaceId} takes
     */
    public static Optional<IdDoubt> of(String id) {
        if (id.codePoints().anyMatch(IdDoubt::isInvisible)) {
            return Optional.of(INVISIBLE_CHARACTER);
        }
        boolean edge = !id.isEmpty() && (isSpace(id.codePointAt(0)) || isSpace(id.codePointBefore(id.length())));
        return edge ? Optional.of(EDGE_SPACE) : Optional.empty();
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
