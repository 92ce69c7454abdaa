package io.efface.cli.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Holds the fault tables of docs/errors.md against what really happens. {@code -Defface.docs.write=true} writes them anew, for a
 * look at the difference.
 */
class FaultTableTest {
    private static final Path PAGE = Path.of(System.getProperty("basedir", "."), "..", "docs", "errors.md");

    private interface Run {
        String of(FaultCase fault, FaultRun.Way way) throws IOException;
    }

    @Test
    void errorsPage_aliyun_saysWhatHappens() throws IOException {
        assertTable("aliyun", FaultCase.ofGreen(), FaultRun::ofGreen);
    }

    @Test
    void errorsPage_tencent_saysWhatHappens() throws IOException {
        assertTable("tencent", FaultCase.ofIai(), FaultRun::ofIai);
    }

    private static void assertTable(String vendor, List<FaultCase> faults, Run run) throws IOException {
        String begin = "<!-- begin faults " + vendor + " -->\n";
        String end = "<!-- end faults " + vendor + " -->";
        StringBuilder table = new StringBuilder("""

                | the vendor | primitive | opened, fault once | opened, fault always |
                |---|---|---|---|
                """);
        for (FaultCase fault : faults) {
            table.append("| ").append(fault.words());
            for (FaultRun.Way way : FaultRun.Way.values()) {
                table.append(" | ").append(run.of(fault, way));
            }
            table.append(" |\n");
        }
        table.append('\n');
        String page = Files.readString(PAGE, StandardCharsets.UTF_8);
        int from = page.indexOf(begin) + begin.length();
        int to = page.indexOf(end);
        assertThat(to).as("markers of %s", vendor).isGreaterThanOrEqualTo(from);
        if (Boolean.getBoolean("efface.docs.write")) {
            Files.writeString(PAGE, page.substring(0, from) + table + page.substring(to), StandardCharsets.UTF_8);
        } else {
            assertThat(page.substring(from, to)).isEqualTo(table.toString());
        }
    }
}
