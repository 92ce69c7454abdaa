package io.efface.cli.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The translations of the texts of the command: a catalogue in the format of GNU gettext ({@code msgid} is the English text, {@code msgstr}
 * is the translation). Programs for translators can edit this format. Only the parts of the format that the catalogue uses are read.
 */
final class Translations {
    private static final String CHINESE = "messages_zh.po";
    private static final String SETTINGS_IN_CHINESE = "settings_zh.txt";
    private static final String KEY = "msgid ";
    private static final String VALUE = "msgstr ";

    private Translations() {}

    /** The catalogue, which is read when the first text is translated. */
    private static final class Chinese {
        private static final Map<String, String> TEXTS = read(CHINESE, Translations::read);
        private static final Map<String, String> SETTINGS = read(SETTINGS_IN_CHINESE, Translations::readPairs);

        private Chinese() {}
    }

    /** Returns the Chinese translation of a pattern, or the pattern if there is none. */
    static String chinese(String pattern) {
        String text = Chinese.TEXTS.get(pattern);
        return text != null ? text : Chinese.SETTINGS.getOrDefault(pattern, pattern);
    }

    /** Returns all Chinese translations by their English patterns. */
    static Map<String, String> allChinese() {
        return Chinese.TEXTS;
    }

    /** Reads a resource. */
    @FunctionalInterface
    private interface Reading {
        Map<String, String> read(BufferedReader lines) throws IOException;
    }

    private static Map<String, String> read(String resource, Reading reading) {
        try (InputStream in = Objects.requireNonNull(Translations.class.getResourceAsStream(resource), resource);
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return reading.read(lines);
        } catch (IOException e) {
            throw new UncheckedIOException("a resource of the command cannot be read", e);
        }
    }

    static Map<String, String> read(BufferedReader lines) throws IOException {
        Map<String, String> texts = new HashMap<>();
        StringBuilder key = new StringBuilder();
        StringBuilder value = new StringBuilder();
        StringBuilder current = key;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith(KEY)) {
                put(texts, key, value);
                current = key.append(unquoted(line.substring(KEY.length())));
            } else if (line.startsWith(VALUE)) {
                current = value.append(unquoted(line.substring(VALUE.length())));
            } else if (line.startsWith("\"")) {
                current.append(unquoted(line));
            }
        }
        put(texts, key, value);
        return Map.copyOf(texts);
    }

    /** Reads lines with English texts, each followed by a line with the Chinese text. */
    private static Map<String, String> readPairs(BufferedReader lines) {
        Map<String, String> texts = new HashMap<>();
        List<String> pairs = lines.lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .toList();
        for (int i = 0; i + 1 < pairs.size(); i += 2) {
            texts.put(pairs.get(i), pairs.get(i + 1));
        }
        return Map.copyOf(texts);
    }

    private static void put(Map<String, String> texts, StringBuilder key, StringBuilder value) {
        if (key.length() > 0 && texts.put(key.toString(), value.toString()) != null) {
            throw new IllegalStateException("the catalogue has two translations of: " + key);
        }
        key.setLength(0);
        value.setLength(0);
    }

    private static String unquoted(String line) {
        String text = line.strip();
        return text.substring(1, text.length() - 1)
                .replace("\\n", "\n")
                .replace("\\\"", "\"")
                .replace("\\\\", "\\");
    }
}
