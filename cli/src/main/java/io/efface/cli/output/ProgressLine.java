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

/** Formats the progress of a job in one line. */
public final class ProgressLine {
    /** The highest number of account runs that a line lists. */
    private static final int MOST_ACCOUNT_RUNS = 5;

    private ProgressLine() {}

    /**
     * Returns the progress of a run: its rate, its outcomes, and the expected end.
     *
     * @param zone the time zone in which times are shown
     */
    public static ProgressText ofRun(EraseProgress progress, Instant now, ZoneId zone) {
        return text(
                Message.of("deleting"),
                progress,
                Message.of("deleted {0}, absent {1}", progress.deleted(), progress.absent()),
                List.of(
                        new Count(progress.failed(), Message.of("failed {0}", progress.failed())),
                        new Count(progress.unknown(), Message.of("unknown {0}", progress.unknown()))),
                now,
                zone);
    }

    /** Returns the progress of a verification: its rate, its outcomes, and the expected end. */
    public static ProgressText ofVerification(EraseProgress progress, Instant now, ZoneId zone) {
        return text(
                Message.of("verifying"),
                progress,
                Message.of("absent {0}", progress.deleted()),
                List.of(
                        new Count(progress.failed(), Message.of("present {0}", progress.failed())),
                        new Count(progress.unknown(), Message.of("unreadable {0}", progress.unknown()))),
                now,
                zone);
    }

    /**
     * Returns the progress of a worker: its rate, its outcomes, and the account runs on which it works. Empty for a log while the worker has
     * no work.
     *
     * @param accountRuns each as the job and the account
     */
    public static ProgressText ofWorker(EraseProgress progress, List<String> accountRuns) {
        Message step = Message.of("working");
        if (accountRuns.isEmpty()) {
            return new ProgressText(
                    step,
                    Double.NaN,
                    List.of(new ProgressText.Detail(Message.of("waiting for work, done {0}", progress.done()))),
                    Message.EMPTY);
        }
        Message accounts = accountRuns.size() <= MOST_ACCOUNT_RUNS
                ? Message.of("accounts {0}", accountRuns)
                : Message.of(
                        "accounts {0} and {1} more",
                        accountRuns.subList(0, MOST_ACCOUNT_RUNS), accountRuns.size() - MOST_ACCOUNT_RUNS);
        List<Message> line = new ArrayList<>(List.of(sums(progress), rate(progress.perSecond())));
        if (!progress.paused().isEmpty()) {
            line.add(Message.of(
                    "paused: {0}", progress.paused().keySet().stream().sorted().toList()));
        }
        line.add(accounts);
        return ProgressText.withoutTotal(step, joined(line));
    }

    /** Returns the outcomes of a worker since it started. */
    public static Message sums(EraseProgress progress) {
        return Message.of(
                "done {0}: deleted {1}, absent {2}, failed {3}, unknown {4}, throttled {5}",
                progress.done(),
                progress.deleted(),
                progress.absent(),
                progress.failed(),
                progress.unknown(),
                progress.throttled());
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
                        "the remaining targets are read after {0}, because deletions may take effect until then",
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
                Message.of("planning"),
                switch (step) {
                    case LOADING -> withRate(Message.of("reading the list: {0} rows", done), done, stepTime);
                    case INDEXING -> Message.of("indexing {0} rows", done);
                    case MARKING -> Message.of("finding duplicates and held people");
                    case DIGESTING -> Message.of("computing the digest");
                    case READING_BACK -> withRate(Message.of("reading back: {0}", done), done, stepTime);
                });
    }

    private static Message withRate(Message text, long done, Duration time) {
        return done == 0 || time.toMillis() < 1000
                ? text
                : Message.of("{0}, {1}", text, rate(done * 1000.0 / time.toMillis()));
    }

    private static Message rate(double perSecond) {
        return Message.of("{0}/s", String.format(Locale.ROOT, "%.1f", perSecond));
    }

    /** A number of outcomes, and the text that a terminal shows only if the number is not zero. */
    private record Count(long number, Message text) {}

    private static ProgressText text(
            Message step, EraseProgress progress, Message successes, List<Count> troubles, Instant now, ZoneId zone) {
        String counts = progress.done() + "/" + progress.total();
        Message rate = rate(progress.perSecond());
        double share = progress.total() == 0 ? 0 : (double) progress.done() / progress.total();
        List<ProgressText.Detail> waits = new ArrayList<>();
        if (!progress.quota().isEmpty()) {
            List<Message> accounts = quota(progress, now);
            waits.add(new ProgressText.Detail(
                    Message.of("waiting for quota: {0}", accounts), Message.of("quota: {0}", accounts)));
        }
        if (!progress.paused().isEmpty()) {
            waits.add(new ProgressText.Detail(Message.of(
                    "paused: {0}", progress.paused().keySet().stream().sorted().toList())));
        }
        List<ProgressText.Detail> details = new ArrayList<>();
        details.add(new ProgressText.Detail(Message.verbatim(counts)));
        troubles.stream()
                .filter(count -> count.number() > 0)
                .map(count -> new ProgressText.Detail(count.text()))
                .forEach(details::add);
        details.addAll(waits);
        boolean isOver = progress.done() >= progress.total();
        if (!isOver) {
            details.add(ExpectedEnd.shown(progress, now, zone));
        }
        details.add(new ProgressText.Detail(rate, Message.EMPTY));
        List<Message> line = new ArrayList<>();
        line.add(Message.of("{0} ({1})", counts, (int) (share * 100) + "%"));
        line.add(rate);
        line.add(successes);
        troubles.forEach(count -> line.add(count.text()));
        line.add(Message.of("throttled {0}", progress.throttled()));
        waits.forEach(wait -> line.add(wait.text()));
        line.add(
                isOver
                        ? Message.of("took {0}", Times.estimate(progress.elapsed()))
                        : ExpectedEnd.logged(progress, now, zone));
        return new ProgressText(
                step,
                share,
                details,
                progress.total() == 0 ? Message.EMPTY : Message.of("{0}: {1}", step, joined(line)));
    }

    /**
     * Returns the accounts that wait for quota. If the wait of an account takes at least a second, the length of the wait follows the name
     * of the account.
     */
    private static List<Message> quota(EraseProgress progress, Instant now) {
        return progress.quota().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(account -> account.getValue()
                        .until()
                        .map(until -> Duration.between(now, until))
                        .filter(wait -> wait.compareTo(Duration.ofSeconds(1)) >= 0)
                        .map(wait -> Message.of("{0} ({1})", account.getKey(), Times.estimate(wait)))
                        .orElseGet(() -> Message.verbatim(account.getKey())))
                .toList();
    }

    private static Message joined(List<Message> parts) {
        return parts.stream()
                .reduce((first, next) -> Message.of("{0}, {1}", first, next))
                .orElse(Message.EMPTY);
    }
}
