package io.efface;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The number of requests that are allowed in any time window of a given length, such as 20 requests in any second or 10,000 requests in any
 * 24 hours. Immutable and thread-safe.
 *
 * @param calls the number of requests; at least 1, and on average at most {@value #MOST_PER_SECOND} per second of the window
 * @param per the length of the window; whole seconds, at most 31 days
 */
public record Rate(int calls, Duration per) {
    /** The largest number of requests per second, on average over the window. */
    public static final int MOST_PER_SECOND = 100_000;

    /** Examples of rates, for error messages. */
    public static final String EXAMPLES = "20, 20/s, 100/min, 1000/h, 10000/day or 5/10s";

    private static final Duration LONGEST = Duration.ofDays(31);

    private static final Map<String, Duration> UNITS = Map.of(
            "s",
            Duration.ofSeconds(1),
            "min",
            Duration.ofMinutes(1),
            "h",
            Duration.ofHours(1),
            "day",
            Duration.ofDays(1));

    private static final Pattern TEXT = Pattern.compile("([0-9]{1,9})(?: ?/ ?([0-9a-z]{1,20}))?");

    /**
     * Checks the arguments.
     *
     * @throws IllegalArgumentException if an argument is out of range
     */
    public Rate {
        Objects.requireNonNull(per, "per");
        if (!isAllowed(calls, per)) {
            throw new IllegalArgumentException(
                    "a rate allows at least 1 request in its window, and at most " + MOST_PER_SECOND
                            + " requests per second on average; the window has a whole number of seconds, at most 31 days");
        }
    }

    private static boolean isAllowed(int calls, Duration per) {
        return per.toNanosPart() == 0
                && per.compareTo(LONGEST) <= 0
                && calls >= 1
                && calls <= per.toSeconds() * MOST_PER_SECOND;
    }

    /** Returns the rate of a number of requests in any second. */
    public static Rate perSecond(int calls) {
        return new Rate(calls, Duration.ofSeconds(1));
    }

    /** Returns the rate of a number of requests in any minute. */
    public static Rate perMinute(int calls) {
        return new Rate(calls, Duration.ofMinutes(1));
    }

    /** Returns the rate of a number of requests in any 24 hours. */
    public static Rate perDay(int calls) {
        return new Rate(calls, Duration.ofDays(1));
    }

    /**
     * Converts a text to a rate.
     *
     * @param text a rate such as {@code 100/min}; a number without a unit is per second
     * @return the rate, or empty if the text is not a rate or a number is out of range
     */
    public static Optional<Rate> parse(String text) {
        Matcher parts = TEXT.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        int calls = Integer.parseInt(parts.group(1));
        String unit = parts.group(2) == null ? "s" : parts.group(2);
        return Optional.ofNullable(UNITS.get(unit))
                .or(() -> Durations.parse(unit))
                .filter(per -> isAllowed(calls, per))
                .map(per -> new Rate(calls, per));
    }

    /** Returns the average number of requests in one second. */
    public double callsPerSecond() {
        return calls / (double) per.toSeconds();
    }

    /** Returns the window as text: {@code s}, {@code min}, {@code h}, {@code day}, or a duration such as {@code 10s}. */
    public String unit() {
        return UNITS.entrySet().stream()
                .filter(unit -> unit.getValue().equals(per))
                .findFirst()
                .map(Map.Entry::getKey)
                .orElseGet(() -> Durations.format(per));
    }

    /** Returns the rate as a text that {@link #parse} accepts, such as {@code 20/s}. */
    @Override
    public String toString() {
        return calls + "/" + unit();
    }
}
