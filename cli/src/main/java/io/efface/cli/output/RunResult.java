package io.efface.cli.output;

import io.efface.cli.process.ExitPrecedence;
import io.efface.cli.process.ExitStatus;
import io.efface.cli.process.Message;
import io.efface.cli.process.StopSignal;
import io.efface.erasure.AccountEnd;
import io.efface.erasure.AccountFailure;
import io.efface.erasure.JobCounts;
import io.efface.erasure.RunSummary;
import io.efface.erasure.TargetState;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Determines the result of a run. */
public final class RunResult {
    private static final int MOST_LINES = 10;

    private RunResult() {}

    /** Builds the command line that continues the job. */
    @FunctionalInterface
    public interface ResumeCommand {
        /** Returns the command line, with {@code --retry-failed} if requested. */
        String with(boolean retryFailed);
    }

    /**
     * Returns the result of a run.
     *
     * @param signal the signal that stopped the run, or empty
     */
    public static CommandResult of(RunSummary run, Optional<StopSignal> signal, ResumeCommand resumeCommand) {
        JobCounts counts = run.counts();
        long failed = counts.in(TargetState.FAILED) - counts.permanent();
        long present = counts.in(TargetState.PRESENT);
        Map<ExitStatus, Message> reasons = new EnumMap<>(ExitStatus.class);
        if (run.hasSafetyStop()) {
            reasons.put(
                    ExitStatus.SAFETY_STOP,
                    Message.of(
                            "stopped for safety: {0}; check the region and the key before you continue{1}",
                            accountReasons(run, AccountEnd::isSafetyStop), raisedLimit(run)));
        }
        if (run.hasRefusedAccount()) {
            reasons.put(
                    ExitStatus.REFUSED,
                    Message.of("refused: {0}", accountReasons(run, end -> end == AccountEnd.REFUSED)));
        }
        if (run.hasUnavailableAccount()) {
            reasons.put(
                    ExitStatus.REPEAT,
                    Message.of("gave up for now: {0}", accountReasons(run, end -> end == AccountEnd.UNAVAILABLE)));
        }
        if (present > 0) {
            reasons.put(
                    ExitStatus.STILL_PRESENT,
                    Message.of("{0} targets were found present after they were deleted", present));
        }
        if (counts.open() > 0) {
            addWorkLeft(run, signal, reasons);
        } else if (failed > 0) {
            reasons.put(
                    ExitStatus.REPEAT,
                    Message.of("{0} failed and may succeed in another run{1}", targets(failed), unresolved(run)));
        }
        if (!counts.isComplete()) {
            long erased = counts.in(TargetState.DONE);
            reasons.put(
                    ExitStatus.NOT_DELETED,
                    Message.of(
                            "not complete: {0} of {1} targets are not erased, and {2} rows were refused",
                            (counts.planned() - erased), counts.planned(), counts.in(TargetState.REFUSED)));
        }
        ExitStatus first = reasons.keySet().stream().reduce(ExitStatus.DONE, ExitPrecedence.JOBS::first);
        boolean isResumable = counts.open() > 0 || failed > 0 || present > 0;
        Message done = counts.planned() > 0 ? Message.of("done") : nothingPlanned(counts);
        return new CommandResult(
                first, reasons.getOrDefault(first, done), isResumable ? resumeCommand.with(counts.open() == 0) : null);
    }

    /** Returns warnings that do not change the result of a run. */
    public static List<Message> warnings(RunSummary run) {
        return run.manyAbsent().stream()
                .map(account -> manyAbsent(run.label(account)))
                .toList();
    }

    /**
     * Returns the warning about an account of which too many targets were absent, but no target is left.
     *
     * @param label the text that stands for the account
     */
    public static Message manyAbsent(String label) {
        return Message.of(
                "warning: too many targets of account {0} were already absent; with a wrong region or key, every person"
                        + " seems to be absent",
                LibraryTexts.label(label));
    }

    /** Returns the reason in the result of a job that has no targets to delete. Such a job is complete from the start. */
    private static Message nothingPlanned(JobCounts counts) {
        long held = counts.in(TargetState.HELD);
        if (held == 0) {
            return Message.of("nothing was deleted, because the job has no targets");
        }
        return held == 1
                ? Message.of("nothing was deleted, because the job has no targets other than 1 that is held")
                : Message.of("nothing was deleted, because the job has no targets other than {0} that are held", held);
    }

    private static void addWorkLeft(RunSummary run, Optional<StopSignal> signal, Map<ExitStatus, Message> reasons) {
        long open = run.counts().open();
        Message left = Message.of("{0} left", targets(open));
        signal.ifPresent(
                which -> reasons.put(which.status(), Message.of("stopped by {0} with {1}", which.displayName(), left)));
        switch (run.end()) {
            case LIMIT -> reasons.put(ExitStatus.WORK_LEFT, Message.of("stopped after --limit with {0}", left));
            case DURATION ->
                reasons.put(ExitStatus.WORK_LEFT, Message.of("stopped after --max-duration with {0}", left));
            case WINDOW -> reasons.put(ExitStatus.WORK_LEFT, Message.of("stopped outside --window with {0}", left));
            case STOPPED, ABORTED -> reasons.put(ExitStatus.WORK_LEFT, Message.of("stopped with {0}", left));
            case FINISHED ->
                reasons.merge(
                        ExitStatus.REPEAT,
                        open == 1
                                ? Message.of("{0} is left{1}", targets(open), unresolved(run))
                                : Message.of("{0} are left{1}", targets(open), unresolved(run)),
                        (accounts, targets) -> Message.of("{0}; {1}", accounts, targets));
        }
    }

    private static Message targets(long number) {
        return number == 1 ? Message.of("1 target") : Message.of("{0} targets", number);
    }

    /** Returns the accounts and lines of targets that failed and may succeed in another run, without ids. */
    private static Message unresolved(RunSummary run) {
        if (run.unresolved().isEmpty()) {
            return Message.EMPTY;
        }
        JobCounts counts = run.counts();
        long all = counts.in(TargetState.UNKNOWN) + counts.in(TargetState.FAILED) - counts.permanent();
        long further = all - Math.min(MOST_LINES, run.unresolved().size());
        List<Message> targets = run.unresolved().stream()
                .limit(MOST_LINES)
                .map(target -> LibraryTexts.of(
                        target, run.sheet().isPresent(), LibraryTexts.label(run.label(target.account()))))
                .toList();
        return further > 0 ? Message.of(": {0} and {1} more", targets, further) : Message.of(": {0}", targets);
    }

    private static Message reason(@Nullable AccountFailure failure) {
        return failure == null ? Message.EMPTY : Message.of(", {0}", LibraryTexts.of(failure));
    }

    /** Returns advice for the case that the targets were absent for a good reason. The same command would stop again. */
    private static Message raisedLimit(RunSummary run) {
        return run.accounts().containsValue(AccountEnd.TOO_MANY_ABSENT)
                ? Message.of(
                        "; if these targets were gone before, continue with 'run --job {0} --apply --max-absent 100%'",
                        run.job())
                : Message.EMPTY;
    }

    private static List<Message> accountReasons(RunSummary run, Predicate<AccountEnd> which) {
        return new TreeMap<>(run.accounts())
                .entrySet().stream()
                        .filter(account -> which.test(account.getValue()))
                        .map(account -> switch (account.getValue()) {
                            case TOO_MANY_ABSENT ->
                                Message.of(
                                        "too many targets of account {0} are absent",
                                        LibraryTexts.label(run.label(account.getKey())));
                            case TOO_MANY_FAILURES ->
                                Message.of(
                                        "too many calls to account {0} failed",
                                        LibraryTexts.label(run.label(account.getKey())));
                            default ->
                                Message.of(
                                        "account {0}{1}",
                                        account.getKey(), reason(run.failures().get(account.getKey())));
                        })
                        .toList();
    }
}
