package io.efface.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.efface.spi.Setting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Writes the tables of keys in the pages about the configuration. */
final class ConfigurationTable {
    /**
     * The Chinese texts. Each line with an English text is followed by a line with the Chinese text. So a changed English text has no
     * Chinese text until somebody has looked at both.
     */
    static final Path CHINESE_TEXTS = Path.of("src/main/resources/io/efface/cli/process/settings_zh.txt");

    /** The words in quotes, which are shown as code without the quotes. These are values, keys, and keys with their values. */
    private static final Pattern QUOTED = Pattern.compile("(?<!\\w)'([\\w.:/-]+(?: = \\w+)?)'(?!\\w)");

    /** The words without quotes that are shown as code: variables, durations, URLs, paths, options and methods. */
    private static final Pattern CODE = Pattern.compile(
            "(?<![\\w.`-])(?:[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+|\\d+(?:ms|s|m|h)|https?://[\\w:.-]+|~/[\\w./-]*\\w|sqlite:FILE"
                    + "|--[a-z]+|FaceRepositories\\.defaultRepository\\(\\)|efface/keys)(?![\\w-])");

    private final Language language;

    ConfigurationTable(Language language) {
        this.language = language;
    }

    /** The languages of the page. */
    enum Language {
        ENGLISH("configuration.md", "| key | meaning | default |", ". Use a [reference](#references)"),
        CHINESE("zh-CN/configuration.md", "| 键 | 含义 | 默认值 |", "。请使用[引用](#引用)");

        private final String page;
        private final String header;
        private final String secret;

        Language(String page, String header, String secret) {
            this.page = page;
            this.header = header;
            this.secret = secret;
        }

        /** Returns the path of the page below {@code docs}. */
        String page() {
            return page;
        }
    }

    /** Returns the table of these settings. */
    String of(List<Setting> settings) {
        StringBuilder table = new StringBuilder(language.header).append("\n|---|---|---|\n");
        for (Setting setting : settings) {
            table.append("| `")
                    .append(setting.key())
                    .append("` | ")
                    .append(cell(setting.meaning()))
                    .append(setting.secret() ? language.secret : "")
                    .append(" | ")
                    .append(defaultCell(setting))
                    .append(" |\n");
        }
        return table.toString();
    }

    private String defaultCell(Setting setting) {
        String text = setting.defaultText();
        if (text == null) {
            return "-";
        }
        return isValue(text) ? "`" + text + "`" : cell(text);
    }

    private String cell(String english) {
        String text = language == Language.ENGLISH
                ? english
                : chineseTexts().getOrDefault(english, "no Chinese text in " + CHINESE_TEXTS + " for: " + english);
        String quotedAsCode = QUOTED.matcher(text.replace("|", "\\|")).replaceAll("`$1`");
        return CODE.matcher(quotedAsCode).replaceAll("`$0`");
    }

    /** Returns the texts of a setting that have a translation. */
    static Stream<String> texts(Setting setting) {
        String byDefault = setting.defaultText();
        return byDefault == null || isValue(byDefault)
                ? Stream.of(setting.meaning())
                : Stream.of(setting.meaning(), byDefault);
    }

    /** Returns whether a default is a value, which is the same in every language, and not a description. */
    private static boolean isValue(String text) {
        return text.matches("[\\w.-]+");
    }

    /** Returns the Chinese texts by the English texts. */
    static Map<String, String> chineseTexts() {
        try {
            List<String> lines = Files.readAllLines(CHINESE_TEXTS, UTF_8).stream()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
            Map<String, String> texts = new LinkedHashMap<>();
            for (int i = 0; i < lines.size(); i += 2) {
                texts.put(lines.get(i), lines.get(i + 1));
            }
            return texts;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
