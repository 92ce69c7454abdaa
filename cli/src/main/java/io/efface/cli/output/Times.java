package io.efface.cli.output;

import io.efface.Durations;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Formats times and durations for a terminal. JSON output uses UTC instead. */
public final class Times {
    private static final Duration FINE = Duration.ofMinutes(2);

    private Times() {}

    /** Returns a time in whole seconds with the offset of the zone, such as {@code 2026-01-31T18:00:00+08:00}. Returns a dash for null. */
    public static String text(@Nullable Instant at, ZoneId zone) {
        return at == null
                ? "-"
                : DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                        at.truncatedTo(ChronoUnit.SECONDS).atZone(zone));
    }

    /**
     * Returns an estimated duration, such as {@code 30s} or {@code 2h5m}. A duration below two minutes is rounded up to whole seconds, a
     * longer duration to whole minutes.
     */
    public static String estimate(Duration duration) {
        return Durations.format(rounded(duration, duration.compareTo(FINE) < 0 ? 1_000 : 60_000));
    }

    private static Duration rounded(Duration duration, long unitMillis) {
        return Duration.ofMillis((duration.toMillis() + unitMillis - 1) / unitMillis * unitMillis);
    }
}
