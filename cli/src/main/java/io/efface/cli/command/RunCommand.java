package io.efface.cli.command;

import io.efface.cli.option.AcceptOldTailOption;
import io.efface.cli.option.ExpectOption;
import io.efface.cli.option.JobOptions;
import io.efface.cli.option.ProgressOption;
import io.efface.cli.option.RunCommandOptions;
import io.efface.cli.option.SealFileOption;
import io.efface.cli.output.CommandHelp;
import io.efface.cli.output.Ending;
import io.efface.cli.output.Progress;
import io.efface.cli.output.ProgressLine;
import io.efface.cli.output.RunEnding;
import io.efface.cli.output.RunReport;
import io.efface.cli.process.ExitStatus;
import io.efface.cli.process.Shell;
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
        footerHeading = CommandHelp.EXAMPLES,
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
    private @Nullable Long longest;

    public RunCommand(Shell shell) {
        super(shell);
    }

    @Override
    Ending work() {
        RunControl control = new RunControl();
        RunOptions.Builder wanted = options.builder().control(control).acceptOldTail(accept.isAccepted());
        try (FaceRepositories accounts = job.accounts(shell());
                Ledger ledger = job.open()) {
            KeyFolder keys = job.openKeys(shell(), accounts);
            sealFile.check(job, keys);
            Erasure erasure = new Erasure(ledger, keys, accounts, shell().clock(), shell().random());
            RunPreview preview = erasure.preview(job.job(), wanted.build());
            if (!apply) {
                return dry(preview);
            }
            consent.require(shell(), preview);
            longest = preview.plannedAtFirst();
            return run(erasure, wanted.expectedTargets(preview.planned()).build());
        }
    }

    @Override
    @Nullable String resume() {
        return apply ? again() : null;
    }

    @Override
    List<String> goingOn(List<String> arguments) {
        return longest == null ? arguments : ExpectOption.replaced(arguments, longest);
    }

    private Ending run(Erasure erasure, RunOptions wanted) {
        RunControl control = wanted.control();
        ZoneId zone = shell().clock().getZone();
        RunSummary summary;
        try (Stopping stopping = new Stopping(shell(), control)) {
            try (Progress telling = new Progress(shell(), now -> ProgressLine.ofRun(control.progress(), now, zone))) {
                progress.reportWaits(control, telling, wait -> ProgressLine.ofWait(wait, zone));
                progress.begin(telling);
                summary = erasure.run(job.job(), wanted);
            }
            sealFile.store(job);
            RunReport.write(summary, isJson(), out());
            Ending ending = RunEnding.of(summary, stopping.signal(), again(options.retriesFailed()));
            if (ending.status() == ExitStatus.DONE && summary.counts().planned() == 0) {
                shell().say("warning: " + ending.reason());
            }
            return ending;
        }
    }

    private RunEnding.Again again(boolean retriesFailed) {
        return retry -> retry && !retriesFailed ? again("--retry-failed") : again();
    }

    private Ending dry(RunPreview preview) {
        if (isJson()) {
            out().line(RunReport.json(preview));
        } else {
            out().line("Dry run: nothing is sent.");
            RunReport.lines(preview).forEach(out()::line);
            out().line("Dry run: nothing was sent. To erase, add --apply --expect and the number of targets.");
        }
        return Ending.of(ExitStatus.DONE, "dry run: nothing was sent");
    }
}
