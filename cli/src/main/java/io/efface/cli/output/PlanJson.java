package io.efface.cli.output;

import com.squareup.moshi.JsonWriter;
import io.efface.ErrorKind;
import io.efface.erasure.PlanSummary;
import io.efface.erasure.input.InputProblem;
import io.efface.erasure.input.ListRisk;
import java.io.IOException;
import java.nio.charset.Charset;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** A plan as one JSON object. */
public final class PlanJson {
    private PlanJson() {}

    public static String of(PlanSummary plan) {
        return JsonLine.of(json -> {
            json.name("job").value(plan.job());
            json.name("digest").value(plan.digest());
            json.name("rows").value(plan.rows());
            json.name("planned").value(plan.planned());
            json.name("duplicates").value(plan.duplicates());
            json.name("refused").value(plan.refused());
            json.name("held").value(plan.held());
            json.name("holds").value(plan.holds());
            json.name("carriedHolds").value(plan.carriedHolds());
            json.name("format").value(plan.format().map(Enum::name).orElse(null));
            json.name("formatOrigin").value(plan.formatOrigin().map(Enum::name).orElse(null));
            json.name("charset").value(plan.charset().map(Charset::name).orElse(null));
            json.name("delimiter").value(plan.delimiter().map(String::valueOf).orElse(null));
            json.name("headerAssumed").value(plan.headerAssumed());
            json.name("unmatchedHolds").value(plan.unmatchedHolds());
            json.name("accepted").beginObject();
            for (Map.Entry<ListRisk, Long> risk : plan.accepted().entrySet()) {
                json.name(risk.getKey().name()).value(risk.getValue());
            }
            json.endObject();
            crowd(json, plan);
            accounts(json, plan);
            problems(json, plan);
            json.name("estimate").beginObject();
            json.name("requests").value(plan.estimate().requests());
            json.name("seconds").value(seconds(plan.estimate().duration()));
            json.name("end").value(plan.estimate().end().toString());
            json.endObject();
            json.name("due").value(plan.due().map(Instant::toString).orElse(null));
            json.name("late").value(plan.isLate());
            probes(json, plan);
            restored(json, plan);
        });
    }

    /** Writes the target that the most rows became. */
    private static void crowd(JsonWriter json, PlanSummary plan) throws IOException {
        json.name("mostRowsOfOneTarget");
        if (plan.crowd().isEmpty()) {
            json.nullValue();
            return;
        }
        json.beginObject();
        json.name("rows").value(plan.crowd().get().rows());
        json.name("line").value(plan.crowd().get().line());
        json.name("suspect").value(plan.isCrowded());
        json.endObject();
    }

    private static void accounts(JsonWriter json, PlanSummary plan) throws IOException {
        json.name("accounts").beginArray();
        for (PlanSummary.Account account : plan.accounts()) {
            json.beginObject();
            json.name("account").value(account.name());
            json.name("provider").value(account.provider());
            json.name("place").value(account.place());
            json.name("library").value(account.library().orElse(null));
            json.name("planned").value(account.planned());
            json.name("persons").value(account.persons());
            json.name("faceTargets").value(account.faceTargets());
            json.name("faces").value(account.faces());
            json.name("duplicates").value(account.duplicates());
            json.name("refused").value(account.refused());
            json.name("held").value(account.held());
            json.name("deletions").value(account.deletions());
            json.name("reads").value(account.reads());
            json.name("quotaGroup").value(account.quotaGroup());
            json.name("seconds").value(account.duration().map(PlanJson::seconds).orElse(null));
            json.endObject();
        }
        json.endArray();
    }

    private static void problems(JsonWriter json, PlanSummary plan) throws IOException {
        json.name("problems").beginArray();
        for (InputProblem problem : plan.problems()) {
            json.beginObject();
            json.name("line").value(problem.line());
            json.name("column").value(problem.column());
            json.name("code").value(problem.code().name());
            json.name("text").value(problem.code().text());
            json.endObject();
        }
        json.endArray();
        json.name("problemCounts").beginObject();
        for (var count : plan.problemCounts().entrySet()) {
            json.name(count.getKey().name()).value(count.getValue());
        }
        json.endObject();
    }

    private static void probes(JsonWriter json, PlanSummary plan) throws IOException {
        json.name("probes").beginArray();
        for (PlanSummary.Probe probe : plan.probes()) {
            json.beginObject();
            json.name("account").value(probe.account());
            json.name("present").value(probe.present());
            json.name("absent").value(probe.absent());
            kinds(json, probe.unreadable());
            json.endObject();
        }
        json.endArray();
    }

    private static void restored(JsonWriter json, PlanSummary plan) throws IOException {
        json.name("restored");
        PlanSummary.Restored restored = plan.restored().orElse(null);
        if (restored == null) {
            json.nullValue();
            return;
        }
        json.beginObject();
        json.name("fromJob").value(restored.fromJob());
        json.name("present").value(restored.present());
        json.name("absent").value(restored.absent());
        kinds(json, restored.unreadable());
        json.name("found").beginArray();
        for (PlanSummary.Found found : restored.found()) {
            json.beginObject();
            json.name("account").value(found.account());
            json.name("line").value(found.line());
            json.name("person").value(found.person());
            json.endObject();
        }
        json.endArray();
        json.endObject();
    }

    private static void kinds(JsonWriter json, Map<ErrorKind, Long> unreadable) throws IOException {
        json.name("unreadable").beginObject();
        for (Map.Entry<ErrorKind, Long> kind : unreadable.entrySet()) {
            json.name(kind.getKey().name()).value(kind.getValue());
        }
        json.endObject();
    }

    private static long seconds(Duration duration) {
        return (duration.toMillis() + 999) / 1000;
    }
}
