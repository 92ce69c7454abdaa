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
 * Holds the fault tables of docs/errors.md against what really happens. {@code -Defface.docs.write=true} writes them anew, for a
 * look at the difference.
 */
class FaultTableTest {
    private static final Path PAGE = Path.of(System.getProperty("basedir", "."), "..", "docs", "errors.md");

    /** Silence takes real time; several vendors are silent at once, each with a clock of its own. */
    private final ExecutorService threads = Executors.newFixedThreadPool(4);

    private interface Run {
        String of(FaultCase fault, Deletion deletion, FaultRun.Way way) throws IOException;
    }

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void errorsPage_aliyun_saysWhatHappens() throws Exception {
        assertTable("aliyun", FaultCase.ofGreen(), Deletion.PERSON, FaultRun::ofGreen);
    }

    @Test
    void errorsPage_aliyunFaces_saysWhatHappens() throws Exception {
        assertTable("aliyun faces", FaultCase.ofGreenFaces(), Deletion.FACES, FaultRun::ofGreen);
    }

    @Test
    void errorsPage_tencent_saysWhatHappens() throws Exception {
        assertTable("tencent", FaultCase.ofIai(), Deletion.PERSON, FaultRun::ofIai);
    }

    @Test
    void errorsPage_tencentFaces_saysWhatHappens() throws Exception {
        assertTable("tencent faces", FaultCase.ofIaiFaces(), Deletion.FACES, FaultRun::ofIai);
    }

    private void assertTable(String name, List<FaultCase> faults, Deletion deletion, Run run) throws Exception {
        String begin = "<!-- begin faults " + name + " -->\n";
        String end = "<!-- end faults " + name + " -->";
        List<Future<String>> cells = new ArrayList<>();
        for (FaultCase fault : faults) {
            for (FaultRun.Way way : FaultRun.Way.values()) {
                cells.add(threads.submit(() -> run.of(fault, deletion, way)));
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
            for (int column = 0; column < FaultRun.Way.values().length; column++) {
                row.add(cells.get(next++).get(5, TimeUnit.MINUTES));
            }
            boolean meant = page.substring(from, to).contains(line(fault, row));
            table.append(line(fault, meant || !fault.isOfSilence() ? row : again(fault.withMoreTime(), deletion, run)));
        }
        table.append('\n');
        if (Boolean.getBoolean("efface.docs.write")) {
            Files.writeString(PAGE, page.substring(0, from) + table + page.substring(to), StandardCharsets.UTF_8);
        } else {
            assertThat(page.substring(from, to)).isEqualTo(table.toString());
        }
    }

    private static List<String> again(FaultCase fault, Deletion deletion, Run run) throws IOException {
        List<String> row = new ArrayList<>();
        for (FaultRun.Way way : FaultRun.Way.values()) {
            row.add(run.of(fault, deletion, way));
        }
        return row;
    }

    private static String line(FaultCase fault, List<String> row) {
        return "| " + fault.words() + " | " + String.join(" | ", row) + " |\n";
    }
}
