package io.efface.erasure.internal.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;

/** The texts of the reports in one language. Codes, ids and names are values and never translated. Immutable and thread-safe. */
public final class Texts {
    private final String language;
    private final Properties texts;

    private Texts(String language, Properties texts) {
        this.language = language;
        this.texts = texts;
    }

    /** Returns the texts in Simplified Chinese for a Chinese locale, and in English for every other locale. */
    public static Texts of(Locale locale) {
        boolean isChinese = locale.getLanguage().equals(Locale.CHINESE.getLanguage());
        return isChinese ? read("zh-CN", "messages_zh.properties") : read("en", "messages.properties");
    }

    private static Texts read(String language, String resource) {
        Properties texts = new Properties();
        try (InputStream in = Objects.requireNonNull(Texts.class.getResourceAsStream(resource), resource)) {
            texts.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("a resource of this library cannot be read", e);
        }
        return new Texts(language, texts);
    }

    /** Returns the language as a BCP 47 tag. */
    public String language() {
        return language;
    }

    /** Returns whether there is a text for a key. */
    public boolean has(String key) {
        return texts.containsKey(key);
    }

    /**
     * Returns a text.
     *
     * @param values the values of the places <code>{0}</code>, <code>{1}</code> and so on; a whole number is written with separators
     * @throws IllegalArgumentException if there is no text for the key
     */
    public String get(String key, Object... values) {
        String pattern = texts.getProperty(key);
        if (pattern == null) {
            throw new IllegalArgumentException("no text for " + key);
        }
        StringBuilder text = new StringBuilder();
        int from = 0;
        for (int at = pattern.indexOf('{'); at >= 0; at = pattern.indexOf('{', from)) {
            int end = pattern.indexOf('}', at);
            text.append(pattern, from, at).append(value(values[Integer.parseInt(pattern.substring(at + 1, end))]));
            from = end + 1;
        }
        return text.append(pattern, from, pattern.length()).toString();
    }

    private static String value(Object value) {
        return value instanceof Long number ? number(number) : value.toString();
    }

    /** Returns a whole number with a comma after each group of three digits, as both languages write it. */
    static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
