package io.efface.cli.command;

import io.efface.cli.output.HelpLayout;
import picocli.CommandLine.Command;

/** The people and subjects of a job that must not be touched. */
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
