package io.efface.cli.process;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The languages of the texts that the command prints for people. */
@SuppressWarnings("ImmutableEnumChecker") // a locale does not change
public enum Language {
    /** English. */
    EN(Locale.ENGLISH),
    /** Simplified Chinese. */
    ZH(Locale.SIMPLIFIED_CHINESE);

    /** The property in which {@code bin/efface} passes the locale of the user. */
    private static final String LOCALE = "efface.locale";

    private static final Pattern CHINESE_UTF_8 =
            Pattern.compile("zh(_[A-Za-z]+)?\\.utf-?8(@.*)?", Pattern.CASE_INSENSITIVE);

    /** The option that chooses the language. */
    public static final String OPTION = "--lang";

    private final Locale locale;

    Language(Locale locale) {
        this.locale = locale;
    }

    /**
     * Returns the language of a locale: Chinese if the locale is Chinese and its charset is UTF-8, otherwise English. The command writes
     * UTF-8 in every locale, so a terminal with another charset could not show Chinese.
     *
     * @param charset the name of the charset that terminals and files of this locale use
     */
    public static Language of(Locale locale, String charset) {
        boolean isUtf8 = charset.equalsIgnoreCase("UTF-8") || charset.equalsIgnoreCase("UTF8");
        return isUtf8 && locale.getLanguage().equals(Locale.CHINESE.getLanguage()) ? ZH : EN;
    }

    /**
     * Returns the language of this process. If the locale of the variables is not installed, Java uses the locale C instead, so this method
     * also reads the variables. The start script passes the user's locale in a property.
     */
    public static Language ofThisProcess(Map<String, String> environment) {
        String locale = Stream.of("LC_ALL", "LC_MESSAGES", "LANG")
                .map(name -> environment.getOrDefault(name, ""))
                .filter(value -> !value.isEmpty())
                .findFirst()
                .orElse("");
        return CHINESE_UTF_8.matcher(System.getProperty(LOCALE, locale)).matches()
                ? ZH
                : of(Locale.getDefault(Locale.Category.DISPLAY), System.getProperty("native.encoding", ""));
    }

    /**
     * Returns the language that the option {@code --lang} chooses. The parser checks the value of the option later, so this method ignores
     * an invalid value.
     *
     * @param arguments the arguments of the command line
     * @param otherwise the language of a command line without the option
     */
    public static Language chosenBy(List<String> arguments, Language otherwise) {
        Language chosen = otherwise;
        for (int i = 0; i < arguments.size() && !arguments.get(i).equals("--"); i++) {
            String argument = arguments.get(i);
            if (argument.equals(OPTION) && i + 1 < arguments.size()) {
                chosen = named(arguments.get(i + 1), chosen);
            } else if (argument.startsWith(OPTION + "=")) {
                chosen = named(argument.substring(OPTION.length() + 1), chosen);
            }
        }
        return chosen;
    }

    private static Language named(String name, Language otherwise) {
        return named(name).orElse(otherwise);
    }

    /** Returns the language of a name such as {@code zh}, {@code zh-CN} or {@code zh_CN}; empty if there are no texts in that language. */
    public static Optional<Language> named(String name) {
        String language = Locale.forLanguageTag(name.replace('_', '-')).getLanguage();
        return Arrays.stream(values())
                .filter(each -> each.locale.getLanguage().equals(language))
                .findFirst();
    }

    /** Returns the locale of the language. */
    public Locale locale() {
        return locale;
    }

    /** Returns a text in this language. A text without a translation is returned in English. */
    public String text(Message text) {
        return this == EN ? text.toString() : text.in(Translations::chinese);
    }
}
