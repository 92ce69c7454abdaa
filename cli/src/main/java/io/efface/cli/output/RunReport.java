package io.efface.cli.output;

import io.efface.ErrorKind;
import io.efface.erasure.AccountEnd;
import io.efface.erasure.EraseProgress;
import io.efface.erasure.JobCounts;
import io.efface.erasure.RunPreview;
import io.efface.erasure.RunSummary;
import io.efface.erasure.TargetState;
import io.efface.erasure.UnresolvedTarget;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What a run would do, and what it did, without ids. */
public final class RunReport {
    private RunReport() {}

    /** Returns what an operator has to know before a run. */
    public static List<String> lines(RunPreview preview) {
        List<String> lines = new ArrayList<>();
        lines.add("job " + preview.job() + ", digest " + preview.digest());
        for (RunPreview.Account account : preview.accounts()) {
            lines.add("  " + account.name() + " (" + account.provider() + ", " + account.where() + "): "
                    + account.planned() + " targets, " + account.takes() + " to be taken now");
        }
        lines.add(preview.planned() + " targets in " + preview.accounts().size() + " accounts, " + preview.takes()
                + " to be taken now");
        return lines;
    }

    public static String json(RunPreview preview) {
        return JsonLine.of(json -> {
            json.name("mode").value("dry run");
            json.name("job").value(preview.job());
            json.name("digest").value(preview.digest());
            json.name("planned").value(preview.planned());
            json.name("takes").value(preview.takes());
            json.name("accounts").beginArray();
            for (RunPreview.Account account : preview.accounts()) {
                json.beginObject();
                json.name("account").value(account.name());
                json.name("provider").value(account.provider());
                json.name("place").value(account.place());
                json.name("library").value(account.library().orElse(null));
                json.name("planned").value(account.planned());
                json.name("takes").value(account.takes());
                json.endObject();
            }
            json.endArray();
        });
    }

    public static void write(RunSummary run, boolean json, Output out) {
        if (json) {
            out.line(json(run));
            return;
        }
        EraseProgress taken = run.taken();
        out.line("this run: deleted " + taken.deleted() + ", absent " + taken.absent() + ", failed " + taken.failed()
                + ", unknown " + taken.unknown() + ", throttled " + taken.throttled());
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

    private static String json(RunSummary run) {
        return JsonLine.of(json -> {
            json.name("job").value(run.job());
            json.name("end").value(run.end().name());
            json.name("accounts").beginObject();
            for (Map.Entry<String, AccountEnd> account : new TreeMap<>(run.accounts()).entrySet()) {
                json.name(account.getKey()).value(account.getValue().name());
            }
            json.endObject();
            json.name("libraries").beginObject();
            for (Map.Entry<String, String> library : new TreeMap<>(run.libraries()).entrySet()) {
                json.name(library.getKey()).value(library.getValue());
            }
            json.endObject();
            json.name("deleted").value(run.taken().deleted());
            json.name("absent").value(run.taken().absent());
            json.name("failed").value(run.taken().failed());
            json.name("unknown").value(run.taken().unknown());
            json.name("throttled").value(run.taken().throttled());
            json.name("planned").value(run.counts().planned());
            json.name("states").beginObject();
            for (Map.Entry<TargetState, Long> state : new TreeMap<>(run.counts().states()).entrySet()) {
                json.name(state.getKey().name()).value(state.getValue());
            }
            json.endObject();
            json.name("open").value(run.counts().open());
            json.name("complete").value(run.counts().isComplete());
            json.name("finallySealed").value(run.finallySealed());
            AccountFailuresJson.write(json, run.failures());
            json.name("unresolved").beginArray();
            for (UnresolvedTarget target : run.unresolved()) {
                json.beginObject();
                json.name("line").value(target.line());
                json.name("account").value(target.account());
                json.name("state").value(target.state().name());
                json.name("kind").value(target.kind().map(ErrorKind::name).orElse(null));
                json.name("code").value(target.code().orElse(null));
                json.endObject();
            }
            json.endArray();
        });
    }
}
