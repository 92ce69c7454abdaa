package io.efface.cli.command;

import io.efface.cli.option.ConsentOption;
import io.efface.cli.option.JobOptions;
import io.efface.cli.output.CommandHelp;
import io.efface.cli.output.Ending;
import io.efface.cli.process.Shell;
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
        footerHeading = CommandHelp.EXAMPLES,
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

    public KeysDestroyCommand(Shell shell) {
        super(shell);
    }

    @Override
    Ending work() {
        consent.require(shell(), "the key to the ids of job " + job.job());
        KeyFolder keys = job.openKeys(shell());
        try (Ledger ledger = job.open();
                FaceRepositories none = FaceRepositories.builder().open()) {
            new Erasure(ledger, keys, none, shell().clock(), shell().random()).destroyDataKey(job.job(), force);
        }
        if (!isJson()) {
            out().line("The data key of job " + job.job() + " is destroyed.");
        }
        return Ending.done();
    }
}
