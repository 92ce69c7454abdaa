package io.efface.erasure;

import static io.efface.erasure.input.WorkbookMaker.row;
import static io.efface.erasure.input.WorkbookMaker.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.efface.IdRule;
import io.efface.erasure.input.InputProblem;
import io.efface.erasure.input.InputSource;
import io.efface.erasure.input.ListRisk;
import io.efface.erasure.input.ProblemCode;
import io.efface.erasure.input.WorkbookMaker;
import io.efface.testkit.memory.InMemoryConfig;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests jobs with ids that break the vendor's rule. */
class IdCheckJobTest {
    private static final InMemoryConfig RULED = InMemoryConfig.defaults()
            .withIdRule(new IdRule("letters and digits", Pattern.compile("[a-z0-9]+"), 5, false, "a page"));

    @TempDir
    Path folder;

    private RunBench bench(String idCheck) {
        Map<String, String> settings = new HashMap<>(RunBench.LAYERS);
        if (!idCheck.isEmpty()) {
            settings.put("id-check", idCheck);
        }
        return new RunBench(folder, settings, RULED, HookedConfig.Hook.NONE, HookedConfig.Hook.NONE);
    }

    private static List<String> problems(RunBench bench) {
        return bench.query("SELECT state, problem FROM ROWS ORDER BY id");
    }

    @Test
    void plan_byDefault_refusesIdsThatTheVendorCannotStore() {
        try (RunBench bench = bench("")) {
            RunBench.put(bench.a, List.of("multi", "p1", "longer"));

            PlanSummary plan = bench.plan(List.of("multi+p1", "p1", "longer"), "a");
            bench.run();

            assertThat(plan.problemCounts()).containsOnlyKeys(ProblemCode.ID_AGAINST_RULE);
            assertThat(plan.problems().get(0).toString()).contains("line 1", "rule", "id-check = warn");
            assertThat(problems(bench))
                    .as("an id that only exceeds a length documented for adding people is planned with a mark")
                    .containsExactly("8 ID_AGAINST_RULE", "2 null", "2 ID_AGAINST_RULE");
            assertThat(RunBench.contains(bench.a, "multi")).isTrue();
        }
    }

    @Test
    void plan_idAgainstTheRule_reportsWhereTheIdBegins() throws IOException {
        InputSource csv = Bench.list("name,person_id", "Ada,multi+p1", "Bob,p1");
        InputSource quoted = Bench.list("name,person_id", "\"Lovelace, Ada\",\"multi+p1\"", "Bob,p1");
        InputSource ndjson = Bench.list("{\"subject\":\"s\",\"person_id\":\"multi+p1\"}", "{\"person_id\":\"p1\"}");
        InputSource workbook = InputSource.stream(
                "the list",
                new ByteArrayInputStream(new WorkbookMaker()
                        .sheet(
                                "list",
                                row(1, text("name"), text("person_id"))
                                        + row(2, text("Ada"), text("multi+p1"))
                                        + row(3, text("Bob"), text("p1")))
                        .bytes()));

        assertThat(placeOfProblem("a", csv)).isEqualTo("line 2, column 5");
        assertThat(placeOfProblem("b", quoted)).isEqualTo("line 2, column 17");
        assertThat(placeOfProblem("c", ndjson)).isEqualTo("line 1, column 17");
        assertThat(placeOfProblem("d", workbook)).isEqualTo("line 2, column 2");
    }

    private String placeOfProblem(String directory, InputSource list) throws IOException {
        Path ofBench = Files.createDirectory(folder.resolve(directory));
        try (RunBench bench =
                new RunBench(ofBench, RunBench.LAYERS, RULED, HookedConfig.Hook.NONE, HookedConfig.Hook.NONE)) {
            PlanSummary plan = bench.erasure.plan(
                    PlanRequest.of(RunBench.JOB, list).accounts(Set.of("a")).build());
            assertThat(plan.problemCounts()).isEqualTo(Map.of(ProblemCode.ID_AGAINST_RULE, 1L));
            InputProblem problem = plan.problems().get(0);
            assertThat(bench.query("SELECT problem_column FROM ROWS WHERE problem IS NOT NULL"))
                    .containsExactly("" + problem.column());
            return problem.toString().replaceFirst(":.*", "");
        }
    }

    @Test
    void plan_acceptedRowsThatBreakTheIdRule_areNotCountedAsAccepted() {
        try (RunBench bench = bench("")) {
            PlanSummary refused =
                    bench.erasure.plan(PlanRequest.of(RunBench.JOB, Bench.list("person_id", "4711.0", "4712", "NULL"))
                            .accounts(Set.of("a"))
                            .accept(Set.of(ListRisk.SPREADSHEET_NUMBER, ListRisk.EMPTY_MARKER))
                            .build());

            assertThat(refused.problemCounts()).isEqualTo(Map.of(ProblemCode.ID_AGAINST_RULE, 2L));
            assertThat(refused.accepted()).isEmpty();
            assertThat(bench.query("SELECT cast(bytes AS TEXT) FROM EVENTS"))
                    .first()
                    .asString()
                    .doesNotContain("accepted");
            assertThat(Report.summary(bench.folder.resolve("ledger/ledger.db"), RunBench.JOB)
                            .remarks())
                    .noneSatisfy(remark -> assertThat(remark.code()).isEqualTo("ACCEPTED"));
        }
    }

    @Test
    void plan_acceptedRowsWithWarn_areCountedAsAccepted() {
        try (RunBench bench = bench("warn")) {
            PlanSummary marked =
                    bench.erasure.plan(PlanRequest.of(RunBench.JOB, Bench.list("person_id", "4711.0", "4711.0"))
                            .accounts(Set.of("a"))
                            .accept(Set.of(ListRisk.SPREADSHEET_NUMBER))
                            .build());
            assertThat(marked.accepted()).isEqualTo(Map.of(ListRisk.SPREADSHEET_NUMBER, 2L));
        }
    }

    @Test
    void plan_idAgainstTheRuleWithWarn_isMarkedInReportAndDigest() {
        try (RunBench bench = bench("warn")) {
            bench.plan(List.of("multi+p1", "p1", "multi+p1"), "a");

            RunSummary run = bench.run();

            assertThat(run.counts().isComplete()).isTrue();
            assertThat(problems(bench)).containsExactly("2 ID_AGAINST_RULE", "2 null", "9 ID_AGAINST_RULE");
            assertThat(report(bench)).contains("\"problem\":\"ID_AGAINST_RULE\"");
            assertThat(Report.summary(bench.folder.resolve("ledger/ledger.db"), RunBench.JOB)
                            .remarks())
                    .anySatisfy(remark -> {
                        assertThat(remark.code()).isEqualTo("ID_AGAINST_RULE");
                        assertThat(remark.count()).isEqualTo(2);
                    });
            assertThat(bench.receipts().rows()).isNotNull();

            bench.change("UPDATE ROWS SET problem = NULL WHERE id = 1");
            assertThat(bench.receipts().isSound())
                    .as("the digest covers the mark")
                    .isFalse();
        }
    }

    @Test
    void run_jobPlannedWithWarn_ignoresTheLaterSettingStrict() {
        try (RunBench bench = bench("warn")) {
            bench.plan(List.of("multi+p1", "p1"), "a");
        }

        try (RunBench bench = bench("")) {
            RunSummary run = bench.run();

            assertThat(run.counts().isComplete()).isTrue();
            assertThat(bench.row(1)).startsWith("DONE ALREADY_ABSENT");
        }
    }

    private static String report(RunBench bench) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            Report.write(bench.folder.resolve("ledger/ledger.db"), RunBench.JOB, ReportFormat.JSON, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString(StandardCharsets.UTF_8);
    }
}
