package io.efface.cli.command;

import io.efface.cli.option.AcceptOldTailOption;
import io.efface.cli.option.ExpectOption;
import io.efface.cli.option.JobOptions;
import io.efface.cli.option.ProgressOption;
import io.efface.cli.option.RunCommandOptions;
import io.efface.cli.option.SealFileOption;
import io.efface.cli.output.CommandResult;
import io.efface.cli.output.HelpLayout;
import io.efface.cli.output.Progress;
import io.efface.cli.output.ProgressLine;
import io.efface.cli.output.RunReport;
import io.efface.cli.output.RunResult;
import io.efface.cli.process.CliContext;
import io.efface.cli.process.ExitStatus;
import io.efface.config.FaceRepositories;
import io.efface.erasure.Erasure;
import io.efface.erasure.Ledger;
import io.efface.erasure.RunControl;
import io.efface.erasure.RunOptions;
import io.efface.erasure.RunPreview;
import io.efface.erasure.RunSummary;
import io.efface.erasure.keys.KeyFolder;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Erases what a job has open. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        header = "Show the open targets of a job; with --apply, erase them.",
        description =
                "Running a job again continues where it stopped. The first Ctrl-C finishes the calls in progress, the second one cancels them.",
        footerHeading = HelpLayout.EXAMPLES,
        footer = {
            "  efface run --config efface.properties --ledger sqlite:ledger/efface.db \\",
            "      --job leavers",
            "  efface run --config efface.properties --ledger sqlite:ledger/efface.db \\",
            "      --job leavers --apply --expect 40"
        })
public final class RunCommand extends JobCommand {
    @Mixin
    private final JobOptions job = new JobOptions();

    @Option(names = "--apply", description = "Delete. Without it nothing is sent.")
    private boolean apply;

    @Mixin
    private final ExpectOption consent = new ExpectOption();

    @Mixin
    private final RunCommandOptions options = new RunCommandOptions();

    @Mixin
    private final AcceptOldTailOption accept = new AcceptOldTailOption();

    @Mixin
    private final SealFileOption sealFile = new SealFileOption();

    @Mixin
    private final ProgressOption progress = new ProgressOption();

    /** The number of targets that stays good whatever is held from now on, once it is known. */
    private @Nullable Long confirmedTargets;

    public RunCommand(CliContext context) {
        super(context);
    }

    @Override
    CommandResult execute() {
        RunControl control = new RunControl();
        RunOptions.Builder runOptions = options.builder().control(control).acceptOldTail(accept.isAccepted());
        try (FaceRepositories accounts = job.accounts(context());
                Ledger ledger = job.open()) {
            KeyFolder keys = job.openKeys(context(), accounts);
            sealFile.check(job, keys);
            Erasure erasure = new Erasure(
                    ledger, keys, accounts, context().clock(), context().random());
            RunPreview preview = erasure.preview(job.job(), runOptions.build());
            if (!apply) {
                return dryRun(preview);
            }
            consent.require(context(), preview);
            confirmedTargets = preview.plannedAtFirst();
            return run(erasure, runOptions.expectedTargets(preview.planned()).build());
        }
    }

    @Override
    @Nullable String resume() {
        return apply ? resumeCommand() : null;
    }

    @Override
    List<String> resumeArguments(List<String> arguments) {
        return confirmedTargets == null ? arguments : ExpectOption.withNumber(arguments, confirmedTargets);
    }

    private CommandResult run(Erasure erasure, RunOptions runOptions) {
        RunControl control = runOptions.control();
        ZoneId zone = context().clock().getZone();
        RunSummary summary;
        try (StopOnSignal stopping = new StopOnSignal(context(), control)) {
            try (Progress display = new Progress(context(), now -> ProgressLine.ofRun(control.progress(), now, zone))) {
                progress.reportWaits(control, display, wait -> ProgressLine.ofWait(wait, zone));
                progress.start(display);
                summary = erasure.run(job.job(), runOptions);
            }
            sealFile.store(job);
            RunReport.write(summary, isJson(), out());
            CommandResult result = RunResult.of(summary, stopping.signal(), resumeCommand(options.retriesFailed()));
            if (result.status() == ExitStatus.DONE && summary.counts().planned() == 0) {
                context().printMessage("warning: " + result.reason());
            }
            return result;
        }
    }

    private RunResult.ResumeCommand resumeCommand(boolean retriesFailed) {
        return retry -> retry && !retriesFailed ? resumeCommand("--retry-failed") : resumeCommand();
    }

    private CommandResult dryRun(RunPreview preview) {
        if (isJson()) {
            out().line(RunReport.json(preview));
        } else {
            out().line("Dry run: nothing is sent.");
            RunReport.lines(preview).forEach(out()::line);
            out().line("Dry run: nothing was sent. To erase, add --apply --expect and the number of targets.");
        }
        return CommandResult.of(ExitStatus.DONE, "dry run: nothing was sent");
    }
}
