package io.efface.cli.option;

import io.efface.cli.process.Message;
import io.efface.cli.process.UsageException;
import io.efface.erasure.ErasureException;
import io.efface.erasure.FailureLimit;
import io.efface.erasure.RunOptions;
import io.efface.erasure.RunWindow;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of a run that choose its targets, its concurrency and its limits. */
public final class RunCommandOptions {
    @Option(
            names = "--retry-failed",
            arity = "0..1",
            paramLabel = "all",
            fallbackValue = "transient",
            description =
                    "Also process targets that failed and may succeed now, and targets that 'verify' found present."
                            + " With '=all', also process all other failed targets.")
    private @Nullable String retryFailed;

    @Option(names = "--limit", paramLabel = "N", description = "Stop after N targets.")
    private @Nullable Long limit;

    @Option(
            names = "--max-duration",
            paramLabel = "TIME",
            converter = DurationOption.class,
            description = "Stop after this time, for example 8h.")
    private @Nullable Duration maxDuration;

    @Option(
            names = "--window",
            paramLabel = "HOURS",
            description = "Stop outside these hours, for example%n00:00-08:00@Asia/Shanghai.")
    private @Nullable String window;

    @Option(
            names = "--max-failures",
            paramLabel = "N|P%",
            description = "Stop an account if more than N or P%% of its last 500 targets failed or are unknown. Applies"
                    + " after 100 targets (default: 50%%).")
    private @Nullable String maxFailures;

    @Option(
            names = "--max-absent",
            paramLabel = "P%",
            description = "Stop an account if more than P%% of its first 200 targets were already absent. The"
                    + " receipts record a raised limit (default: 50%%).")
    private @Nullable String maxAbsent;

    @Option(
            names = "--concurrency",
            paramLabel = "N",
            description = "Maximum number of concurrent calls, 1 to 1000 (default: 8).")
    private @Nullable Integer concurrency;

    /**
     * Returns the options of the run.
     *
     * @throws UsageException if the value of an option is invalid
     */
    public RunOptions.Builder builder() {
        RunOptions.Builder builder = RunOptions.builder().retry(retry());
        if (limit != null) {
            builder.limit(limit);
        }
        if (maxDuration != null) {
            builder.maxDuration(maxDuration);
        }
        if (window != null) {
            builder.window(parsed("--window", window, RunWindow::parse));
        }
        if (maxFailures != null) {
            builder.maxFailures(parsed("--max-failures", maxFailures, FailureLimit::parse));
        }
        if (maxAbsent != null) {
            builder.maxAbsentPercent(Percent.parse("--max-absent", maxAbsent));
        }
        if (concurrency != null) {
            builder.concurrency(concurrency);
        }
        return builder;
    }

    /**
     * Checks that workers can carry out a run with these options.
     *
     * @throws UsageException if an option is given that a detached run does not have
     */
    public void requireDetachable() {
        if (limit != null) {
            throw new UsageException(Message.of("--detach cannot be combined with {0}", "--limit"));
        }
        if (maxDuration != null) {
            throw new UsageException(Message.of("--detach cannot be combined with {0}", "--max-duration"));
        }
    }

    private static <T> T parsed(String option, String text, Function<String, T> parse) {
        try {
            return parse.apply(text);
        } catch (ErasureException e) {
            throw UsageException.of(option, e);
        }
    }

    /** Returns whether {@code --retry-failed} was given. */
    public boolean retriesFailed() {
        return retryFailed != null;
    }

    private RunOptions.Retry retry() {
        if (retryFailed == null) {
            return RunOptions.Retry.NOTHING;
        }
        return switch (retryFailed) {
            case "transient" -> RunOptions.Retry.TRANSIENT;
            case "all" -> RunOptions.Retry.ALL;
            default -> throw new UsageException(Message.of("write --retry-failed or --retry-failed=all"));
        };
    }
}
