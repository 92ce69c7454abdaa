package io.efface.cli.option;

import io.efface.cli.output.MetricsFile;
import io.efface.cli.process.CliContext;
import io.efface.cli.process.ExitStatus;
import io.efface.cli.process.Message;
import io.efface.cli.process.OptionPaths;
import io.efface.cli.process.UsageException;
import io.efface.erasure.metrics.JobMetrics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option for a file with the numbers of the job for Prometheus. */
public final class MetricsFileOption {
    static final String NAME = "--metrics-file";
    private static final String SUFFIX = ".prom";

    @Option(
            names = NAME,
            paramLabel = "FILE.prom",
            description =
                    "Write the numbers of the job in Prometheus text format into this file, every 15 seconds and at the end.")
    private @Nullable String file;

    private @Nullable MetricsFile metrics;

    /**
     * Checks the path, before anything is opened or sent.
     *
     * @throws UsageException if the path cannot be the path of a metrics file
     */
    public void check() {
        path();
    }

    /**
     * Begins to write the file, until {@link #end}. Does nothing without the option.
     *
     * @param messages writes a line to standard error
     * @throws UsageException if the file cannot be written
     */
    public void start(CliContext context, Path ledger, String job, Consumer<Message> messages) {
        Path path = path();
        if (path != null) {
            metrics = new MetricsFile(
                    path, () -> JobMetrics.read(ledger, job, context.clock().instant()), messages);
            metrics.start();
        }
    }

    /** Writes the exit status of the command into the file, if the command has begun to write the file. Never throws. */
    public void end(ExitStatus status) {
        if (metrics != null) {
            metrics.end(status);
        }
    }

    private @Nullable Path path() {
        if (file == null) {
            return null;
        }
        Path path = OptionPaths.path(NAME, file);
        if (!file.endsWith(SUFFIX)) {
            throw new UsageException(
                    Message.of("{0} does not end with {1}", NAME, SUFFIX),
                    Message.of("the node exporter reads only files with such a name"));
        }
        if (Files.isDirectory(path)) {
            throw new UsageException(Message.of("{0} names a folder, not a file", NAME));
        }
        Path folder = path.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw OptionPaths.missingFolder(NAME);
        }
        return path;
    }
}
