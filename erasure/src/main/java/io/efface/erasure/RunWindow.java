package io.efface.erasure;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The hours of the day in which a run may send requests, in local time of a time zone. The window may include midnight. On days on which
 * the clocks of the zone change, the window still follows local time. Immutable and thread-safe.
 *
 * @param from the time at which the window begins
 * @param to the time at which the window ends, which is not in the window; different from {@code from}
 * @param zone the time zone
 */
public record RunWindow(LocalTime from, LocalTime to, ZoneId zone) {
    private static final Pattern TEXT = Pattern.compile("(\\d{2}:\\d{2})-(\\d{2}:\\d{2})@(\\S+)");

    /**
     * Checks the times.
     *
     * @throws ErasureException of reason {@code INPUT} if both times are equal
     */
    public RunWindow {
        Objects.requireNonNull(zone, "zone");
        if (from.equals(to)) {
            throw new ErasureException(
                    ErasureException.Reason.INPUT,
                    "a window needs two different times; leave it out to send at any time");
        }
    }

    /**
     * Parses a window such as {@code 00:00-08:00@Asia/Shanghai}. {@code 24:00} is midnight at the end of the day.
     *
     * @throws ErasureException of reason {@code INPUT} if the text is not a window
     */
    public static RunWindow parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (matcher.matches()) {
            try {
                return new RunWindow(
                        LocalTime.parse(matcher.group(1)), time(matcher.group(2)), ZoneId.of(matcher.group(3)));
            } catch (DateTimeException e) {
                throw wrong(e);
            }
        }
        throw wrong(null);
    }

    private static LocalTime time(String text) {
        return text.equals("24:00") ? LocalTime.MIDNIGHT : LocalTime.parse(text);
    }

    private static ErasureException wrong(@Nullable Exception cause) {
        return new ErasureException(
                ErasureException.Reason.INPUT,
                "a window is two times of day and a time zone, such as 00:00-08:00@Asia/Shanghai",
                cause);
    }

    /** Returns whether a time is in the window. */
    public boolean contains(Instant moment) {
        LocalTime shown = moment.atZone(zone).toLocalTime();
        boolean begun = !shown.isBefore(from);
        boolean over = !shown.isBefore(to);
        return from.isBefore(to) ? begun && !over : begun || !over;
    }

    /** Returns the first time after the given time at which the window begins. */
    public Instant nextBegin(Instant after) {
        ZonedDateTime now = after.atZone(zone);
        Instant today = now.with(from).toInstant();
        return today.isAfter(after) ? today : now.plusDays(1).with(from).toInstant();
    }

    /** Returns the window in the form that {@link #parse} accepts. */
    @Override
    public String toString() {
        return from + "-" + to + "@" + zone;
    }
}
