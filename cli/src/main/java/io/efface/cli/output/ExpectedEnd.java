package io.efface.cli.output;

import io.efface.cli.process.Message;
import io.efface.erasure.EraseProgress;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.function.Function;

/**
 * Formats the expected end of a run or a verification. There are two estimates: by the rate of the last minute, and by the mean rate since
 * the start. If they differ, the text shows both times, so that the reader sees how certain the end is.
 */
final class ExpectedEnd {
    /** If the remaining work takes at least this long, its end counts as unknown. */
    private static final Duration FAR = Duration.ofDays(3650);

    /** In this time after the start, both rates are equal, so comparing them does not show how certain the end is. */
    private static final Duration ROUGH = Duration.ofMinutes(1);

    private static final Duration NEAR = Duration.ofMinutes(2);

    private ExpectedEnd() {}

    /** Returns the end as a local time, for a terminal. The day is shown only if the work does not end today. */
    static ProgressText.Detail shown(EraseProgress progress, Instant now, ZoneId zone) {
        return text(progress, now, end -> {
            ZonedDateTime local = end.atZone(zone);
            boolean isToday = local.toLocalDate().equals(now.atZone(zone).toLocalDate());
            boolean isNear = Duration.between(now, end).compareTo(NEAR) < 0;
            String pattern = (isToday ? "" : "yyyy-MM-dd ") + (isNear ? "HH:mm:ss" : "HH:mm");
            return DateTimeFormatter.ofPattern(pattern).format(local);
        });
    }

    /** Returns the end with the day and the offset of the zone, for a log. */
    static Message logged(EraseProgress progress, Instant now, ZoneId zone) {
        return text(progress, now, end -> Times.text(end, zone)).text();
    }

    private static ProgressText.Detail text(EraseProgress progress, Instant now, Function<Instant, String> format) {
        Duration byMinute = progress.left().orElse(FAR);
        Duration byMean = progress.leftByMean().orElse(FAR);
        if (byMinute.compareTo(FAR) >= 0 || byMean.compareTo(FAR) >= 0) {
            return new ProgressText.Detail(Message.of("end unknown"), Message.EMPTY);
        }
        boolean isMinuteFirst = byMinute.compareTo(byMean) <= 0;
        String first = format.apply(now.plus(isMinuteFirst ? byMinute : byMean));
        String last = format.apply(now.plus(isMinuteFirst ? byMean : byMinute));
        if (progress.elapsed().compareTo(ROUGH) < 0) {
            String end = format.apply(now.plus(byMinute));
            return new ProgressText.Detail(Message.of("ends about {0} (rough)", end), Message.of("ends {0}", end));
        }
        return first.equals(last)
                ? new ProgressText.Detail(Message.of("ends about {0}", first), Message.of("ends {0}", first))
                : new ProgressText.Detail(
                        Message.of("ends {0} to {1}", first, last), Message.of("ends {0}-{1}", first, last));
    }
}
