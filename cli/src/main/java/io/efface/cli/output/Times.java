package io.efface.cli.output;

import io.efface.Durations;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Times and durations as people read them on a terminal. JSON keeps UTC. */
public final class Times {
    private static final Duration FINE = Duration.ofMinutes(2);

    private Times() {}

    /** Returns a time in whole seconds with the zone's offset: {@code 2026-01-31T18:00:00+08:00}; or a dash if there is none. */
    public static String text(@Nullable Instant at, ZoneId zone) {
        return at == null
                ? "-"
                : DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                        at.truncatedTo(ChronoUnit.SECONDS).atZone(zone));
    }

    /** Returns an estimate, rounded up to seconds or, from two minutes on, to minutes: {@code 30s}, {@code 2h5m}. */
    public static String estimate(Duration duration) {
        return Durations.format(rounded(duration, duration.compareTo(FINE) < 0 ? 1_000 : 60_000));
    }

    private static Duration rounded(Duration duration, long unitMillis) {
        return Duration.ofMillis((duration.toMillis() + unitMillis - 1) / unitMillis * unitMillis);
    }
}
