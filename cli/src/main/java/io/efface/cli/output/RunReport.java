package io.efface.cli.output;

import io.efface.erasure.AccountEnd;
import io.efface.erasure.AccountFailure;
import io.efface.erasure.EraseProgress;
import io.efface.erasure.JobCounts;
import io.efface.erasure.RunPreview;
import io.efface.erasure.RunSummary;
import io.efface.erasure.TargetState;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Reports a preview or the result of a run, without ids. */
public final class RunReport {
    private RunReport() {}

    /** Returns the preview that is shown before a run, in lines. */
    public static List<String> lines(RunPreview preview) {
        List<String> lines = new ArrayList<>();
        lines.add("job " + preview.job() + ", digest " + preview.digest());
        for (RunPreview.Account account : preview.accounts()) {
            lines.add("  " + account.name() + " (" + account.provider() + ", " + account.where() + "): "
                    + account.planned() + " targets, " + account.takes() + " to be processed now");
        }
        lines.add(preview.planned() + " targets in " + preview.accounts().size() + " accounts, " + preview.takes()
                + " to be processed now");
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
        out.line("this run: deleted " + thisRun.deleted() + ", absent " + thisRun.absent() + ", failed "
                + thisRun.failed() + ", unknown " + thisRun.unknown() + ", throttled " + thisRun.throttled());
        new TreeMap<>(run.accounts()).forEach((name, end) -> {
            if (end != AccountEnd.FINISHED) {
                out.line("  account " + run.label(name) + ": "
                        + end.name().toLowerCase(Locale.ROOT).replace('_', ' '));
            }
        });
        out.line("job " + run.job() + ": " + counts(run.counts()));
        out.line(run.counts().isComplete() ? "complete" : "not complete");
    }

    private static String counts(JobCounts counts) {
        String planned = new TreeMap<>(counts.states())
                .entrySet().stream()
                        .filter(state -> state.getKey().isPlanned())
                        .map(state ->
                                state.getKey().name().toLowerCase(Locale.ROOT).replace('_', ' ') + " "
                                        + state.getValue())
                        .collect(Collectors.joining(", "));
        return "planned " + counts.planned() + (planned.isEmpty() ? "" : " (" + planned + ")") + ", refused "
                + counts.in(TargetState.REFUSED) + ", held " + counts.in(TargetState.HELD) + ", duplicates "
                + counts.in(TargetState.DUPLICATE);
    }

    public static JsonObject json(RunSummary run) {
        return new JsonObject()
                .with("job", run.job())
                .with("end", run.end())
                .with("accounts", new TreeMap<>(run.accounts()))
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
