package io.efface.cli.command;

import io.efface.cli.option.ConsentOption;
import io.efface.cli.option.JobOptions;
import io.efface.cli.output.CommandResult;
import io.efface.cli.process.CliContext;
import io.efface.cli.process.Message;
import io.efface.config.FaceRepositories;
import io.efface.erasure.Erasure;
import io.efface.erasure.Ledger;
import io.efface.erasure.ScrubSummary;
import io.efface.erasure.keys.KeyFolder;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A command that destroys the ids of a job, or the key that decrypts the ids, after confirmation. */
abstract class DestroyCommand extends JobCommand {
    @Mixin
    private final JobOptions job = new JobOptions();

    @Mixin
    private final ConsentOption consent = new ConsentOption();

    @Option(
            names = "--force",
            description =
                    "Continue even if targets are not done or not read back, or rows differ from the receipts. The"
                            + " receipts record this.")
    private boolean force;

    DestroyCommand(CliContext context) {
        super(context);
    }

    /** Returns a description of the data that will be destroyed, for the confirmation question. */
    abstract Message subject(String name);

    abstract void destroy(Erasure erasure, String name, boolean force);

    /** Prints how many detached faces can no longer be found. Does nothing if there are none. */
    final void printLostFaces(ScrubSummary summary) {
        long faces = summary.lostFaces();
        if (faces > 0) {
            out().line(Message.of(
                    "Detached faces that may still exist at the vendor, and can no longer be found: {0}.", faces));
        }
    }

    @Override
    CommandResult execute() {
        consent.require(context(), subject(job.job()));
        KeyFolder keys = job.openKeys(context());
        try (Ledger ledger = job.open(context());
                FaceRepositories none = FaceRepositories.builder().open()) {
            destroy(new Erasure(ledger, keys, none, context().clock(), context().random()), job.job(), force);
        }
        return CommandResult.done();
    }
}
