package io.efface.cli.output;

import io.efface.cli.process.ExitStatus;
import io.efface.cli.process.Message;
import io.efface.cli.process.UsageException;
import io.efface.erasure.ErasureException;
import io.efface.erasure.metrics.JobMetrics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A file with the numbers of a job for the textfile collector of Prometheus's node exporter. The file is written at the start, at regular
 * intervals, and at the end of a command. Each time, one atomic step replaces the whole file. A command that fails before the start writes
 * the file only at its end. A failure after the start is reported once and does not stop the command. Thread-safe.
 */
public final class MetricsFile {
    private static final Duration INTERVAL = Duration.ofSeconds(15);

    private final Path file;
    private final String job;
    private final Clock clock;
    private final Supplier<JobMetrics> reading;
    private final Consumer<Message> messages;
    private @Nullable ScheduledExecutorService ticks;
    private @Nullable JobMetrics last;
    private boolean isFailureReported;
    private boolean isEnded;

    /**
     * Creates an instance. Before {@link #start} or {@link #end}, nothing is written.
     *
     * @param job the name of the job, which is written if its numbers cannot be read; empty if the name is not known
     * @param clock the clock for the time, which is written if the numbers cannot be read
     * @param reading reads the numbers of the job
     * @param messages writes a line to standard error
     */
    public MetricsFile(Path file, String job, Clock clock, Supplier<JobMetrics> reading, Consumer<Message> messages) {
        this.file = file.toAbsolutePath();
        this.job = job;
        this.clock = clock;
        this.reading = reading;
        this.messages = messages;
    }

    /**
     * Writes the file, and starts to replace it regularly.
     *
     * @throws UsageException if the file cannot be written
     * @throws ErasureException if the numbers cannot be read from the ledger
     */
    public synchronized void start() {
        JobMetrics first = reading.get();
        try {
            write(PrometheusText.of(first, OptionalInt.empty()));
        } catch (IOException e) {
            isFailureReported = true;
            throw new UsageException(
                    Message.of("--metrics-file cannot be written; nothing was sent"),
                    Message.of("the command must be allowed to create and rename files in the folder of this file"));
        }
        last = first;
        ticks = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "efface-metrics");
            thread.setDaemon(true);
            return thread;
        });
        // The delay begins after the numbers were read, because reading a large ledger may take long. The future never
        // fails, because update never throws.
        ScheduledFuture<?> unused = ticks.scheduleWithFixedDelay(
                this::update, INTERVAL.toMillis(), INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Replaces the file, unless the command has ended. Never throws. */
    synchronized void update() {
        if (!isEnded) {
            replace(OptionalInt.empty());
        }
    }

    /**
     * Writes the last version of the file, with the exit code of the command. If no numbers were ever read, this version contains only its
     * time and the exit code. Never throws.
     */
    public synchronized void end(ExitStatus status) {
        if (!isEnded) {
            isEnded = true;
            if (ticks != null) {
                ticks.shutdownNow();
            }
            replace(OptionalInt.of(status.code()));
        }
    }

    private void replace(OptionalInt exitCode) {
        try {
            last = reading.get();
        } catch (RuntimeException e) {
            if (ticks != null) {
                report(
                        Message.of(
                                "warning: the numbers for --metrics-file cannot be read from the ledger; the command continues"));
            }
            if (exitCode.isEmpty()) {
                // The file keeps its old time, so an alert can detect the failure.
                return;
            }
        }
        try {
            write(
                    last == null
                            ? PrometheusText.withoutNumbers(job, clock.instant(), exitCode)
                            : PrometheusText.of(last, exitCode));
        } catch (IOException | RuntimeException e) {
            report(
                    exitCode.isEmpty()
                            ? Message.of("warning: --metrics-file cannot be written; the command continues")
                            : Message.of(
                                    "warning: --metrics-file cannot be written; it does not contain the exit code"));
        }
    }

    private void report(Message problem) {
        if (!isFailureReported) {
            isFailureReported = true;
            messages.accept(problem);
        }
    }

    private void write(String text) throws IOException {
        // The node exporter ignores the temporary file, because its name does not end with .prom. The name is unique,
        // because another process may write the same metrics file.
        Path temporary = Files.createTempFile(Objects.requireNonNull(file.getParent()), "efface-metrics-", ".tmp");
        try {
            Files.writeString(temporary, text, StandardCharsets.UTF_8);
            if (temporary.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                // All users can read the file, because the node exporter usually runs as another user.
                Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rw-r--r--"));
            }
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }
}
