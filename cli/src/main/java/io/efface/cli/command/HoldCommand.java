package io.efface.cli.command;

import io.efface.cli.output.HelpLayout;
import picocli.CommandLine.Command;

/** The commands that change the hold list of a job: people and subjects that must not be deleted. */
@Command(
        name = "hold",
        mixinStandardHelpOptions = true,
        header = "Change the hold list of a job.",
        description = "People and subjects on the hold list are not deleted.",
        footerHeading = HelpLayout.EXAMPLES,
        footer = {
            "  efface hold add --ledger sqlite:ledger/efface.db --job leavers --ids holds.txt",
            "  efface hold remove --ledger sqlite:ledger/efface.db --job leavers \\",
            "      --ids released.txt"
        })
public final class HoldCommand {}
