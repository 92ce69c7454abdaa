package io.efface.cli.command;

import io.efface.cli.option.ExpectOption;
import io.efface.cli.option.RunCommandOptions;
import io.efface.cli.output.CommandResult;
import io.efface.cli.output.HelpLayout;
import io.efface.cli.output.JsonLine;
import io.efface.cli.output.JsonObject;
import io.efface.cli.output.RunReport;
import io.efface.cli.output.RunResult;
import io.efface.cli.process.CliContext;
import io.efface.cli.process.ExitStatus;
import io.efface.cli.process.Message;
import io.efface.cli.process.StopSignal;
import io.efface.cli.process.UsageException;
import io.efface.erasure.RunOptions;
import io.efface.erasure.RunPreview;
import io.efface.erasure.RunSummary;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Erases the open targets of a job. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        header = "Show the open targets of a job; with --apply, erase them.",
        description =
                "A repeated run continues where the last run stopped. After the first Ctrl-C, the run finishes the"
                        + " calls in progress. After the second Ctrl-C, it cancels them.",
        footerHeading = HelpLayout.EXAMPLES,
        footer = {
            "  efface run --config efface.properties --ledger sqlite:ledger/efface.db \\",
            "      --job leavers",
            "  efface run --config efface.properties --ledger sqlite:ledger/efface.db \\",
            "      --job leavers --apply --expect 40",
            "  efface run --ledger postgresql://db.example.com/erasure \\",
            "      --job leavers --apply --expect 40 --detach"
        })
public final class RunCommand extends RequestingJobCommand {
    @Option(names = "--apply", description = "Delete the targets. Without this option, nothing is sent.")
    private boolean apply;

    @Option(
            names = "--detach",
            description =
                    "With --apply: record the confirmed run, and leave it to workers ('efface work'). Needs a ledger in"
                            + " PostgreSQL. --concurrency then applies to each account.")
    private boolean detach;

    @Mixin
    private final ExpectOption consent =
            new ExpectOption(Message.of("run without --apply shows the targets"), "--expect");

    @Mixin
    private final RunCommandOptions options = new RunCommandOptions();

    /**
     * The number of targets when the job was planned. Ids that are added to the hold list later do not change this number. Null until the
     * user has confirmed.
     */
    private @Nullable Long confirmedTargets;

    public RunCommand(CliContext context) {
        super(context);
    }

    @Override
    CommandResult execute() {
        if (detach) {
            options.requireDetachable();
            if (isLedgerInFile()) {
                throw new UsageException(
                        Message.of(
                                "--detach needs a ledger in PostgreSQL, because only one process at a time can use a file"),
                        Message.of("leave out --detach to run the job in this process"));
            }
        }
        RunOptions.Builder builder = options.builder().acceptOldTail(acceptsOldTail());
        return withErasure(erasure -> {
            RunPreview preview = erasure.preview(job(), builder.build());
            if (!apply) {
                return dryRun(preview);
            }
            consent.require(context(), preview);
            confirmedTargets = preview.plannedAtFirst();
            RunOptions.Builder confirmed = builder.expectedTargets(preview.planned());
            if (detach) {
                erasure.detach(job(), confirmed.build());
                storeSeal();
                return detached(preview);
            }
            return send(steps -> steps.run(erasure, job(), confirmed), this::report);
        });
    }

    @Override
    @Nullable String resume() {
        return isSending() ? resumeCommand() : null;
    }

    @Override
    List<String> resumeArguments(List<String> arguments) {
        return confirmedTargets == null ? arguments : ExpectOption.withNumber(arguments, confirmedTargets);
    }

    @Override
    boolean isSending() {
        return apply && !detach;
    }

    private CommandResult detached(RunPreview preview) {
        if (isMetricsFileGiven()) {
            context().printMessage(Message.of("note: with --detach, the file of --metrics-file is not written"));
        }
        String work = followUp().line("work", WorkCommand.locationOptions());
        String status = followUp().line("status", List.of("--config", "--ledger", "--job"));
        String stop = followUp().line("stop", List.of("--config", "--ledger", "--job"));
        if (isJson()) {
            out().line(JsonLine.of(new JsonObject()
                    .with("job", job())
                    .with("digest", preview.digest())
                    .with("planned", preview.planned())
                    .with("work", work)
                    .with("status", status)
                    .with("stop", stop)));
        } else {
            out().line(Message.of(
                    "The run of the job {0} is recorded: {1} targets. Workers carry it out.",
                    job(), preview.planned()));
            out().line(Message.of("To start a worker, on any number of machines:"));
            out().line(Message.verbatim("  " + work));
            out().line(Message.of("To see the progress:"));
            out().line(Message.verbatim("  " + status));
            out().line(Message.of("To stop the run:"));
            out().line(Message.verbatim("  " + stop));
        }
        return CommandResult.of(ExitStatus.DONE, Message.of("the run is recorded for workers"));
    }

    private CommandResult report(RunSummary summary, Optional<StopSignal> signal) {
        RunReport.write(summary, isJson(), out());
        CommandResult result = RunResult.of(summary, signal, resumeCommand(options.retriesFailed()));
        if (result.status() == ExitStatus.DONE && summary.counts().planned() == 0) {
            context().printMessage(Message.of("warning: {0}", result.reason()));
        }
        return result;
    }

    private RunResult.ResumeCommand resumeCommand(boolean retriesFailed) {
        return retry -> retry && !retriesFailed ? resumeCommand("--retry-failed") : resumeCommand();
    }

    private CommandResult dryRun(RunPreview preview) {
        if (isMetricsFileGiven()) {
            context().printMessage(Message.of("note: without --apply, the file of --metrics-file is not written"));
        }
        if (isJson()) {
            out().line(RunReport.json(preview));
        } else {
            out().line(Message.of("Dry run: nothing is sent."));
            RunReport.lines(preview).forEach(out()::line);
            out().line(Message.of(
                    "Dry run: nothing was sent. To erase, add --apply --expect and the number of targets."));
        }
        return CommandResult.of(ExitStatus.DONE, Message.of("dry run: nothing was sent"));
    }
}
