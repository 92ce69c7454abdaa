package io.efface.cli.option;

import io.efface.cli.output.MetricsFile;
import io.efface.cli.process.CliContext;
import io.efface.cli.process.ExitStatus;
import io.efface.cli.process.Message;
import io.efface.cli.process.OptionPaths;
import io.efface.cli.process.UsageException;
import io.efface.erasure.LedgerAddress;
import io.efface.erasure.metrics.JobMetrics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option for a file with the numbers of the job for Prometheus. */
public final class MetricsFileOption {
    static final String NAME = "--metrics-file";
    private static final String SUFFIX = ".prom";
    private static final Pattern JOB = Pattern.compile("[a-z0-9-]{1,40}");

    @Option(
            names = NAME,
            paramLabel = "FILE.prom",
            description =
                    "Write the numbers of the job in Prometheus text format into this file, every 15 seconds and at the end.")
    private @Nullable String file;

    private @Nullable MetricsFile metrics;

    /** Returns whether the option was given. */
    public boolean isGiven() {
        return file != null;
    }

    /**
     * Checks the path, before anything is opened or sent.
     *
     * @throws UsageException if the path cannot be the path of a metrics file
     */
    public void check() {
        path();
    }

    /**
     * Writes the file now, and regularly until {@link #end} is called. Does nothing without the option.
     *
     * @param ledger finds the ledger
     * @param job the name of the job
     * @param messages writes a line to standard error
     * @throws UsageException if the file cannot be written
     */
    public void start(CliContext context, Supplier<LedgerAddress> ledger, String job, Consumer<Message> messages) {
        Path path = path();
        if (path != null) {
            metrics = file(path, context, ledger, job, messages);
            metrics.start();
        }
    }

    /**
     * Writes the exit status of the command into the file, also if the command failed before {@link #start}. Does nothing without the
     * option, or if the path cannot be the path of a metrics file. Never throws.
     *
     * @param ledger finds the ledger; it may throw exceptions
     * @param job the name of the job as it was given; empty if it is not known
     */
    public void end(CliContext context, Supplier<LedgerAddress> ledger, String job, ExitStatus status) {
        if (metrics == null) {
            try {
                Path path = path();
                metrics = path == null ? null : file(path, context, ledger, job, context::printMessage);
            } catch (UsageException e) {
                // The command has reported the wrong path, or an earlier error.
                return;
            }
        }
        if (metrics != null) {
            metrics.end(status);
        }
    }

    private static MetricsFile file(
            Path path, CliContext context, Supplier<LedgerAddress> ledger, String job, Consumer<Message> messages) {
        Clock clock = context.clock();
        // Every user can read the file, so it must not contain a wrong argument, which may be an id.
        String known = JOB.matcher(job).matches() ? job : "";
        return new MetricsFile(path, known, clock, () -> JobMetrics.read(ledger.get(), job, clock.instant()), messages);
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
