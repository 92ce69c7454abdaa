package io.efface.cli.output;

import io.efface.cli.process.ExitPrecedence;
import io.efface.cli.process.ExitStatus;
import io.efface.cli.process.Message;
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

/** Reports the result of a verification, without ids. */
public final class VerifyReport {
    private VerifyReport() {}

    public static void write(VerifySummary summary, boolean json, Output out) {
        if (json) {
            out.line(JsonLine.of(json(summary)));
            return;
        }
        out.line(Message.of(
                "read back: absent {0}, present {1}, unreadable {2}, left {3}",
                summary.absent(), summary.present(), summary.unreadable(), summary.left()));
        long notDone = summary.counts().planned() - summary.done();
        if (notDone > 0) {
            out.line(Message.of(
                    "{0} of {1} planned targets were not done, and were not read back",
                    notDone, summary.counts().planned()));
        }
        summary.sample()
                .ifPresent(sample -> out.line(Message.of(
                        "a sample of {0} %: {1} of {2} read; with 95 % confidence at most {3} % of the {2} done targets"
                                + " are present",
                        number(sample.percent()),
                        sample.read(),
                        summary.done(),
                        String.format(Locale.ROOT, "%.4f", sample.bound() * 100))));
        out.line(verdict(summary));
    }

    private static Message verdict(VerifySummary summary) {
        if (summary.sample().isPresent()) {
            return Message.of("a sample verifies only the people who were read");
        }
        if (!summary.isVerified()) {
            return Message.of("not verified");
        }
        return summary.done() == 0
                ? Message.of("there is nothing to verify, because no target is done yet")
                : Message.of("verified: all {0} done targets were read back and are absent", summary.done());
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
        Map<ExitStatus, Message> reasons = new EnumMap<>(ExitStatus.class);
        if (summary.hasRefusedAccount()) {
            reasons.put(
                    ExitStatus.REFUSED,
                    Message.of(
                            "refused: account {0}",
                            new TreeMap<>(summary.accounts())
                                    .entrySet().stream()
                                            .filter(account -> account.getValue() == AccountEnd.REFUSED)
                                            .map(account -> Message.concat(
                                                    Message.verbatim(account.getKey()),
                                                    reason(summary, account.getKey())))
                                            .toList()));
        }
        long present = Math.max(summary.present(), summary.counts().in(TargetState.PRESENT));
        if (present > 0) {
            reasons.put(
                    ExitStatus.STILL_PRESENT,
                    Message.of("{0} targets are present; run --apply --retry-failed deletes them again", present));
        }
        boolean isStopped = summary.end() != RunEnd.FINISHED;
        if (summary.left() > 0 && isStopped) {
            reasons.put(ExitStatus.WORK_LEFT, Message.of("stopped with {0} targets not read", summary.left()));
            signal.ifPresent(which -> reasons.put(
                    which.status(),
                    Message.of("stopped by {0} with {1} targets not read", which.displayName(), summary.left())));
        } else if (summary.left() > 0 || summary.unreadable() > 0) {
            reasons.put(
                    ExitStatus.REPEAT,
                    Message.of(
                            "{0} targets could not be read{1}",
                            (summary.left() + summary.unreadable()),
                            new TreeMap<>(summary.failures())
                                    .entrySet().stream()
                                            .map(failure -> Message.of(
                                                    ": account {0}, {1}",
                                                    failure.getKey(), LibraryTexts.of(failure.getValue())))
                                            .reduce(Message.EMPTY, (first, second) -> Message.concat(first, second))));
        }
        ExitStatus first = reasons.keySet().stream().reduce(ExitStatus.DONE, ExitPrecedence.JOBS::first);
        boolean isResumable = summary.left() + summary.unreadable() > 0;
        return new CommandResult(
                first, reasons.getOrDefault(first, Message.of("done")), isResumable ? resumeCommand.get() : null);
    }

    private static Message reason(VerifySummary summary, String account) {
        AccountFailure failure = summary.failures().get(account);
        return failure == null ? Message.EMPTY : Message.of(", {0}", LibraryTexts.of(failure));
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
