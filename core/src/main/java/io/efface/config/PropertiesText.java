package io.efface.config;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the format of {@link java.util.Properties}, including its comments, separators, continued lines and escapes. Unlike
 * {@link java.util.Properties}, this class provides line numbers.
 */
final class PropertiesText {
    /** A backslash before a character that needs no escape, or a single backslash after the drive of a Windows path. */
    private static final Pattern LOST_BACKSLASH =
            Pattern.compile("(?<!\\\\)(\\\\{2})*\\\\[^\\\\tnrfu:=#!\"' \t]" + "|(^|\\$\\{file:)([A-Za-z]:\\\\[^\\\\])");

    /** An escape that becomes a control character. */
    private static final Pattern CONTROL = Pattern.compile("(?<!\\\\)(?:\\\\{2})*\\\\([tnrf])");

    private static final Map<String, String> CONTROLS =
            Map.of("t", "a tab", "n", "a line break", "r", "a carriage return", "f", "a form feed");

    private static final String BAD_UNICODE = "a \\u is not followed by four hexadecimal digits";
    private static final String IN_A_PATH = "write / or \\\\ in a path, such as C:/certs/store.p12";

    private final String text;
    private int at;
    private int line = 1;

    PropertiesText(String text) {
        this.text = text;
    }

    /** Receives the entries and problems in the order of the text. */
    interface Lines {
        void entry(int line, String key, String value);

        void malformed(int line, String problem);

        /** Receives a problem of the notation of a value. Then {@link #entry} receives the value. */
        default void unusable(int line, String key, String problem) {}
    }

    void read(Lines lines) {
        while (at < text.length()) {
            int first = line;
            skipBlanks();
            if (at < text.length() && (text.charAt(at) == '#' || text.charAt(at) == '!')) {
                skipToLineEnd();
                skipLineEnd();
                continue;
            }
            String logical = logicalLine();
            if (!logical.isEmpty()) {
                split(first, logical, lines);
            }
        }
    }

    private String logicalLine() {
        StringBuilder logical = new StringBuilder();
        while (true) {
            int start = at;
            skipToLineEnd();
            logical.append(text, start, at);
            boolean continued = trailingBackslashes(logical) % 2 == 1;
            if (continued) {
                logical.setLength(logical.length() - 1);
            }
            boolean more = at < text.length();
            skipLineEnd();
            // After a line that contains only a backslash, a new logical line begins.
            if (!continued || !more || logical.isEmpty()) {
                return logical.toString();
            }
            skipBlanks();
        }
    }

    private static int trailingBackslashes(StringBuilder logical) {
        int count = 0;
        while (count < logical.length() && logical.charAt(logical.length() - 1 - count) == '\\') {
            count++;
        }
        return count;
    }

    private static void split(int line, String logical, Lines lines) {
        int keyEnd = 0;
        while (keyEnd < logical.length() && !isBlank(logical.charAt(keyEnd)) && !isSeparator(logical.charAt(keyEnd))) {
            keyEnd += logical.charAt(keyEnd) == '\\' ? 2 : 1;
        }
        keyEnd = Math.min(keyEnd, logical.length());
        int valueStart = keyEnd;
        boolean separated = false;
        while (valueStart < logical.length()) {
            char c = logical.charAt(valueStart);
            if (!isBlank(c)) {
                if (separated || !isSeparator(c)) {
                    break;
                }
                separated = true;
            }
            valueStart++;
        }
        Optional<String> key = unescaped(logical.substring(0, keyEnd));
        Optional<String> value = unescaped(logical.substring(valueStart));
        if (key.isEmpty()) {
            lines.malformed(line, BAD_UNICODE + "; write a backslash as \\\\");
            return;
        }
        if (value.isEmpty()) {
            lines.unusable(line, key.get(), BAD_UNICODE + "; " + IN_A_PATH);
        } else if (LOST_BACKSLASH.matcher(logical.substring(valueStart)).find()) {
            lines.unusable(
                    line,
                    key.get(),
                    "a single backslash begins an escape in a properties file, so this value loses backslashes; "
                            + IN_A_PATH);
        } else if (value.get().strip().chars().anyMatch(Character::isISOControl)) {
            Matcher control = CONTROL.matcher(logical.substring(valueStart).strip());
            if (control.find()) {
                lines.unusable(
                        line,
                        key.get(),
                        "a single backslash begins an escape in a properties file, so \\" + control.group(1) + " is "
                                + CONTROLS.get(control.group(1)) + " here; " + IN_A_PATH);
            }
        }
        lines.entry(line, key.get(), value.orElse(logical.substring(valueStart)));
    }

    private static Optional<String> unescaped(String raw) {
        StringBuilder plain = new StringBuilder(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c != '\\' || i + 1 == raw.length()) {
                plain.append(c);
                continue;
            }
            c = raw.charAt(++i);
            if (c == 'u') {
                if (i + 4 >= raw.length() || !raw.substring(i + 1, i + 5).matches("[0-9a-fA-F]{4}")) {
                    return Optional.empty();
                }
                plain.append((char) Integer.parseInt(raw.substring(i + 1, i + 5), 16));
                i += 4;
            } else {
                plain.append(escaped(c));
            }
        }
        return Optional.of(plain.toString());
    }

    private static char escaped(char c) {
        return switch (c) {
            case 't' -> '\t';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 'f' -> '\f';
            default -> c;
        };
    }

    private void skipBlanks() {
        while (at < text.length() && isBlank(text.charAt(at))) {
            at++;
        }
    }

    private void skipToLineEnd() {
        while (at < text.length() && text.charAt(at) != '\n' && text.charAt(at) != '\r') {
            at++;
        }
    }

    private void skipLineEnd() {
        if (at < text.length()) {
            boolean isCrLf = text.startsWith("\r\n", at);
            at += isCrLf ? 2 : 1;
            line++;
        }
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t' || c == '\f';
    }

    private static boolean isSeparator(char c) {
        return c == '=' || c == ':';
    }
}
