package io.efface.cli.command;

import io.efface.cli.option.ProgressOption;
import io.efface.cli.output.Progress;
import io.efface.cli.output.ProgressLine;
import io.efface.cli.output.ProgressText;
import io.efface.cli.output.RunResult;
import io.efface.cli.process.CliContext;
import io.efface.cli.process.Message;
import io.efface.cli.process.StopSignal;
import io.efface.erasure.Erasure;
import io.efface.erasure.RunControl;
import io.efface.erasure.RunOptions;
import io.efface.erasure.RunSummary;
import io.efface.erasure.VerifyOptions;
import io.efface.erasure.VerifySummary;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The steps in which a command sends requests for the targets of a job: a run and a verification. Each step shows progress. Until {@link
 * #close}, a signal stops the current step and all later steps.
 */
final class JobSteps implements AutoCloseable {
    private final CliContext context;
    private final ProgressOption progress;
    private final ZoneId zone;
    private final StopOnSignal stopping;
    /** The progress of the present step. Null between steps. */
    private volatile @Nullable Progress shown;

    JobSteps(CliContext context, ProgressOption progress) {
        this.context = context;
        this.progress = progress;
        this.zone = context.clock().getZone();
        this.stopping = new StopOnSignal(context, this::printAfterSignal);
    }

    /** Runs a job, and prints warnings about its result. This method sets {@code control} in the options. */
    RunSummary run(Erasure erasure, String job, RunOptions.Builder options) {
        RunControl control = stopping.newControl();
        RunOptions complete = options.control(control).build();
        RunSummary run = watch(
                control, now -> ProgressLine.ofRun(control.progress(), now, zone), () -> erasure.run(job, complete));
        RunResult.warnings(run).forEach(context::printMessage);
        return run;
    }

    /** Verifies a job. This method sets {@code control} in the options. */
    VerifySummary verify(Erasure erasure, String job, VerifyOptions.Builder options) {
        RunControl control = stopping.newControl();
        VerifyOptions complete = options.control(control).build();
        return watch(
                control,
                now -> ProgressLine.ofVerification(control.progress(), now, zone),
                () -> erasure.verify(job, complete));
    }

    /** Returns the first signal that the process received, or empty. */
    Optional<StopSignal> signal() {
        return stopping.signal();
    }

    private <T> T watch(RunControl control, Function<Instant, ProgressText> line, Supplier<T> action) {
        try (Progress display = new Progress(context, line)) {
            shown = display;
            progress.reportWaits(control, display, wait -> ProgressLine.ofWait(wait, zone));
            progress.start(display);
            return action.get();
        } finally {
            shown = null;
        }
    }

    /** Writes a line to standard error. If a progress line is shown, the line is written above it. */
    void printMessage(Message line) {
        Progress display = shown;
        if (display == null) {
            context.printMessage(line);
        } else {
            display.printMessage(line);
        }
    }

    private void printAfterSignal(Message line) {
        Progress display = shown;
        if (display == null) {
            context.printMessage(Message.concat(Message.verbatim("\n"), line));
        } else {
            display.printAfterSignal(line);
        }
    }

    @Override
    public void close() {
        stopping.close();
    }
}
