package io.efface.cli;

import picocli.CommandLine.Command;

/** The receipts of a job: what was done, sealed. */
@Command(
        name = "receipts",
        mixinStandardHelpOptions = true,
        description = "Checks the receipts of a job, or hands them out for others to check.")
final class ReceiptsCommand {}
