package io.efface.cli.output;

import io.efface.cli.process.Message;
import io.efface.erasure.EraseProgress;
import io.efface.erasure.EraseWait;
import io.efface.erasure.PlanProgress;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Formats the progress of a job in one line. */
public final class ProgressLine {
    private ProgressLine() {}

    /**
     * Returns the progress of a run: its rate, its outcomes, and the expected end.
     *
     * @param zone the time zone in which times are shown
     */
    public static ProgressText ofRun(EraseProgress progress, Instant now, ZoneId zone) {
        return text(
                "deleting",
                progress,
                "deleted " + progress.deleted() + ", absent " + progress.absent(),
                List.of(new Count("failed", progress.failed()), new Count("unknown", progress.unknown())),
                now,
                zone);
    }

    /** Returns the progress of a verification: its rate, its outcomes, and the expected end. */
    public static ProgressText ofVerification(EraseProgress progress, Instant now, ZoneId zone) {
        return text(
                "verifying",
                progress,
                "absent " + progress.deleted(),
                List.of(new Count("present", progress.failed()), new Count("unreadable", progress.unknown())),
                now,
                zone);
    }

    /**
     * Returns the reason why a run or a verification waits, and the end of the wait.
     *
     * @param zone the time zone in which times are shown
     */
    public static Message ofWait(EraseWait wait, ZoneId zone) {
        String until = Times.text(wait.until(), zone);
        Message message = switch (wait.kind()) {
            case PAUSE ->
                wait.reason()
                        .map(why -> Message.of("paused until {0} after {1}, then one target is tried", until, why))
                        .orElseGet(() -> Message.of("paused until {0}, then one target is tried", until));
            case SETTLE ->
                Message.of(
                        "the remaining targets are read from {0} on, because deletions may take effect until then",
                        until);
            case CALLS -> Message.of("waiting for calls in progress, until {0} at the latest", until);
        };
        return wait.account()
                .map(name -> Message.of("account {0}: {1}", name, message))
                .orElse(message);
    }

    /**
     * Returns the progress of a plan.
     *
     * @param stepTime the time since the step began
     */
    public static ProgressText ofPlan(PlanProgress.Step step, long done, Duration stepTime) {
        return ProgressText.withoutTotal(
                "planning",
                switch (step) {
                    case LOADING -> "reading the list: " + done + " rows" + rate(done, stepTime);
                    case INDEXING -> "indexing " + done + " rows";
                    case MARKING -> "finding duplicates and held people";
                    case DIGESTING -> "computing the digest";
                    case READING_BACK -> "reading back: " + done + rate(done, stepTime);
                });
    }

    private static String rate(long done, Duration time) {
        return done == 0 || time.toMillis() < 1000
                ? ""
                : String.format(Locale.ROOT, ", %.1f/s", done * 1000.0 / time.toMillis());
    }

    /** A number of outcomes that a terminal shows only if it is not zero. */
    private record Count(String name, long number) {
        @Override
        public String toString() {
            return name + " " + number;
        }
    }

    private static ProgressText text(
            String step, EraseProgress progress, String successes, List<Count> troubles, Instant now, ZoneId zone) {
        String counts = progress.done() + "/" + progress.total();
        String rate = String.format(Locale.ROOT, "%.1f/s", progress.perSecond());
        double share = progress.total() == 0 ? 0 : (double) progress.done() / progress.total();
        List<String> waits = new ArrayList<>();
        if (!progress.quota().isEmpty()) {
            waits.add("waiting for quota: " + quota(progress, now));
        }
        if (!progress.paused().isEmpty()) {
            waits.add("paused: " + progress.paused().keySet().stream().sorted().collect(Collectors.joining(", ")));
        }
        List<String> details = new ArrayList<>();
        details.add(counts);
        troubles.stream()
                .filter(count -> count.number() > 0)
                .map(Count::toString)
                .forEach(details::add);
        details.add(rate);
        boolean isOver = progress.done() >= progress.total();
        if (!isOver) {
            details.add(ExpectedEnd.shown(progress, now, zone));
        }
        details.addAll(waits);
        List<String> line = new ArrayList<>();
        line.add(counts + " (" + (int) (share * 100) + "%)");
        line.add(rate);
        line.add(successes);
        troubles.forEach(count -> line.add(count.toString()));
        line.add("throttled " + progress.throttled());
        line.addAll(waits);
        line.add(isOver ? "took " + Times.estimate(progress.elapsed()) : ExpectedEnd.logged(progress, now, zone));
        return new ProgressText(
                step, share, details, progress.total() == 0 ? "" : step + ": " + String.join(", ", line));
    }

    /** Returns the accounts that wait for quota. An account that waits for at least a second has the length of the wait beside it. */
    private static String quota(EraseProgress progress, Instant now) {
        return progress.quota().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(account -> account.getKey()
                        + account.getValue()
                                .until()
                                .map(until -> Duration.between(now, until))
                                .filter(wait -> wait.compareTo(Duration.ofSeconds(1)) >= 0)
                                .map(wait -> " (" + Times.estimate(wait) + ")")
                                .orElse(""))
                .collect(Collectors.joining(", "));
    }
}
