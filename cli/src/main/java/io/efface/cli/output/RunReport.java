package io.efface.cli.output;

import io.efface.cli.process.Message;
import io.efface.erasure.AccountEnd;
import io.efface.erasure.AccountFailure;
import io.efface.erasure.EraseProgress;
import io.efface.erasure.JobCounts;
import io.efface.erasure.RunPreview;
import io.efface.erasure.RunSummary;
import io.efface.erasure.TargetState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reports a preview or the result of a run, without ids. */
public final class RunReport {
    private RunReport() {}

    /** Returns the preview that is shown before a run, in lines. */
    public static List<Message> lines(RunPreview preview) {
        List<Message> lines = new ArrayList<>();
        lines.add(Message.of("job {0}, digest {1}", preview.job(), preview.digest()));
        for (RunPreview.Account account : preview.accounts()) {
            lines.add(Message.of(
                    "  {0} ({1}, {2}): {3} targets, {4} to be processed now",
                    account.name(),
                    account.provider(),
                    LibraryTexts.where(account.place(), account.library()),
                    account.planned(),
                    account.takes()));
        }
        lines.add(Message.of(
                "{0} targets in {1} accounts, {2} to be processed now",
                preview.planned(), preview.accounts().size(), preview.takes()));
        return lines;
    }

    public static String json(RunPreview preview) {
        return JsonLine.of(new JsonObject()
                .with("mode", "dry run")
                .with("job", preview.job())
                .with("digest", preview.digest())
                .with("planned", preview.planned())
                .with("takes", preview.takes())
                .with(
                        "accounts",
                        preview.accounts().stream().map(RunReport::json).toList()));
    }

    private static JsonObject json(RunPreview.Account account) {
        return new JsonObject()
                .with("account", account.name())
                .with("provider", account.provider())
                .with("place", account.place())
                .with("library", account.library())
                .with("planned", account.planned())
                .with("takes", account.takes());
    }

    public static void write(RunSummary run, boolean json, Output out) {
        if (json) {
            out.line(JsonLine.of(json(run)));
            return;
        }
        EraseProgress thisRun = run.taken();
        out.line(Message.of(
                "this run: deleted {0}, absent {1}, failed {2}, unknown {3}, throttled {4}",
                thisRun.deleted(), thisRun.absent(), thisRun.failed(), thisRun.unknown(), thisRun.throttled()));
        new TreeMap<>(run.accounts()).forEach((name, end) -> {
            if (end != AccountEnd.FINISHED) {
                out.line(Message.of("  account {0}: {1}", LibraryTexts.label(run.label(name)), Message.words(end)));
            }
        });
        out.line(Message.of("job {0}: {1}", run.job(), counts(run.counts())));
        out.line(run.counts().isComplete() ? Message.of("complete") : Message.of("not complete"));
    }

    private static Message counts(JobCounts counts) {
        List<Message> planned = new TreeMap<>(counts.states())
                .entrySet().stream()
                        .filter(state -> state.getKey().isPlanned())
                        .map(state -> Message.of("{0} {1}", Message.words(state.getKey()), state.getValue()))
                        .toList();
        return Message.of(
                "planned {0}{1}, refused {2}, held {3}, duplicates {4}",
                counts.planned(),
                planned.isEmpty() ? Message.EMPTY : Message.of(" ({0})", planned),
                counts.in(TargetState.REFUSED),
                counts.in(TargetState.HELD),
                counts.in(TargetState.DUPLICATE));
    }

    public static JsonObject json(RunSummary run) {
        return new JsonObject()
                .with("job", run.job())
                .with("end", run.end())
                .with("accounts", new TreeMap<>(run.accounts()))
                .with("manyAbsent", run.manyAbsent())
                .with("libraries", new TreeMap<>(run.libraries()))
                .with("deleted", run.taken().deleted())
                .with("absent", run.taken().absent())
                .with("failed", run.taken().failed())
                .with("unknown", run.taken().unknown())
                .with("throttled", run.taken().throttled())
                .with("planned", run.counts().planned())
                .with("states", new TreeMap<>(run.counts().states()))
                .with("open", run.counts().open())
                .with("complete", run.counts().isComplete())
                .with("finallySealed", run.finallySealed())
                .with("failures", json(run.failures()))
                .with("unresolved", run.unresolved());
    }

    /** Returns the reasons why the run gave up accounts, by account name. */
    static Map<String, JsonObject> json(Map<String, AccountFailure> failures) {
        Map<String, JsonObject> byAccount = new TreeMap<>();
        failures.forEach((account, failure) -> byAccount.put(
                account,
                new JsonObject()
                        .with("kind", failure.kind())
                        .with("code", failure.code())
                        .with("detail", failure.detail())));
        return byAccount;
    }
}
