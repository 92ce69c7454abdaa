package io.efface.erasure.input;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Computes the shape of a column's name. Two names have the same shape if they differ only in case, separators, accents, letters that look
 * alike, or a plural {@code s} at the end.
 */
final class ColumnShape {
    /**
     * Letters that look like ASCII letters; see Unicode's confusables.txt. The n-th letter looks like the n-th letter of {@link #LATIN}.
     */
    private static final String LOOKALIKES =
            "АаВЕеЁёІіЇїЈјКкМмНОоРрСсТтУуХхЅѕԁԛԝҺһӏѵгпΑαΒβΕεΖΗΙιΚκΜΝνΟοΡρΤτΥυΧχϲıɑɡʏոսցօհ"
                    + "ƒꜰɛɘəᴀʙᴄᴅᴇꜱɪɢʜᴊᴋʟᴍɴᴏᴘʀᴛᴜᴠᴡʏᴢøđłħŧɐɔƈɗƙɲŋƥɽʂƭʋʐ";

    private static final String LATIN = "AaBEeEeIiIiJjKkMmHOoPpCcTtYyXxSsdqwHhlvrnAaBbEeZHIiKkMNvOoPpTtYuXxciagynugoh"
            + "ffeeeabcdesighjklmnoprtuvwyzodlhtaccdknnprstvz";

    /**
     * Digits and signs that replace letters in informal writing. The n-th character replaces the n-th letter of {@link #REPLACED_LETTERS}.
     * A character that replaces the letter i may also replace the letter l.
     */
    private static final String REPLACEMENTS = "013456789@$€!|";

    private static final String REPLACED_LETTERS = "oieasgtbgaseii";
    private static final Pattern BETWEEN_WORDS =
            Pattern.compile("[^\\p{L}\\p{N}\\p{M}]+|(?<=[\\p{Ll}\\p{N}])(?=\\p{Lu})");

    private ColumnShape() {}

    /** Returns a name itself, and its variants in which each digit or sign is replaced by a letter that it resembles. */
    static List<String> readings(String name) {
        String plain = Normalizer.normalize(name, Normalizer.Form.NFKC);
        StringBuilder letters = new StringBuilder(plain);
        StringBuilder otherLetters = new StringBuilder(plain);
        for (int i = 0; i < plain.length(); i++) {
            int index = REPLACEMENTS.indexOf(plain.charAt(i));
            if (index >= 0) {
                char letter = REPLACED_LETTERS.charAt(index);
                letters.setCharAt(i, letter);
                otherLetters.setCharAt(i, letter == 'i' ? 'l' : letter);
            }
        }
        return Stream.of(name, letters.toString(), otherLetters.toString())
                .distinct()
                .toList();
    }

    /** Returns the shapes of the words in a name. A separator or a capital letter begins a new word. */
    static List<String> words(String name) {
        return BETWEEN_WORDS
                .splitAsStream(Normalizer.normalize(name, Normalizer.Form.NFKC))
                .map(ColumnShape::of)
                .filter(word -> !word.isEmpty())
                .toList();
    }

    /** Returns whether two shapes are equal, or differ by one added, missing or replaced letter or by two swapped neighbouring letters. */
    static boolean isNear(String a, String b) {
        if (a.length() < b.length()) {
            return isNear(b, a);
        }
        int same = 0;
        while (same < b.length() && a.charAt(same) == b.charAt(same)) {
            same++;
        }
        if (a.length() > b.length()) {
            return a.length() == b.length() + 1 && a.substring(same + 1).equals(b.substring(same));
        }
        return same == a.length()
                || a.substring(same + 1).equals(b.substring(same + 1))
                || (same + 1 < a.length()
                        && a.charAt(same) == b.charAt(same + 1)
                        && a.charAt(same + 1) == b.charAt(same)
                        && a.substring(same + 2).equals(b.substring(same + 2)));
    }

    /** Returns the shape of a name. */
    static String of(String name) {
        StringBuilder letters = new StringBuilder();
        Normalizer.normalize(name, Normalizer.Form.NFKD).codePoints().forEach(c -> {
            if (Character.isLetterOrDigit(c)) {
                int index = LOOKALIKES.indexOf(c);
                letters.appendCodePoint(index < 0 ? c : LATIN.charAt(index));
            }
        });
        String shape = letters.toString().toLowerCase(Locale.ROOT);
        return shape.endsWith("s") ? shape.substring(0, shape.length() - 1) : shape;
    }
}
