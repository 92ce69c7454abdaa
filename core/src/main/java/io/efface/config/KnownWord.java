package io.efface.config;

import java.util.Collection;
import java.util.Locale;

/** Finds the word of a list that a value means. */
final class KnownWord {
    private static final String OFF = "off";

    private KnownWord() {}

    /**
     * Returns the word that is meant: capitals do not count, and {@code false} means {@code off}, because YAML turns one into the other
     * and prints it with or without a capital.
     *
     * @return the value itself if no word is meant
     */
    static String of(String value, Collection<String> words) {
        if (words.contains(value)) {
            return value;
        }
        String lower = value.toLowerCase(Locale.ROOT);
        if (lower.equals("false") && words.contains(OFF)) {
            return OFF;
        }
        return words.stream()
                .filter(word -> word.toLowerCase(Locale.ROOT).equals(lower))
                .findFirst()
                .orElse(value);
    }
}
