package io.efface.spi;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One key below {@code efface.accounts.NAME.}. Immutable and thread-safe.
 *
 * @param key the key, such as {@code credentials.access-key-id}
 * @param meaning what it does, with unit and allowed values, in one line
 * @param defaultText what holds without it, in words or as the value; null if it must be given or means nothing by itself
 * @param secret whether its value must never be shown, and is better given as a reference than literally
 */
public record Setting(String key, String meaning, @Nullable String defaultText, boolean secret) {
    /** Checks that key and meaning are there. */
    public Setting {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(meaning, "meaning");
    }

    /** Returns a key whose value may be shown. */
    public static Setting of(String key, String meaning, @Nullable String defaultText) {
        return new Setting(key, meaning, defaultText, false);
    }

    /** Returns a key whose value must never be shown. */
    public static Setting secret(String key, String meaning) {
        return new Setting(key, meaning, null, true);
    }
}
