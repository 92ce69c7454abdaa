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

    public static void write(VerifySummary read, boolean json, Output out) {
        if (json) {
            out.line(json(read));
            return;
        }
        out.line("read back: absent " + read.absent() + ", present " + read.present() + ", unreadable "
                + read.unreadable() + ", left " + read.left());
        long open = read.counts().planned() - read.settled();
        if (open > 0) {
            out.line(
                    open + " of " + read.counts().planned() + " planned targets were not done, and were not read back");
        }
        read.sample()
                .ifPresent(sample -> out.line(String.format(
                        Locale.ROOT,
                        "a sample of %s %%: %d of %d read; with 95 %% confidence at most %.4f %% of the %d settled targets are present",
                        number(sample.percent()),
                        sample.read(),
                        read.settled(),
                        sample.bound() * 100,
                        read.settled())));
        out.line(verdict(read));
    }

    private static String verdict(VerifySummary read) {
        if (read.sample().isPresent()) {
            return "a sample verifies only the people who were read";
        }
        if (!read.isVerified()) {
            return "not verified";
        }
        return read.settled() == 0
                ? "there is nothing to verify, because no target is done yet"
                : "verified: all " + read.settled() + " settled targets were read back and are absent";
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
            VerifySummary read, Optional<StopSignal> signal, Supplier<String> resumeCommand) {
        Map<ExitStatus, String> ends = new EnumMap<>(ExitStatus.class);
        if (read.hasRefusedAccount()) {
            ends.put(
                    ExitStatus.REFUSED,
                    "refused: account "
                            + new TreeMap<>(read.accounts())
                                    .entrySet().stream()
                                            .filter(account -> account.getValue() == AccountEnd.REFUSED)
                                            .map(account -> account.getKey() + reason(read, account.getKey()))
                                            .collect(Collectors.joining(", ")));
        }
        long present = Math.max(read.present(), read.counts().in(TargetState.PRESENT));
        if (present > 0) {
            ends.put(
                    ExitStatus.STILL_PRESENT,
                    present + " targets are present; run --apply --retry-failed deletes them again");
        }
        boolean stopped = read.end() != RunEnd.FINISHED;
        if (read.left() > 0 && stopped) {
            ends.put(ExitStatus.WORK_LEFT, "stopped with " + read.left() + " targets not read");
            signal.ifPresent(which -> ends.put(
                    which.status(),
                    "stopped by " + which.displayName() + " with " + read.left() + " targets not read"));
        } else if (read.left() > 0 || read.unreadable() > 0) {
            ends.put(
                    ExitStatus.REPEAT,
                    (read.left() + read.unreadable()) + " targets could not be read"
                            + new TreeMap<>(read.failures())
                                    .entrySet().stream()
                                            .map(failure -> ": account " + failure.getKey() + ", " + failure.getValue())
                                            .collect(Collectors.joining()));
        }
        ExitStatus first = ends.keySet().stream().reduce(ExitStatus.DONE, ExitPrecedence.JOBS::first);
        boolean isResumable = read.left() + read.unreadable() > 0;
        return new CommandResult(first, ends.getOrDefault(first, "done"), isResumable ? resumeCommand.get() : null);
    }

    private static String reason(VerifySummary read, String account) {
        AccountFailure failure = read.failures().get(account);
        return failure == null ? "" : ", " + failure;
    }

    private static String json(VerifySummary read) {
        return JsonLine.of(new JsonObject()
                .with("job", read.job())
                .with("end", read.end())
                .with("accounts", new TreeMap<>(read.accounts()))
                .with("libraries", new TreeMap<>(read.libraries()))
                .with("settled", read.settled())
                .with("absent", read.absent())
                .with("present", read.present())
                .with("unreadable", read.unreadable())
                .with("left", read.left())
                .with("verified", read.isVerified())
                .with("sample", read.sample().map(VerifyReport::json))
                .with("planned", read.counts().planned())
                .with("complete", read.counts().isComplete())
                .with("finallySealed", read.finallySealed())
                .with("failures", RunReport.json(read.failures())));
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
