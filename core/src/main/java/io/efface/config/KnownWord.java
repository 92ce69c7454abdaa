package io.efface.config;

import java.util.Collection;
import java.util.Locale;

/** Finds the allowed word that a value means. */
final class KnownWord {
    private static final String OFF = "off";

    private KnownWord() {}

    /**
     * Returns the allowed word that a value means. The case of letters does not matter. {@code false} means {@code off}, because YAML
     * converts {@code off} to a boolean.
     *
     * @return the allowed word, or the value itself if no word matches
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
