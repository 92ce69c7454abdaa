package io.efface.cli.output;

import io.efface.cli.process.ExitPrecedence;
import io.efface.cli.process.ExitStatus;
import io.efface.cli.process.StopSignal;
import io.efface.erasure.AccountEnd;
import io.efface.erasure.AccountFailure;
import io.efface.erasure.RunEnd;
import io.efface.erasure.TargetState;
import io.efface.erasure.VerifySummary;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Reports the result of a verification, without ids. */
public final class VerifyReport {
    private VerifyReport() {}

    public static void write(VerifySummary summary, boolean json, Output out) {
        if (json) {
            out.line(JsonLine.of(json(summary)));
            return;
        }
        out.line("read back: absent " + summary.absent() + ", present " + summary.present() + ", unreadable "
                + summary.unreadable() + ", left " + summary.left());
        long notDone = summary.counts().planned() - summary.done();
        if (notDone > 0) {
            out.line(notDone + " of " + summary.counts().planned()
                    + " planned targets were not done, and were not read back");
        }
        summary.sample()
                .ifPresent(sample -> out.line(String.format(
                        Locale.ROOT,
                        "a sample of %s %%: %d of %d read; with 95 %% confidence at most %.4f %% of the %d done"
                                + " targets are present",
                        number(sample.percent()),
                        sample.read(),
                        summary.done(),
                        sample.bound() * 100,
                        summary.done())));
        out.line(verdict(summary));
    }

    private static String verdict(VerifySummary summary) {
        if (summary.sample().isPresent()) {
            return "a sample verifies only the people who were read";
        }
        if (!summary.isVerified()) {
            return "not verified";
        }
        return summary.done() == 0
                ? "there is nothing to verify, because no target is done yet"
                : "verified: all " + summary.done() + " done targets were read back and are absent";
    }

    private static String number(double percent) {
        return percent == Math.rint(percent) ? Long.toString((long) percent) : Double.toString(percent);
    }

    /**
     * Returns the result of a verification.
     *
     * @param resumeCommand the command line that reads the remaining targets
     */
    public static CommandResult result(
            VerifySummary summary, Optional<StopSignal> signal, Supplier<String> resumeCommand) {
        Map<ExitStatus, String> reasons = new EnumMap<>(ExitStatus.class);
        if (summary.hasRefusedAccount()) {
            reasons.put(
                    ExitStatus.REFUSED,
                    "refused: account "
                            + new TreeMap<>(summary.accounts())
                                    .entrySet().stream()
                                            .filter(account -> account.getValue() == AccountEnd.REFUSED)
                                            .map(account -> account.getKey() + reason(summary, account.getKey()))
                                            .collect(Collectors.joining(", ")));
        }
        long present = Math.max(summary.present(), summary.counts().in(TargetState.PRESENT));
        if (present > 0) {
            reasons.put(
                    ExitStatus.STILL_PRESENT,
                    present + " targets are present; run --apply --retry-failed deletes them again");
        }
        boolean isStopped = summary.end() != RunEnd.FINISHED;
        if (summary.left() > 0 && isStopped) {
            reasons.put(ExitStatus.WORK_LEFT, "stopped with " + summary.left() + " targets not read");
            signal.ifPresent(which -> reasons.put(
                    which.status(),
                    "stopped by " + which.displayName() + " with " + summary.left() + " targets not read"));
        } else if (summary.left() > 0 || summary.unreadable() > 0) {
            reasons.put(
                    ExitStatus.REPEAT,
                    (summary.left() + summary.unreadable()) + " targets could not be read"
                            + new TreeMap<>(summary.failures())
                                    .entrySet().stream()
                                            .map(failure -> ": account " + failure.getKey() + ", " + failure.getValue())
                                            .collect(Collectors.joining()));
        }
        ExitStatus first = reasons.keySet().stream().reduce(ExitStatus.DONE, ExitPrecedence.JOBS::first);
        boolean isResumable = summary.left() + summary.unreadable() > 0;
        return new CommandResult(first, reasons.getOrDefault(first, "done"), isResumable ? resumeCommand.get() : null);
    }

    private static String reason(VerifySummary summary, String account) {
        AccountFailure failure = summary.failures().get(account);
        return failure == null ? "" : ", " + failure;
    }

    public static JsonObject json(VerifySummary summary) {
        return new JsonObject()
                .with("job", summary.job())
                .with("end", summary.end())
                .with("accounts", new TreeMap<>(summary.accounts()))
                .with("libraries", new TreeMap<>(summary.libraries()))
                .with("done", summary.done())
                .with("absent", summary.absent())
                .with("present", summary.present())
                .with("unreadable", summary.unreadable())
                .with("left", summary.left())
                .with("verified", summary.isVerified())
                .with("sample", summary.sample().map(VerifyReport::json))
                .with("planned", summary.counts().planned())
                .with("complete", summary.counts().isComplete())
                .with("finallySealed", summary.finallySealed())
                .with("failures", RunReport.json(summary.failures()));
    }

    private static JsonObject json(VerifySummary.Sample sample) {
        return new JsonObject()
                .with("percent", sample.percent())
                .with("drawn", sample.drawn())
                .with("read", sample.read())
                .with("present", sample.present())
                .with("bound95", sample.bound());
    }
}
