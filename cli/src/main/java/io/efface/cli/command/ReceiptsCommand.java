package io.efface.cli.command;

import io.efface.cli.output.HelpLayout;
import picocli.CommandLine.Command;

/** The group of commands on receipts. */
@Command(
        name = "receipts",
        mixinStandardHelpOptions = true,
        header = "Check or export receipts, or restore rows from receipts.",
        description = "Receipts are the signed record of a job's requests and of the vendor's responses.",
        footerHeading = HelpLayout.EXAMPLES,
        footer = {
            "  efface receipts verify --ledger sqlite:ledger/efface.db --job leavers",
            "  efface receipts export --ledger sqlite:ledger/efface.db --job leavers \\",
            "      --to receipts"
        })
public final class ReceiptsCommand {}
