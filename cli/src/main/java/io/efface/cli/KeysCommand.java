package io.efface.cli;

import picocli.CommandLine.Command;

/** The keys that hide ids and sign receipts. */
@Command(
        name = "keys",
        mixinStandardHelpOptions = true,
        description = "Makes the keys that hide ids and sign receipts, or destroys the one that the ids of a job need.")
final class KeysCommand {}
