package io.efface.cli.command;

import io.efface.cli.output.HelpLayout;
import picocli.CommandLine.Command;

/** The commands for the keys that encrypt ids and sign receipts. */
@Command(
        name = "keys",
        mixinStandardHelpOptions = true,
        header = "Create keys, or destroy the data key of a job.",
        description = "The keys encrypt ids in the ledger and sign receipts.",
        footerHeading = HelpLayout.EXAMPLES,
        footer = {
            "  efface keys init --keys keys",
            "  efface keys destroy-data-key --ledger sqlite:ledger/efface.db --job leavers"
        })
public final class KeysCommand {}
