package io.efface.erasure.input;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The shape of a column's name: what is left when case, separators, accents and look-alike letters do not count. */
final class ColumnShape {
    /** Letters that look like those of ASCII, pairwise with {@link #LATIN}; see Unicode's confusables.txt. */
    private static final String OTHERS = "АаВЕеЁёІіЇїЈјКкМмНОоРрСсТтУуХхЅѕԁԛԝҺһӏѵгпΑαΒβΕεΖΗΙιΚκΜΝνΟοΡρΤτΥυΧχϲıɑɡʏոսցօհ"
            + "ƒꜰɛɘəᴀʙᴄᴅᴇꜱɪɢʜᴊᴋʟᴍɴᴏᴘʀᴛᴜᴠᴡʏᴢøđłħŧɐɔƈɗƙɲŋƥɽʂƭʋʐ";

    private static final String LATIN = "AaBEeEeIiIiJjKkMmHOoPpCcTtYyXxSsdqwHhlvrnAaBbEeZHIiKkMNvOoPpTtYuXxciagynugoh"
            + "ffeeeabcdesighjklmnoprtuvwyzodlhtaccdknnprstvz";

    /** Characters that are typed in place of letters, pairwise with {@link #TYPED}; those that stand for an i may stand for an l, too. */
    private static final String TYPED_INSTEAD = "013456789@$€!|";

    private static final String TYPED = "oieasgtbgaseii";
    private static final Pattern BETWEEN_WORDS =
            Pattern.compile("[^\\p{L}\\p{N}\\p{M}]+|(?<=[\\p{Ll}\\p{N}])(?=\\p{Lu})");

    private ColumnShape() {}

    /** Returns a name as it stands, and as it reads if digits and signs stand for the letters that they look like. */
    static List<String> readings(String name) {
        String plain = Normalizer.normalize(name, Normalizer.Form.NFKC);
        StringBuilder letters = new StringBuilder(plain);
        StringBuilder otherLetters = new StringBuilder(plain);
        for (int i = 0; i < plain.length(); i++) {
            int at = TYPED_INSTEAD.indexOf(plain.charAt(i));
            if (at >= 0) {
                letters.setCharAt(i, TYPED.charAt(at));
                otherLetters.setCharAt(i, TYPED.charAt(at) == 'i' ? 'l' : TYPED.charAt(at));
            }
        }
        return Stream.of(name, letters.toString(), otherLetters.toString())
                .distinct()
                .toList();
    }

    /** Returns the shapes of a name's words, which separators or capitals divide. */
    static List<String> words(String name) {
        return BETWEEN_WORDS
                .splitAsStream(Normalizer.normalize(name, Normalizer.Form.NFKC))
                .map(ColumnShape::of)
                .filter(word -> !word.isEmpty())
                .toList();
    }

    /** Returns whether two shapes differ by at most one letter that is missing, added or another, or by two neighbours that are swapped. */
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

    /** Returns the shape of a name; a plural {@code s} at its end does not count. */
    static String of(String name) {
        StringBuilder letters = new StringBuilder();
        Normalizer.normalize(name, Normalizer.Form.NFKD).codePoints().forEach(c -> {
            if (Character.isLetterOrDigit(c)) {
                int at = OTHERS.indexOf(c);
                letters.appendCodePoint(at < 0 ? c : LATIN.charAt(at));
            }
        });
        String shape = letters.toString().toLowerCase(Locale.ROOT);
        return shape.endsWith("s") ? shape.substring(0, shape.length() - 1) : shape;
    }
}
