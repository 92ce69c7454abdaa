package io.efface.cli.output;

import io.efface.erasure.PlanSummary;
import io.efface.erasure.input.InputProblem;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.TreeMap;

/** Makes a JSON object of a plan. */
public final class PlanJson {
    private PlanJson() {}

    public static JsonObject of(PlanSummary plan) {
        return new JsonObject()
                .with("job", plan.job())
                .with("digest", plan.digest())
                .with("rows", plan.rows())
                .with("planned", plan.planned())
                .with("duplicates", plan.duplicates())
                .with("refused", plan.refused())
                .with("held", plan.held())
                .with("holds", plan.holds())
                .with("carriedHolds", plan.carriedHolds())
                .with("format", plan.format())
                .with("formatOrigin", plan.formatOrigin())
                .with("charset", plan.charset().map(Charset::name))
                .with("delimiter", plan.delimiter())
                .with("sheet", plan.sheet())
                .with("hiddenRows", plan.hiddenRows())
                .with("headerAssumed", plan.headerAssumed())
                .with("unmatchedHolds", plan.unmatchedHolds())
                .with("accepted", new TreeMap<>(plan.accepted()))
                .with("mostRowsOfOneTarget", plan.crowd().map(crowd -> json(crowd, plan.isCrowded())))
                .with("accounts", plan.accounts().stream().map(PlanJson::json).toList())
                .with("problems", plan.problems().stream().map(PlanJson::json).toList())
                .with("problemCounts", new TreeMap<>(plan.problemCounts()))
                .with("estimate", json(plan.estimate()))
                .with("due", plan.due())
                .with("late", plan.isLate())
                .with("probes", plan.probes().stream().map(PlanJson::json).toList())
                .with("restored", plan.restored());
    }

    private static JsonObject json(PlanSummary.Crowd crowd, boolean suspect) {
        return new JsonObject()
                .with("rows", crowd.rows())
                .with("line", crowd.line())
                .with("suspect", suspect);
    }

    private static JsonObject json(PlanSummary.Account account) {
        return new JsonObject()
                .with("account", account.name())
                .with("provider", account.provider())
                .with("place", account.place())
                .with("library", account.library())
                .with("planned", account.planned())
                .with("persons", account.persons())
                .with("faceTargets", account.faceTargets())
                .with("faces", account.faces())
                .with("duplicates", account.duplicates())
                .with("refused", account.refused())
                .with("held", account.held())
                .with("deletions", account.deletions())
                .with("reads", account.reads())
                .with("quotaGroup", account.quotaGroup())
                .with("seconds", account.duration().map(PlanJson::seconds));
    }

    private static JsonObject json(InputProblem problem) {
        return new JsonObject()
                .with("line", problem.line())
                .with("column", problem.column())
                .with("code", problem.code())
                .with("text", problem.code().text());
    }

    private static JsonObject json(PlanSummary.Estimate estimate) {
        return new JsonObject()
                .with("requests", estimate.requests())
                .with("seconds", seconds(estimate.duration()))
                .with("end", estimate.end());
    }

    private static JsonObject json(PlanSummary.Probe probe) {
        return new JsonObject()
                .with("account", probe.account())
                .with("present", probe.present())
                .with("absent", probe.absent())
                .with("unreadable", probe.unreadable());
    }

    private static long seconds(Duration duration) {
        return (duration.toMillis() + 999) / 1000;
    }
}
