package io.efface.cli.process;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A text for people, with values. The code contains the text in English, and {@link Language} translates it when it is printed. So the same
 * text can be printed in the language of the user, and written to JSON in English. Codes, names and numbers are values and are never
 * translated. Immutable if the values are immutable.
 *
 * @param pattern the text in English, with the places <code>{0}</code>, <code>{1}</code> and so on for the values
 * @param values the values: texts, which are translated too; collections, whose elements are separated by commas; and other objects, which
 *     are printed as they are
 */
public record Message(String pattern, List<Object> values) {
    /** The empty text. */
    public static final Message EMPTY = new Message("", List.of());

    private static final String PLACE = "{0}";
    /**
     * The pattern of {@link #detail}. In English, it shows only value 1, the message. A translation also shows value 0, the explanation.
     */
    private static final String DETAIL = "{1}";

    /** Copies the list. */
    public Message {
        values = List.copyOf(values);
    }

    /**
     * Creates a text.
     *
     * @param pattern the text in English. It must be a constant, because it is also the key of the translations
     */
    public static Message of(String pattern, @Nullable Object... values) {
        return new Message(
                pattern,
                Arrays.stream(values)
                        .map(value -> value == null ? "null" : value)
                        .toList());
    }

    /** Returns a text that is the same in every language, such as a name or the message of a library. */
    public static Message verbatim(@Nullable String text) {
        return Message.of(PLACE, text);
    }

    /**
     * Returns a text that has a translation although the code of the command does not contain it. An example is a description from a
     * library.
     *
     * @param english the text without values
     */
    public static Message known(String english) {
        return new Message(english, List.of());
    }

    /** Returns the name of a constant. A translation adds an explanation after the name. */
    public static Message code(Enum<?> constant) {
        return known(constant.name());
    }

    /**
     * Returns the message of a library. In English, the result contains only the message.
     *
     * @param explanation the text that other languages than English show before the message
     */
    public static Message detail(Message explanation, Message message) {
        return Message.of(DETAIL, explanation, message);
    }

    /** Returns the name of a constant as words, such as {@code in flight}. The words have a translation. */
    public static Message words(Enum<?> constant) {
        return known(constant.name().toLowerCase(Locale.ROOT).replace('_', ' '));
    }

    /** Returns a text that consists of other texts without separators. Empty texts are allowed. */
    public static Message concat(Message... parts) {
        StringBuilder places = new StringBuilder();
        for (int i = 0; i < parts.length; i++) {
            places.append('{').append(i).append('}');
        }
        return new Message(places.toString(), List.of((Object[]) parts));
    }

    /** Returns whether this is the empty text. */
    public boolean isEmpty() {
        return pattern.isEmpty();
    }

    /** Returns the text in English. */
    @Override
    public String toString() {
        return in(UnaryOperator.identity());
    }

    /** Returns the text with translated patterns. */
    String in(UnaryOperator<String> translation) {
        String translated = translation.apply(pattern);
        StringBuilder text = new StringBuilder();
        int from = 0;
        for (int at = translated.indexOf('{'); at >= 0 && !values.isEmpty(); at = translated.indexOf('{', from)) {
            int end = translated.indexOf('}', at);
            Object value = values.get(Integer.parseInt(translated.substring(at + 1, end)));
            text.append(translated, from, at).append(in(value, translation));
            from = end + 1;
        }
        return text.append(translated, from, translated.length()).toString();
    }

    private static String in(Object value, UnaryOperator<String> translation) {
        if (value instanceof Message text) {
            return text.in(translation);
        }
        if (value instanceof Collection<?> all) {
            return all.stream().map(each -> in(each, translation)).collect(Collectors.joining(translation.apply(", ")));
        }
        return value.toString();
    }
}
