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

/** What reading a job back found, without ids, and what that ends with. */
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
            out.line(open + " of " + read.counts().planned() + " planned targets were not done, and not looked at");
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
            return "a sample verifies only who was read";
        }
        if (!read.isVerified()) {
            return "not verified";
        }
        return read.settled() == 0
                ? "nothing to verify: no target is done yet"
                : "verified: all " + read.settled() + " settled targets were read and not found";
    }

    private static String number(double percent) {
        return percent == Math.rint(percent) ? Long.toString((long) percent) : Double.toString(percent);
    }

    /**
     * Returns what a verification ends with.
     *
     * @param resumeCommand the command line that reads what was not read
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
                    present + " targets are present; run --apply --retry-failed takes them again");
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
        return JsonLine.of(json -> {
            json.name("job").value(read.job());
            json.name("end").value(read.end().name());
            json.name("accounts").beginObject();
            for (Map.Entry<String, AccountEnd> account : new TreeMap<>(read.accounts()).entrySet()) {
                json.name(account.getKey()).value(account.getValue().name());
            }
            json.endObject();
            json.name("libraries").beginObject();
            for (Map.Entry<String, String> library : new TreeMap<>(read.libraries()).entrySet()) {
                json.name(library.getKey()).value(library.getValue());
            }
            json.endObject();
            json.name("settled").value(read.settled());
            json.name("absent").value(read.absent());
            json.name("present").value(read.present());
            json.name("unreadable").value(read.unreadable());
            json.name("left").value(read.left());
            json.name("verified").value(read.isVerified());
            json.name("sample");
            VerifySummary.Sample sample = read.sample().orElse(null);
            if (sample == null) {
                json.nullValue();
            } else {
                json.beginObject();
                json.name("percent").value(sample.percent());
                json.name("drawn").value(sample.drawn());
                json.name("read").value(sample.read());
                json.name("present").value(sample.present());
                json.name("bound95").value(sample.bound());
                json.endObject();
            }
            json.name("planned").value(read.counts().planned());
            json.name("complete").value(read.counts().isComplete());
            json.name("finallySealed").value(read.finallySealed());
            AccountFailuresJson.write(json, read.failures());
        });
    }
}
