package io.efface.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchmarkTest {
    @Test
    void allStages_smallSize_printFigures(@TempDir Path folder) {
        StringWriter out = new StringWriter();

        int exit = Benchmark.command(new PrintWriter(out))
                .execute(
                        "--tables",
                        "bulk",
                        "--lines",
                        "300",
                        "--persons",
                        "400",
                        "--signed",
                        "100",
                        "--concurrency",
                        "4",
                        "--directory",
                        folder.toString());

        assertThat(exit).as(out.toString()).isZero();
        assertThat(out.toString().lines())
                .hasSize(5)
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("disk: "),
                        line -> assertThat(line).startsWith("plan: 300 lines in "),
                        line -> assertThat(line).startsWith("erase: 400 people with concurrency 4: "),
                        line -> assertThat(line).startsWith("resume: "),
                        line -> assertThat(line).startsWith("signed HTTP: 200 targets"));
        assertThat(out.toString()).doesNotContain("null");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void lines_read_areAListOfPeople() throws Exception {
        try (Lines lines = new Lines(2)) {
            assertThat(new String(lines.readAllBytes(), java.nio.charset.StandardCharsets.US_ASCII))
                    .isEqualTo("person-00000001\nperson-00000002\n");
        }
    }
}
