package io.efface.erasure;

import static io.efface.erasure.input.WorkbookMaker.row;
import static io.efface.erasure.input.WorkbookMaker.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.efface.PersonId;
import io.efface.erasure.Report.PageOptions;
import io.efface.erasure.input.InputColumns;
import io.efface.erasure.input.InputSource;
import io.efface.erasure.input.WorkbookMaker;
import io.efface.testkit.memory.InMemoryConfig;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests that errors and reports about a workbook name its rows, and not lines. */
class WorkbookPlacesTest {
    @TempDir
    Path folder;

    private RunBench bench;

    @BeforeEach
    void open() {
        bench = new RunBench(
                folder,
                RunBench.LAYERS,
                InMemoryConfig.defaults(),
                (operation, person) -> {
                    throw RunBench.rejectedLocally(operation);
                },
                HookedConfig.Hook.NONE);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private static InputSource workbook() {
        String rows = row(1, text("account"), text("person_id"))
                + row(2, text("a"), text("p1"))
                + row(3, text("a"), text("P2"))
                + row(4, text("a"), text("p1"));
        return source(new WorkbookMaker().sheet("people", rows).bytes());
    }

    private static InputSource source(byte[] bytes) {
        return InputSource.stream("list", new ByteArrayInputStream(bytes));
    }

    private static InputSource source(String text) {
        return source(text.getBytes(StandardCharsets.UTF_8));
    }

    private PlanRequest.Builder request(InputSource list) {
        return PlanRequest.of(RunBench.JOB, list).columns(InputColumns.defaults());
    }

    private String report(ReportFormat format, Locale language) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PageOptions options = new PageOptions(language, Instant.parse("2026-05-04T03:02:01Z"));
        Report.write(bench.ledger.file(), RunBench.JOB, format, options, bench.keys.publicKey(), null, out);
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void plan_nearHoldInAWorkbook_namesItsRow() {
        InputSource csv = source("account,person_id\na,P2\n");
        byte[] holds = new WorkbookMaker()
                .sheet("holds", row(1, text("person_id")) + row(2, text("x")) + row(3, text("p2")))
                .bytes();

        assertThatThrownBy(() -> bench.erasure.plan(
                        request(workbook()).holds(source("person_id\np2\n")).build()))
                .hasMessageContaining("row 3 of the list and line 2 of the hold list");
        assertThatThrownBy(() ->
                        bench.erasure.plan(request(csv).holds(source(holds)).build()))
                .hasMessageContaining("line 2 of the list and row 3 of the hold list");
        bench.erasure.plan(request(workbook()).build());
        assertThatThrownBy(() -> bench.erasure
                        .holds()
                        .add(RunBench.JOB, source("person_id\np2\n"), null, InputColumns.defaults()))
                .hasMessageContaining("row 3 of the list and line 2 of the hold list");
    }

    @Test
    void reports_jobFromAWorkbook_nameRows() throws IOException {
        bench.erasure.plan(request(workbook()).build());
        RunSummary run = bench.run();

        assertThat(run.sheet()).contains(1);
        assertThat(JobStatus.read(bench.ledger.file(), RunBench.JOB).sheet()).contains(1);
        assertThat(report(ReportFormat.TEXT, Locale.ENGLISH))
                .contains("  row 2, a, ", "same as row 2")
                .doesNotContain("line 2");
        assertThat(report(ReportFormat.TEXT, Locale.CHINESE)).contains("第 2 行", "FAILED_PRECONDITION（");
        assertThat(report(ReportFormat.HTML, Locale.ENGLISH)).contains(">Row<").doesNotContain(">Line<");
        PersonReport person = PersonReport.read(bench.ledger.file(), bench.keys, PersonId.of("p1"));
        assertThat(person.jobs()).singleElement().matches(job -> job.sheet().isPresent());
    }

    @Test
    void reports_jobFromAText_nameLines() throws IOException {
        bench.erasure.plan(request(source("account,person_id\na,p1\n")).build());
        RunSummary run = bench.run();

        assertThat(run.sheet()).isEmpty();
        assertThat(report(ReportFormat.TEXT, Locale.ENGLISH)).contains("  line 2, a, ");
        assertThat(report(ReportFormat.HTML, Locale.ENGLISH)).contains(">Line<");
    }
}
