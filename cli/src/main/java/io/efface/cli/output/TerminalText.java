package io.efface.cli.output;

/** Formats text for a terminal. */
public final class TerminalText {
    private TerminalText() {}

    /** Escapes characters that are invisible or change the text direction, so that an id does not look like another id. */
    public static String escape(String text) {
        if (text.codePoints().noneMatch(TerminalText::isInvisible)) {
            return text;
        }
        StringBuilder safe = new StringBuilder();
        text.codePoints().forEach(point -> {
            if (isInvisible(point)) {
                safe.append(String.format("\\u{%x}", point));
            } else {
                safe.appendCodePoint(point);
            }
        });
        return safe.toString();
    }

    /** Returns the width of a text in terminal cells. East Asian wide characters are two cells wide, combining marks zero. */
    public static int width(String text) {
        return text.codePoints().map(TerminalText::cells).sum();
    }

    private static boolean isInvisible(int point) {
        int type = Character.getType(point);
        return type == Character.FORMAT
                || type == Character.CONTROL
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR;
    }

    private static int cells(int point) {
        int type = Character.getType(point);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
            return 0;
        }
        return isWide(point) ? 2 : 1;
    }

    private static boolean isWide(int point) {
        if (point >= 0xFF00 && point <= 0xFFEF) {
            return (point >= 0xFF01 && point <= 0xFF60) || (point >= 0xFFE0 && point <= 0xFFE6);
        }
        boolean hangul = Character.UnicodeScript.of(point) == Character.UnicodeScript.HANGUL;
        boolean pictograph = point >= 0x1F300 && point <= 0x1FAFF;
        boolean kanaAndPunctuation = point >= 0x3000 && point <= 0x33FF && point != 0x303F;
        return Character.isIdeographic(point) || hangul || pictograph || kanaAndPunctuation;
    }
}
