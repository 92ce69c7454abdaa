package io.efface.cli;

import picocli.CommandLine.Command;

/** The command that holds the others. */
@Command(
        name = "efface",
        mixinStandardHelpOptions = true,
        description = "Deletes people and faces from cloud face libraries.",
        footer = {
            "",
            "Exit codes: 0 done; 1 anything else; 2 usage or configuration, nothing sent; 3 not deleted for good;",
            "4 account refused; 5 safety stop; 6 a repeat makes sense; 7 still present; 8 stopped as asked with work",
            "left; 130, 143 stopped by a signal with work left. Of several, the first in this order wins:",
            "2, 4, 7, 3, 1, 6, 0 for given ids; 1, 2, 5, 4, 7, 130/143, 8, 6, 3, 0 for jobs."
        })
final class EffaceCommand {}
