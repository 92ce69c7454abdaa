package io.efface.cli.command;

import io.efface.cli.option.ConsentOption;
import io.efface.cli.option.JobOptions;
import io.efface.cli.output.CommandResult;
import io.efface.cli.output.HelpLayout;
import io.efface.cli.process.CliContext;
import io.efface.config.FaceRepositories;
import io.efface.erasure.Erasure;
import io.efface.erasure.Ledger;
import io.efface.erasure.keys.KeyFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Destroys the key of a job's ids. */
@Command(
        name = "destroy-data-key",
        mixinStandardHelpOptions = true,
        header = "Destroy the data key of a job.",
        description =
                "Without it, the ids of the job cannot be read in the ledger or in any copy of it. 'scrub' also removes the encrypted ids.",
        footerHeading = HelpLayout.EXAMPLES,
        footer = "  efface keys destroy-data-key --ledger sqlite:ledger/efface.db --job leavers")
public final class KeysDestroyCommand extends JobCommand {
    @Mixin
    private final JobOptions job = new JobOptions();

    @Mixin
    private final ConsentOption consent = new ConsentOption();

    @Option(
            names = "--force",
            description = "Also if targets are not done and read back; this is recorded in the receipts.")
    private boolean force;

    public KeysDestroyCommand(CliContext context) {
        super(context);
    }

    @Override
    CommandResult execute() {
        consent.require(context(), "the key to the ids of job " + job.job());
        KeyFolder keys = job.openKeys(context());
        try (Ledger ledger = job.open();
                FaceRepositories none = FaceRepositories.builder().open()) {
            new Erasure(ledger, keys, none, context().clock(), context().random()).destroyDataKey(job.job(), force);
        }
        if (!isJson()) {
            out().line("The data key of job " + job.job() + " is destroyed.");
        }
        return CommandResult.done();
    }
}
