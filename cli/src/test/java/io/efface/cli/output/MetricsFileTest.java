package io.efface.cli.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.efface.cli.process.ExitStatus;
import io.efface.cli.process.UsageException;
import io.efface.erasure.metrics.JobMetrics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricsFileTest {
    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");

    private static final Clock CLOCK = Clock.fixed(NOON, ZoneOffset.UTC);

    @TempDir
    Path folder;

    private final List<String> messages = new ArrayList<>();
    private long open = 5;
    private boolean isReadable = true;

    private JobMetrics read() {
        if (!isReadable) {
            throw new IllegalStateException();
        }
        return new JobMetrics("one", NOON, Optional.empty(), open, List.of());
    }

    private MetricsFile metrics(Path file) {
        Supplier<JobMetrics> reading = this::read;
        return new MetricsFile(file, "one", CLOCK, reading, message -> messages.add(message.toString()));
    }

    private MetricsFile start(Path file) {
        MetricsFile metrics = metrics(file);
        metrics.start();
        return metrics;
    }

    private String written(Path file) throws IOException {
        return Files.readString(file);
    }

    @Test
    void start_newFile_isReadableByEveryoneAndUpdatedUntilTheEnd() throws IOException {
        Path file = folder.resolve("efface.prom");
        MetricsFile metrics = start(file);
        assertThat(written(file))
                .contains("efface_job_refused_rows{job=\"one\"} 5")
                .doesNotContain("exit_code");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-r--r--");

        open = 4;
        metrics.update();
        assertThat(written(file)).contains("rows{job=\"one\"} 4").doesNotContain("exit_code");

        open = 3;
        metrics.end(ExitStatus.INTERRUPTED);
        metrics.update();
        assertThat(written(file)).contains("rows{job=\"one\"} 3", "efface_job_exit_code{job=\"one\"} 130");
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
        assertThat(messages).isEmpty();
    }

    @Test
    void start_folderCannotBeUsed_isAnError() {
        assertThatThrownBy(() -> start(folder.resolve("missing").resolve("efface.prom")))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("--metrics-file cannot be written");
    }

    @Test
    void update_fails_isReportedOnceAndDoesNotStop() throws IOException {
        Path inner = Files.createDirectory(folder.resolve("inner"));
        Path file = inner.resolve("efface.prom");
        MetricsFile metrics = start(file);
        Files.delete(file);
        Files.delete(inner);

        metrics.update();
        metrics.update();
        assertThat(messages).containsExactly("warning: --metrics-file cannot be written; the command continues");

        Files.createDirectory(inner);
        metrics.end(ExitStatus.DONE);
        assertThat(written(file)).contains("exit_code{job=\"one\"} 0");
    }

    @Test
    void end_ledgerCannotBeRead_keepsTheLastNumbers() throws IOException {
        Path file = folder.resolve("efface.prom");
        MetricsFile metrics = start(file);
        isReadable = false;

        metrics.update();
        metrics.end(ExitStatus.OTHER);

        assertThat(written(file)).contains("rows{job=\"one\"} 5", "exit_code{job=\"one\"} 1");
        assertThat(messages).hasSize(1);
    }

    @Test
    void end_neverStarted_writesNumbersAndExitCode() throws IOException {
        Path file = folder.resolve("efface.prom");
        metrics(file).end(ExitStatus.USAGE);

        assertThat(written(file)).contains("rows{job=\"one\"} 5", "exit_code{job=\"one\"} 2");
        assertThat(messages).isEmpty();
    }

    @Test
    void end_neverStartedAndLedgerCannotBeRead_writesTimeAndExitCode() throws IOException {
        Path file = folder.resolve("efface.prom");
        isReadable = false;
        metrics(file).end(ExitStatus.USAGE);

        assertThat(written(file).lines().filter(line -> !line.startsWith("#")))
                .containsExactly(
                        "efface_job_updated_timestamp_seconds{job=\"one\"} " + NOON.getEpochSecond(),
                        "efface_job_exit_code{job=\"one\"} 2");
        assertThat(messages).isEmpty();
    }

    @Test
    void start_fileCannotBeReplaced_leavesOtherFilesAlone() throws IOException {
        Path other = Files.writeString(folder.resolve("efface.prom.tmp"), "other");
        Path blocked = Files.createDirectories(folder.resolve("efface.prom").resolve("inner"))
                .getParent();
        MetricsFile metrics = metrics(blocked);
        assertThatThrownBy(metrics::start).isInstanceOf(UsageException.class);
        metrics.end(ExitStatus.USAGE);

        try (var files = Files.list(folder)) {
            assertThat(files).containsExactlyInAnyOrder(other, blocked);
        }
        assertThat(other).hasContent("other");
        assertThat(messages).isEmpty();
    }

    @Test
    void start_symbolicLink_isReplaced() throws IOException {
        Path target = Files.writeString(folder.resolve("target"), "other");
        Path file = Files.createSymbolicLink(folder.resolve("efface.prom"), target);
        metrics(file).end(ExitStatus.DONE);

        assertThat(file).isRegularFile().isNotEqualTo(target);
        assertThat(Files.isSymbolicLink(file)).isFalse();
        assertThat(target).hasContent("other");
    }
}
