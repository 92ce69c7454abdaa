package io.efface.cli;

import picocli.CommandLine.Command;

/** The command that holds the others. */
@Command(
        name = "efface",
        mixinStandardHelpOptions = true,
        description = "Deletes people and faces from cloud face libraries.",
        footer = {
            "",
            "Exit codes: 0 done; 2 usage or configuration, nothing sent; 4 account refused; 7 still present;",
            "3 not deleted for good; 6 a repeat makes sense; 1 anything else. Of several, the first in this order",
            "wins: 2, 4, 7, 3, 1, 6, 0."
        })
final class EffaceCommand {}
