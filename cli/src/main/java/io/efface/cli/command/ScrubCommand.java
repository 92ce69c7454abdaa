package io.efface.cli.command;

import io.efface.cli.option.ConsentOption;
import io.efface.cli.option.JobOptions;
import io.efface.cli.output.CommandResult;
import io.efface.cli.output.HelpLayout;
import io.efface.cli.output.JsonLine;
import io.efface.cli.process.CliContext;
import io.efface.config.FaceRepositories;
import io.efface.erasure.Erasure;
import io.efface.erasure.Ledger;
import io.efface.erasure.ScrubSummary;
import io.efface.erasure.keys.KeyFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Takes the ids of a job out of the ledger. */
@Command(
        name = "scrub",
        mixinStandardHelpOptions = true,
        header = "Destroy the ids of a job for good.",
        description =
                "Destroys the data key of the job, then removes the encrypted ids from the ledger. Outcomes, hashes and receipts stay. Refused while a target is not done and read back, unless --force is given.",
        footerHeading = HelpLayout.EXAMPLES,
        footer = "  efface scrub --ledger sqlite:ledger/efface.db --job leavers")
public final class ScrubCommand extends JobCommand {
    @Mixin
    private final JobOptions job = new JobOptions();

    @Mixin
    private final ConsentOption consent = new ConsentOption();

    @Option(
            names = "--force",
            description = "Also if targets are not done and read back; this is recorded in the receipts.")
    private boolean force;

    public ScrubCommand(CliContext context) {
        super(context);
    }

    @Override
    CommandResult execute() {
        consent.require(context(), "the ids of job " + job.job() + " in the ledger, with the key to them");
        ScrubSummary summary;
        KeyFolder keys = job.openKeys(context());
        try (Ledger ledger = job.open();
                FaceRepositories none = FaceRepositories.builder().open()) {
            summary =
                    new Erasure(ledger, keys, none, context().clock(), context().random()).scrub(job.job(), force);
        }
        if (isJson()) {
            out().line(JsonLine.of(summary));
        } else {
            out().line("The ids of job " + job.job() + " are destroyed: " + summary.rows() + " rows.");
        }
        return CommandResult.done();
    }
}
