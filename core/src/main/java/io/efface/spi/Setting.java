package io.efface.spi;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The description of one key of the configuration. Immutable and thread-safe.
 *
 * @param key the part of the key after {@code efface.accounts.NAME.}, such as {@code credentials.access-key-id}; the whole key if it
 *     belongs to no account
 * @param meaning the meaning of the value, with its unit and the allowed values, in one line without markup. Values and names of keys in
 *     the text are in single quotes
 * @param defaultText the default value, or a description of the behaviour without the key; null if the key is required or has no default
 * @param secret whether the value is secret. A secret is never shown. If a file contains the secret itself instead of a reference, a
 *     warning is reported
 */
public record Setting(String key, String meaning, @Nullable String defaultText, boolean secret) {
    /** Checks that {@code key} and {@code meaning} are not null. */
    public Setting {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(meaning, "meaning");
    }

    /** Returns the description of a key whose value is not secret. */
    public static Setting of(String key, String meaning, @Nullable String defaultText) {
        return new Setting(key, meaning, defaultText, false);
    }

    /** Returns the description of a key whose value is secret. */
    public static Setting secret(String key, String meaning) {
        return new Setting(key, meaning, null, true);
    }
}
