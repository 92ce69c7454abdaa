package io.efface.cli.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Compares the tables of faults in {@code docs/errors.md} with the results of calls. {@code -Defface.docs.write=true} writes the tables
 * again, for a review of the difference.
 */
class FaultTableTest {
    private static final Path PAGE = Path.of(System.getProperty("basedir", "."), "..", "docs", "errors.md");

    /** Runs several faults at the same time, because timeouts take real time. Each has its own vendor and clock. */
    private final ExecutorService threads = Executors.newFixedThreadPool(4);

    private interface Run {
        String of(FaultCase fault, Deletion deletion, FaultRun.Setup setup) throws IOException;
    }

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void errorsPage_aliyun_hasTheResultsOfCalls() throws Exception {
        assertTable("aliyun", FaultCase.ofGreen(), Deletion.PERSON, FaultRun::ofGreen);
    }

    @Test
    void errorsPage_aliyunFaces_hasTheResultsOfCalls() throws Exception {
        assertTable("aliyun faces", FaultCase.ofGreenFaces(), Deletion.FACES, FaultRun::ofGreen);
    }

    @Test
    void errorsPage_tencent_hasTheResultsOfCalls() throws Exception {
        assertTable("tencent", FaultCase.ofIai(), Deletion.PERSON, FaultRun::ofIai);
    }

    @Test
    void errorsPage_tencentFaces_hasTheResultsOfCalls() throws Exception {
        assertTable("tencent faces", FaultCase.ofIaiFaces(), Deletion.FACES, FaultRun::ofIai);
    }

    private void assertTable(String name, List<FaultCase> faults, Deletion deletion, Run run) throws Exception {
        String begin = "<!-- begin faults " + name + " -->\n";
        String end = "<!-- end faults " + name + " -->";
        List<Future<String>> cells = new ArrayList<>();
        for (FaultCase fault : faults) {
            for (FaultRun.Setup setup : FaultRun.Setup.values()) {
                cells.add(threads.submit(() -> run.of(fault, deletion, setup)));
            }
        }
        StringBuilder table = new StringBuilder("""

                | fault | primitive | opened, fault once | opened, fault always |
                |---|---|---|---|
                """);
        String page = Files.readString(PAGE, StandardCharsets.UTF_8);
        int from = page.indexOf(begin) + begin.length();
        int to = page.indexOf(end);
        assertThat(to).as("markers of %s", name).isGreaterThanOrEqualTo(from);
        int next = 0;
        for (FaultCase fault : faults) {
            List<String> row = new ArrayList<>();
            for (int column = 0; column < FaultRun.Setup.values().length; column++) {
                row.add(cells.get(next++).get(5, TimeUnit.MINUTES));
            }
            boolean isDocumented = page.substring(from, to).contains(line(fault, row));
            table.append(line(
                    fault,
                    isDocumented || !fault.hasShortTimeouts() ? row : runAll(fault.withMoreTime(), deletion, run)));
        }
        table.append('\n');
        if (Boolean.getBoolean("efface.docs.write")) {
            Files.writeString(PAGE, page.substring(0, from) + table + page.substring(to), StandardCharsets.UTF_8);
        } else {
            assertThat(page.substring(from, to)).isEqualTo(table.toString());
        }
    }

    private static List<String> runAll(FaultCase fault, Deletion deletion, Run run) throws IOException {
        List<String> row = new ArrayList<>();
        for (FaultRun.Setup setup : FaultRun.Setup.values()) {
            row.add(run.of(fault, deletion, setup));
        }
        return row;
    }

    private static String line(FaultCase fault, List<String> row) {
        return "| " + fault.words() + " | " + String.join(" | ", row) + " |\n";
    }
}
