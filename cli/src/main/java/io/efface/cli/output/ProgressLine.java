package io.efface.cli.output;

import io.efface.erasure.EraseProgress;
import io.efface.erasure.EraseWait;
import io.efface.erasure.PlanProgress;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import java.util.stream.Collectors;

/** Formats the progress of a job in one line. */
public final class ProgressLine {
    /** If the remaining work takes at least this long, the end of the work counts as unknown. */
    private static final Duration FAR = Duration.ofDays(3650);

    private static final String RED = "\u001b[31m";
    private static final String PLAIN = "\u001b[0m";

    private ProgressLine() {}

    /**
     * Returns the progress of a run: its rate, its outcomes, and the estimated end.
     *
     * @param zone the time zone in which times are shown
     */
    public static ProgressText ofRun(EraseProgress progress, Instant now, ZoneId zone) {
        String start = String.format(
                Locale.ROOT,
                "%d/%d (%d%%), %.1f/s, deleted %d, absent %d, ",
                progress.done(),
                progress.total(),
                percent(progress),
                progress.perSecond(),
                progress.deleted(),
                progress.absent());
        return text(start, "failed " + progress.failed() + ", unknown " + progress.unknown(), progress, now, zone);
    }

    /** Returns the progress of a verification: its rate, its outcomes, and the estimated end. */
    public static ProgressText ofVerification(EraseProgress progress, Instant now, ZoneId zone) {
        String start = String.format(
                Locale.ROOT,
                "%d/%d (%d%%), %.1f/s, absent %d, ",
                progress.done(),
                progress.total(),
                percent(progress),
                progress.perSecond(),
                progress.deleted());
        return text(start, "present " + progress.failed() + ", unreadable " + progress.unknown(), progress, now, zone);
    }

    /**
     * Returns the reason why a run or a verification waits, and the end of the wait.
     *
     * @param zone the time zone in which times are shown
     */
    public static String ofWait(EraseWait wait, ZoneId zone) {
        String until = Times.text(wait.until(), zone);
        String account = wait.account().map(name -> "account " + name + ": ").orElse("");
        return account
                + switch (wait.kind()) {
                    case PAUSE ->
                        "paused until " + until
                                + wait.reason().map(why -> " after " + why).orElse("") + ", then one target is tried";
                    case SETTLE ->
                        "the remaining targets are read from " + until
                                + " on, because deletions may take effect until then";
                    case CALLS -> "waiting for calls in progress, until " + until + " at the latest";
                };
    }

    /** Returns the progress of a plan. */
    public static ProgressText ofPlan(PlanProgress.Step step, long done) {
        return ProgressText.of(
                switch (step) {
                    case LOADING -> "reading the list: " + done + " rows";
                    case INDEXING -> "indexing " + done + " rows";
                    case MARKING -> "finding duplicates and held people";
                    case DIGESTING -> "computing the digest";
                    case READING_BACK -> "reading back: " + done;
                });
    }

    private static ProgressText text(String start, String trouble, EraseProgress progress, Instant now, ZoneId zone) {
        String paused = progress.paused().isEmpty()
                ? ""
                : ", paused " + progress.paused().keySet().stream().sorted().collect(Collectors.joining(" "));
        String end = ", throttled " + progress.throttled() + paused + ", " + eta(progress, now, zone);
        boolean hasFailures = progress.failed() + progress.unknown() > 0;
        return new ProgressText(start + trouble + end, start + (hasFailures ? RED + trouble + PLAIN : trouble) + end);
    }

    private static long percent(EraseProgress progress) {
        return progress.total() == 0 ? 0 : progress.done() * 100 / progress.total();
    }

    private static String eta(EraseProgress progress, Instant at, ZoneId zone) {
        Duration left = progress.left().orElse(FAR);
        if (left.compareTo(FAR) >= 0) {
            return "ETA " + (progress.total() > 0 && progress.done() >= progress.total() ? "now" : "unknown");
        }
        return "ETA " + Times.text(at.plus(left), zone);
    }
}
