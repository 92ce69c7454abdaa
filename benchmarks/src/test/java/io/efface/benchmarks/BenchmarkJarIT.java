package io.efface.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests that the jar of the benchmarks prints every table. */
class BenchmarkJarIT {
    private static final long MINUTES = 5;

    @TempDir
    Path folder;

    @Test
    void quickRun_ofAllTables_printsARowOfEachClient() throws IOException, InterruptedException {
        Path output = folder.resolve("output");
        Process process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-jar",
                        System.getProperty("benchmarks.jar"),
                        "--quick",
                        "--clients",
                        "TENCENT_LAYERS,ALIYUN_LAYERS",
                        "--concurrency",
                        "8",
                        "--directory",
                        folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(process.waitFor(MINUTES, TimeUnit.MINUTES)).isTrue();
        } finally {
            process.destroyForcibly();
        }

        String printed = Files.readString(output);
        assertThat(process.exitValue()).as(printed).isZero();
        for (Client client : new Client[] {
            Client.TENCENT_FLOOR, Client.ALIYUN_FLOOR, Client.OKHTTP, Client.TENCENT_LAYERS, Client.ALIYUN_LAYERS
        }) {
            assertThat(printed.lines().filter(line -> line.startsWith("| " + client.title() + " |")))
                    .as(printed)
                    .hasSize(3);
        }
        assertThat(printed)
                .doesNotContain("NaN")
                .contains(
                        "class path of both providers with layers: 17 jars, ",
                        "plan: 1,000 lines in ",
                        "erase: ",
                        "resume: ",
                        "signed HTTP: 2000 targets");
    }
}
