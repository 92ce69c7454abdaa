package io.efface.cli.output;

import io.efface.cli.process.ExitPrecedence;
import io.efface.cli.process.ExitStatus;
import io.efface.cli.process.StopSignal;
import io.efface.erasure.AccountEnd;
import io.efface.erasure.AccountFailure;
import io.efface.erasure.JobCounts;
import io.efface.erasure.RunSummary;
import io.efface.erasure.TargetState;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
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
        Map<ExitStatus, String> reasons = new EnumMap<>(ExitStatus.class);
        if (run.hasSafetyStop()) {
            reasons.put(
                    ExitStatus.SAFETY_STOP,
                    "stopped for safety: " + accountReasons(run, AccountEnd::isSafetyStop)
                            + "; check the region and the key before you continue");
        }
        if (run.hasRefusedAccount()) {
            reasons.put(ExitStatus.REFUSED, "refused: " + accountReasons(run, end -> end == AccountEnd.REFUSED));
        }
        if (run.hasUnavailableAccount()) {
            reasons.put(
                    ExitStatus.REPEAT, "gave up for now: " + accountReasons(run, end -> end == AccountEnd.UNAVAILABLE));
        }
        if (present > 0) {
            reasons.put(ExitStatus.STILL_PRESENT, present + " targets were found present after they were deleted");
        }
        if (counts.open() > 0) {
            addWorkLeft(run, signal, reasons);
        } else if (failed > 0) {
            reasons.put(
                    ExitStatus.REPEAT, targets(failed) + " failed and may succeed in another run" + unresolved(run));
        }
        if (!counts.isComplete()) {
            long erased = counts.in(TargetState.DONE);
            reasons.put(
                    ExitStatus.NOT_DELETED,
                    "not complete: " + (counts.planned() - erased) + " of " + counts.planned()
                            + " targets are not erased, and " + counts.in(TargetState.REFUSED) + " rows were refused");
        }
        ExitStatus first = reasons.keySet().stream().reduce(ExitStatus.DONE, ExitPrecedence.JOBS::first);
        boolean isResumable = counts.open() > 0 || failed > 0 || present > 0;
        String done = counts.planned() > 0 ? "done" : nothingPlanned(counts);
        return new CommandResult(
                first, reasons.getOrDefault(first, done), isResumable ? resumeCommand.with(counts.open() == 0) : null);
    }

    /** Returns the reason in the result of a job that has no targets to delete. Such a job is complete from the start. */
    private static String nothingPlanned(JobCounts counts) {
        long held = counts.in(TargetState.HELD);
        return "nothing was deleted, because the job has no targets"
                + (held > 0 ? " other than " + held + " that " + (held == 1 ? "is" : "are") + " held" : "");
    }

    private static void addWorkLeft(RunSummary run, Optional<StopSignal> signal, Map<ExitStatus, String> reasons) {
        long open = run.counts().open();
        String left = targets(open) + " left";
        signal.ifPresent(which -> reasons.put(which.status(), "stopped by " + which.displayName() + " with " + left));
        switch (run.end()) {
            case LIMIT -> reasons.put(ExitStatus.WORK_LEFT, "stopped after --limit with " + left);
            case DURATION -> reasons.put(ExitStatus.WORK_LEFT, "stopped after --max-duration with " + left);
            case WINDOW -> reasons.put(ExitStatus.WORK_LEFT, "stopped outside --window with " + left);
            case STOPPED, ABORTED -> reasons.put(ExitStatus.WORK_LEFT, "stopped with " + left);
            case FINISHED ->
                reasons.merge(
                        ExitStatus.REPEAT,
                        targets(open) + (open == 1 ? " is left" : " are left") + unresolved(run),
                        (accounts, targets) -> accounts + "; " + targets);
        }
    }

    private static String targets(long number) {
        return number + (number == 1 ? " target" : " targets");
    }

    /** Returns the accounts and lines of targets that failed and may succeed in another run, without ids. */
    private static String unresolved(RunSummary run) {
        if (run.unresolved().isEmpty()) {
            return "";
        }
        JobCounts counts = run.counts();
        long all = counts.in(TargetState.UNKNOWN) + counts.in(TargetState.FAILED) - counts.permanent();
        long further = all - Math.min(MOST_LINES, run.unresolved().size());
        return run.unresolved().stream()
                .limit(MOST_LINES)
                .map(target -> target.described(run.label(target.account())))
                .collect(Collectors.joining(", ", ": ", further > 0 ? " and " + further + " more" : ""));
    }

    private static String reason(@Nullable AccountFailure failure) {
        return failure == null ? "" : ", " + failure;
    }

    private static String accountReasons(RunSummary run, Predicate<AccountEnd> which) {
        return new TreeMap<>(run.accounts())
                .entrySet().stream()
                        .filter(account -> which.test(account.getValue()))
                        .map(account -> switch (account.getValue()) {
                            case TOO_MANY_ABSENT ->
                                "too many targets of account " + run.label(account.getKey()) + " are absent";
                            case TOO_MANY_FAILURES ->
                                "too many calls to account " + run.label(account.getKey()) + " failed";
                            default ->
                                "account " + account.getKey()
                                        + reason(run.failures().get(account.getKey()));
                        })
                        .collect(Collectors.joining(", "));
    }
}
