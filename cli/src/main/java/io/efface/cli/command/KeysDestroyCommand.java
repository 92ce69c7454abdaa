package io.efface.cli.command;

import io.efface.cli.output.HelpLayout;
import io.efface.cli.output.JsonLine;
import io.efface.cli.process.CliContext;
import io.efface.cli.process.Message;
import io.efface.erasure.Erasure;
import io.efface.erasure.ScrubSummary;
import picocli.CommandLine.Command;

/** Destroys the key that decrypts the ids of a job. */
@Command(
        name = "destroy-data-key",
        mixinStandardHelpOptions = true,
        header = "Destroy the data key of a job.",
        description = "Afterwards, the ids of the job cannot be decrypted, neither in the ledger nor in a copy of the"
                + " ledger. 'scrub' also removes the encrypted ids.",
        footerHeading = HelpLayout.EXAMPLES,
        footer = {
            "  efface keys destroy-data-key --ledger sqlite:ledger/efface.db --job leavers",
            "  efface keys destroy-data-key --ledger sqlite:ledger/efface.db --job leavers \\",
            "      --keys keys --yes"
        })
public final class KeysDestroyCommand extends DestroyCommand {
    public KeysDestroyCommand(CliContext context) {
        super(context);
    }

    @Override
    Message subject(String name) {
        return Message.of("the key that decrypts the ids of job {0}", name);
    }

    @Override
    void destroy(Erasure erasure, String name, boolean force) {
        ScrubSummary summary = erasure.destroyDataKey(name, force);
        if (isJson()) {
            out().line(JsonLine.of(summary));
        } else {
            out().line(Message.of("The data key of job {0} is destroyed.", name));
            printLostFaces(summary);
        }
    }
}
