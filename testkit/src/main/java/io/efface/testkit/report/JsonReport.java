package io.efface.testkit.report;

import io.efface.emulator.JsonText;
import io.efface.testkit.report.ContractReport.Case;
import io.efface.testkit.report.ContractReport.Outcome;
import io.efface.testkit.report.ContractReport.Result;
import io.efface.testkit.report.ContractReport.Target;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Writes a report as JSON. */
final class JsonReport {
    private JsonReport() {}

    static String of(ContractReport report) {
        Map<String, @Nullable Object> all = new LinkedHashMap<>();
        all.put("contract", report.contract());
        all.put("providers", report.providers());
        all.put("efface", ContractReport.effaceVersion());
        all.put("junit", report.junit());
        all.put("java", Runtime.version().feature());
        all.putAll(counts(report::count));
        all.put(
                "targets",
                report.targets().stream().map(target -> of(report, target)).toList());
        all.put("cases", report.cases().stream().map(JsonReport::of).toList());
        return JsonText.write(all) + "\n";
    }

    private static Map<String, @Nullable Object> of(ContractReport report, Target target) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("name", target.name());
        object.put("provider", target.provider());
        object.put("layers", target.layers());
        object.putAll(counts(outcome -> report.count(target, outcome)));
        return object;
    }

    private static Map<String, @Nullable Object> of(Case each) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("name", each.name());
        object.putAll(counts(outcome -> each.results().stream()
                .filter(result -> result.outcome() == outcome)
                .count()));
        if (!each.reasonNotRun().isEmpty()) {
            object.put("reasonNotRun", each.reasonNotRun());
        }
        object.put("failures", texts(each, Outcome.FAILED, "message"));
        object.put("skips", texts(each, Outcome.SKIPPED, "reason"));
        return object;
    }

    private static Map<String, Long> counts(ToLongFunction<Outcome> count) {
        Map<String, Long> counts = new LinkedHashMap<>();
        for (Outcome outcome : Outcome.values()) {
            counts.put(outcome.name().toLowerCase(Locale.ROOT), count.applyAsLong(outcome));
        }
        return counts;
    }

    private static List<Map<String, Object>> texts(Case each, Outcome outcome, String key) {
        List<Map<String, Object>> objects = new ArrayList<>();
        runsByText(each, outcome).forEach((text, runs) -> {
            Map<String, Object> object = new LinkedHashMap<>();
            object.put(key, text);
            object.put("runs", runs);
            objects.add(object);
        });
        return objects;
    }

    /** Returns the names of the runs with an outcome, by message or reason. */
    static Map<String, List<String>> runsByText(Case each, Outcome outcome) {
        Map<String, List<String>> runs = new LinkedHashMap<>();
        for (Result result : each.results()) {
            if (result.outcome() == outcome) {
                runs.computeIfAbsent(result.text(), text -> new ArrayList<>())
                        .add(result.run().name());
            }
        }
        return runs;
    }
}
