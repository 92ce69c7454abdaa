package io.efface.erasure.internal.plan;

import java.text.Normalizer;
import java.util.Locale;

/**
 * The normal form of an id. It replaces compatibility forms (NFKC) and capital letters, and leaves out spaces, invisible characters and
 * leading zeros. Two ids with the same normal form probably mean the same person.
 */
final class NormalForm {
    private NormalForm() {}

    /** Returns the normal form of an id. */
    static String of(String id) {
        String text = isPlain(id) ? id : Normalizer.normalize(id, Normalizer.Form.NFKC);
        // Upper case comes first, because some capital letters have several lower-case forms.
        String folded = text.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
        String composed = isPlain(folded) ? folded : Normalizer.normalize(folded, Normalizer.Form.NFKC);
        StringBuilder visible = new StringBuilder(composed.length());
        composed.codePoints().filter(c -> !isInvisible(c)).forEach(visible::appendCodePoint);
        int zeros = 0;
        while (zeros < visible.length() - 1 && visible.charAt(zeros) == '0') {
            zeros++;
        }
        return visible.substring(zeros);
    }

    private static boolean isPlain(String text) {
        return text.chars().allMatch(c -> c < 0x80);
    }

    private static boolean isInvisible(int c) {
        return switch (Character.getType(c)) {
            case Character.FORMAT,
                    Character.CONTROL,
                    Character.SPACE_SEPARATOR,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> isDefaultIgnorable(c);
        };
    }

    /**
     * Returns whether a code point has Unicode's property Default_Ignorable_Code_Point and is not a format character. Also returns true for
     * the blank Braille pattern.
     */
    private static boolean isDefaultIgnorable(int c) {
        return c == 0x034F
                || (c >= 0x115F && c <= 0x1160)
                || (c >= 0x17B4 && c <= 0x17B5)
                || (c >= 0x180B && c <= 0x180F)
                || c == 0x2065
                || c == 0x2800
                || c == 0x3164
                || (c >= 0xFE00 && c <= 0xFE0F)
                || c == 0xFFA0
                || (c >= 0xE0000 && c <= 0xE0FFF);
    }
}
