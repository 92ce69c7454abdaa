package io.efface.cli.command;

import io.efface.cli.output.HelpLayout;
import io.efface.cli.output.JsonLine;
import io.efface.cli.process.CliContext;
import io.efface.cli.process.Message;
import io.efface.erasure.Erasure;
import io.efface.erasure.ScrubSummary;
import picocli.CommandLine.Command;

/** Destroys the ids of a job in the ledger. */
@Command(
        name = "scrub",
        mixinStandardHelpOptions = true,
        header = "Destroy the ids of a job permanently.",
        description = "Destroys the data key of the job, then removes the encrypted ids from the ledger. Outcomes,"
                + " hashes and receipts stay. Without --force, every target must be done and read back.",
        footerHeading = HelpLayout.EXAMPLES,
        footer = {
            "  efface scrub --ledger sqlite:ledger/efface.db --job leavers",
            "  efface scrub --ledger sqlite:ledger/efface.db --job leavers --keys keys --yes"
        })
public final class ScrubCommand extends DestroyCommand {
    public ScrubCommand(CliContext context) {
        super(context);
    }

    @Override
    Message subject(String name) {
        return Message.of("the ids of job {0} in the ledger, with the key that decrypts them", name);
    }

    @Override
    void destroy(Erasure erasure, String name, boolean force) {
        ScrubSummary summary = erasure.scrub(name, force);
        if (isJson()) {
            out().line(JsonLine.of(summary));
        } else {
            out().line(Message.of("The ids of job {0} are destroyed: {1} rows.", name, summary.rows()));
            printLostFaces(summary);
        }
    }
}
