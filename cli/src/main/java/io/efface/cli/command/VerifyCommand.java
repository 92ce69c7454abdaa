package io.efface.cli.command;

import io.efface.cli.option.AcceptOldTailOption;
import io.efface.cli.option.DurationOption;
import io.efface.cli.option.JobOptions;
import io.efface.cli.option.Percent;
import io.efface.cli.option.ProgressOption;
import io.efface.cli.option.SealFileOption;
import io.efface.cli.output.CommandResult;
import io.efface.cli.output.HelpLayout;
import io.efface.cli.output.Progress;
import io.efface.cli.output.ProgressLine;
import io.efface.cli.output.VerifyReport;
import io.efface.cli.process.CliContext;
import io.efface.config.FaceRepositories;
import io.efface.erasure.Erasure;
import io.efface.erasure.Ledger;
import io.efface.erasure.RunControl;
import io.efface.erasure.VerifyOptions;
import io.efface.erasure.VerifySummary;
import io.efface.erasure.keys.KeyFolder;
import java.time.Duration;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Reads back what a job has erased. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        header = "Read erased people back and record who is absent.",
        description =
                "Deletes nothing. People who are still present are read again; if they are still there, the exit code is 7. If some cannot be read, it is 6.",
        footerHeading = HelpLayout.EXAMPLES,
        footer = {
            "  efface verify --config efface.properties --ledger sqlite:ledger/efface.db \\",
            "      --job leavers"
        })
public final class VerifyCommand extends JobCommand {
    @Mixin
    private final JobOptions job = new JobOptions();

    @Option(
            names = "--settle",
            paramLabel = "TIME",
            converter = DurationOption.class,
            description = "Minimum time between a deletion and its read (default: 5s).")
    private @Nullable Duration settle;

    @Option(
            names = "--sample",
            paramLabel = "P%",
            description = "Read only a random share, and show the upper bound it gives for the rest.")
    private @Nullable String sample;

    @Option(
            names = "--concurrency",
            paramLabel = "N",
            description = "Most reads in progress at the same time, 1 to 1000 (default: 8).")
    private @Nullable Integer concurrency;

    @Mixin
    private final AcceptOldTailOption accept = new AcceptOldTailOption();

    @Mixin
    private final SealFileOption sealFile = new SealFileOption();

    @Mixin
    private final ProgressOption progress = new ProgressOption();

    public VerifyCommand(CliContext context) {
        super(context);
    }

    @Override
    CommandResult execute() {
        RunControl control = new RunControl();
        VerifyOptions verifyOptions = options(control);
        try (FaceRepositories accounts = job.accounts(context());
                Ledger ledger = job.open()) {
            KeyFolder keys = job.openKeys(context(), accounts);
            sealFile.check(job, keys);
            Erasure erasure = new Erasure(
                    ledger, keys, accounts, context().clock(), context().random());
            return verify(erasure, verifyOptions);
        }
    }

    private VerifyOptions options(RunControl control) {
        VerifyOptions.Builder builder = VerifyOptions.builder().control(control).acceptOldTail(accept.isAccepted());
        if (settle != null) {
            builder.settle(settle);
        }
        if (sample != null) {
            builder.samplePercent(Percent.fraction("--sample", sample));
        }
        if (concurrency != null) {
            builder.concurrency(concurrency);
        }
        return builder.build();
    }

    private CommandResult verify(Erasure erasure, VerifyOptions verifyOptions) {
        RunControl control = verifyOptions.control();
        ZoneId zone = context().clock().getZone();
        VerifySummary summary;
        try (StopOnSignal stopping = new StopOnSignal(context(), control)) {
            try (Progress display =
                    new Progress(context(), now -> ProgressLine.ofVerification(control.progress(), now, zone))) {
                progress.reportWaits(control, display, wait -> ProgressLine.ofWait(wait, zone));
                progress.start(display);
                summary = erasure.verify(job.job(), verifyOptions);
            }
            sealFile.store(job);
            VerifyReport.write(summary, isJson(), out());
            return VerifyReport.result(summary, stopping.signal(), this::resumeCommand);
        }
    }
}
