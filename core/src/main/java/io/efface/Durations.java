package io.efface;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Converts durations from and to the format of the configuration, of the command's options and of messages. A duration consists of whole
 * hours, minutes, seconds and milliseconds in this order, such as {@code 8h}, {@code 1m30s} or {@code 500ms}.
 */
public final class Durations {
    /** Examples of durations, for error messages. */
    public static final String EXAMPLES = "500ms, 5s, 2m or 1h30m";

    private static final Pattern PARTS =
            Pattern.compile("(?=[0-9])(?:([0-9]{1,9})h)?(?:([0-9]{1,9})m)?(?:([0-9]{1,9})s)?(?:([0-9]{1,12})ms)?");

    private Durations() {}

    /**
     * Reads a duration.
     *
     * @param text such as {@code 1h30m}
     * @return the duration, or empty if the text is not a duration
     */
    public static Optional<Duration> parse(String text) {
        Matcher parts = PARTS.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        return Optional.of(Duration.ofHours(number(parts.group(1)))
                .plusMinutes(number(parts.group(2)))
                .plusSeconds(number(parts.group(3)))
                .plusMillis(number(parts.group(4))));
    }

    private static long number(@Nullable String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }

    /**
     * Returns the shortest text that {@link #parse} converts back to this duration; parts below a millisecond are dropped.
     *
     * @param duration not negative
     * @return a text such as {@code 1h30m}; {@code 0s} for a duration of zero
     */
    public static String format(Duration duration) {
        StringBuilder text = new StringBuilder();
        append(text, duration.toHours(), "h");
        append(text, duration.toMinutesPart(), "m");
        append(text, duration.toSecondsPart(), "s");
        append(text, duration.toMillisPart(), "ms");
        return text.isEmpty() ? "0s" : text.toString();
    }

    private static void append(StringBuilder text, long number, String unit) {
        if (number > 0) {
            text.append(number).append(unit);
        }
    }
}
