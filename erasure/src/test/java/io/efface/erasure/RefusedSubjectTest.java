package io.efface.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import io.efface.erasure.Report.PageOptions;
import io.efface.erasure.ReportSummary.Subjects;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests reports about subjects that have a refused row: no report may say that such a subject is erased in all accounts. */
class RefusedSubjectTest {
    private RunBench bench;

    @BeforeEach
    void runJob(@TempDir Path folder) {
        bench = new RunBench(folder, RunBench.LAYERS);
        RunBench.put(bench.a, List.of("p1", "p2", "p3"));
        bench.plan(List.of(
                "subject,account,person_id,face_ids",
                "s1,a,p1,",
                "s1,b,,",
                "s2,a,p2,",
                "s2,nowhere,p2,",
                "s3,a,p3,",
                "s4,b,p4,f1;;f2"));
        bench.run();
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private String report(ReportFormat format) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PageOptions options = new PageOptions(Locale.ENGLISH, Instant.EPOCH);
        Report.write(bench.ledger.file(), RunBench.JOB, format, options, bench.keys.publicKey(), null, out);
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void summary_subjectsWithRefusedRows_areLeft() {
        assertThat(Report.summary(bench.ledger.file(), RunBench.JOB).subjects()).isEqualTo(new Subjects(4, 1, 0, 3));
        bench.checkRows();
    }

    @Test
    void text_subjectsWithRefusedRows_areLeft() throws IOException {
        assertThat(report(ReportFormat.TEXT)).contains(" + 3 refused + ", "4: 1 erased, 3 left, 0 held\n");
    }

    @Test
    void html_subjectsWithRefusedRows_areNotErasedInAllAccounts() throws IOException {
        assertThat(report(ReportFormat.HTML))
                .contains("People of the list: 4. Erased in all accounts: 1. Not erased because of a hold: 0."
                        + " Not erased for another reason: 3.");
    }

    @Test
    void summary_subjectWithARoundedId_isLeft(@TempDir Path other) {
        try (RunBench rounded = new RunBench(other, RunBench.LAYERS)) {
            RunBench.put(rounded.a, List.of("p1", "p2"));
            rounded.plan(List.of(
                    "subject,account,person_id",
                    "s1,a,p1",
                    "s1,b,123456789012345000",
                    "s2,a,p2",
                    ",b,223456789012345000"));
            rounded.run();

            assertThat(Report.summary(rounded.ledger.file(), RunBench.JOB).subjects())
                    .as("the person of the last row is unknown, so no subject is counted for it")
                    .isEqualTo(new Subjects(2, 1, 0, 1));
        }
    }
}
