package io.efface.cli.command;

import io.efface.cli.option.ProgressOption;
import io.efface.cli.output.Progress;
import io.efface.cli.output.ProgressLine;
import io.efface.cli.output.ProgressText;
import io.efface.cli.process.CliContext;
import io.efface.cli.process.StopSignal;
import io.efface.erasure.RunControl;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/** The step in which a command sends requests for the targets of a job. The step shows progress, and a signal stops the requests. */
final class WatchedStep {
    private final CliContext context;
    private final ProgressOption progress;

    WatchedStep(CliContext context, ProgressOption progress) {
        this.context = context;
        this.progress = progress;
    }

    /**
     * Runs an action, and prints its report.
     *
     * @param line function that returns the progress line for the current time
     * @param report function that prints the action's summary and returns the result of the step. Its second argument is the signal that
     *     stopped the action.
     */
    <T, R> R run(
            RunControl control,
            Function<Instant, ProgressText> line,
            Supplier<T> action,
            BiFunction<T, Optional<StopSignal>, R> report) {
        ZoneId zone = context.clock().getZone();
        try (StopOnSignal stopping = new StopOnSignal(context, control)) {
            T summary;
            try (Progress display = new Progress(context, line)) {
                progress.reportWaits(control, display, wait -> ProgressLine.ofWait(wait, zone));
                progress.start(display);
                summary = action.get();
            }
            return report.apply(summary, stopping.signal());
        }
    }
}
