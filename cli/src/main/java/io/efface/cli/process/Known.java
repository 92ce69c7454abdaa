package io.efface.cli.process;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The form of a library's text that contains values. The library passes the text with its values as one string.
 *
 * @param pattern the pattern of the message
 * @param form the expression that matches the string; its groups are the values
 */
record Known(String pattern, Pattern form) {
    private static final Pattern PLACE = Pattern.compile("\\{\\d}");

    Known(String pattern) {
        this(
                pattern,
                Pattern.compile(Arrays.stream(PLACE.split(pattern, -1))
                        .map(Pattern::quote)
                        .collect(Collectors.joining("(.+?)"))));
    }

    /** Returns the text with its values, or empty if the text has another form. */
    Optional<Message> match(String english) {
        Matcher values = form.matcher(english);
        return values.matches()
                ? Optional.of(new Message(
                        pattern,
                        IntStream.rangeClosed(1, values.groupCount())
                                .mapToObj(group -> value(values.group(group)))
                                .toList()))
                : Optional.empty();
    }

    /** Returns a value that can be translated if it is a text of a library, such as the cause of a file error. Others are names. */
    private static Object value(String english) {
        return english.contains(" ") ? KnownErrors.of(english) : english;
    }
}
