package io.efface.erasure.input;

import java.text.Normalizer;
import java.util.Locale;

/** The shape of a column's name: what is left when case, separators, accents and look-alike letters do not count. */
final class ColumnShape {
    /** Letters that look like those of ASCII, pairwise with {@link #LATIN}; see Unicode's confusables.txt. */
    private static final String OTHERS = "АаВЕеЁёІіЇїЈјКкМмНОоРрСсТтУуХхЅѕԁԛԝҺһӏѵгпΑαΒβΕεΖΗΙιΚκΜΝνΟοΡρΤτΥυΧχϲıɑɡʏոսցօհ"
            + "ƒꜰɛɘəᴀʙᴄᴅᴇꜱɪɢʜᴊᴋʟᴍɴᴏᴘʀᴛᴜᴠᴡʏᴢøđłħŧɐɔƈɗƙɲŋƥɽʂƭʋʐ";

    private static final String LATIN = "AaBEeEeIiIiJjKkMmHOoPpCcTtYyXxSsdqwHhlvrnAaBbEeZHIiKkMNvOoPpTtYuXxciagynugoh"
            + "ffeeeabcdesighjklmnoprtuvwyzodlhtaccdknnprstvz";

    private ColumnShape() {}

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
