package io.efface.testkit.report;

import io.efface.testkit.report.ContractReport.Case;
import io.efface.testkit.report.ContractReport.Outcome;
import io.efface.testkit.report.ContractReport.Target;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes a report as Markdown. */
final class MarkdownReport {
    private static final int MOST_RUNS = 6;

    private final StringBuilder text = new StringBuilder();

    private MarkdownReport() {}

    static String of(ContractReport report) {
        return new MarkdownReport().write(report);
    }

    private String write(ContractReport report) {
        line("# Contract of " + String.join(", ", report.providers()));
        line("");
        line("`" + report.contract() + "` with Efface " + ContractReport.effaceVersion() + ", JUnit " + report.junit()
                + " and Java " + Runtime.version().feature() + ": "
                + report.count(Outcome.PASSED) + " runs passed, " + report.count(Outcome.FAILED) + " failed, "
                + report.count(Outcome.SKIPPED) + " skipped.");
        table("Targets", List.of("target", "repository", "passed", "failed", "skipped"));
        for (Target target : report.targets()) {
            row(
                    Stream.of(target.name(), target.layers() ? "opened" : "primitive"),
                    outcome -> report.count(target, outcome));
        }
        failures(report);
        table("Cases", List.of("case", "passed", "failed", "skipped"));
        for (Case each : report.cases()) {
            row(
                    Stream.of(each.name()),
                    outcome -> each.results().stream()
                            .filter(result -> result.outcome() == outcome)
                            .count());
        }
        skips(report);
        return text.toString();
    }

    private void failures(ContractReport report) {
        if (report.count(Outcome.FAILED) == 0) {
            return;
        }
        table("Failures", List.of("case", "message", "runs"));
        for (Case each : report.cases()) {
            JsonReport.runsByText(each, Outcome.FAILED)
                    .forEach((message, runs) -> row(Stream.of(each.name(), message, shortened(runs))));
        }
    }

    private void skips(ContractReport report) {
        table("Skips", List.of("case", "reason", "runs"));
        for (Case each : report.cases()) {
            if (!each.reasonNotRun().isEmpty()) {
                row(Stream.of(each.name(), each.reasonNotRun(), "all"));
            }
            Map<String, List<String>> skips = JsonReport.runsByText(each, Outcome.SKIPPED);
            skips.forEach((reason, runs) -> row(
                    Stream.of(each.name(), reason, runs.size() == each.results().size() ? "all" : shortened(runs))));
        }
    }

    /** Returns the names of a few runs, and the number of the others. The JSON report lists all runs. */
    private static String shortened(List<String> runs) {
        String names = runs.stream().limit(MOST_RUNS).collect(Collectors.joining("; "));
        return runs.size() > MOST_RUNS ? names + "; and " + (runs.size() - MOST_RUNS) + " more" : names;
    }

    private void table(String title, List<String> columns) {
        line("");
        line("## " + title);
        line("");
        row(columns.stream());
        line("|" + "---|".repeat(columns.size()));
    }

    private void row(Stream<String> names, ToLongFunction<Outcome> count) {
        row(Stream.concat(
                names, Stream.of(Outcome.values()).map(outcome -> Long.toString(count.applyAsLong(outcome)))));
    }

    private void row(Stream<String> cells) {
        line(cells.map(cell -> cell.replace("|", "\\|")).collect(Collectors.joining(" | ", "| ", " |")));
    }

    private void line(String line) {
        text.append(line).append('\n');
    }
}
