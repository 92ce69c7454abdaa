package io.efface.cli;

import io.efface.cli.process.Language;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The root command, which has all other commands as subcommands. */
@Command(
        name = "efface",
        mixinStandardHelpOptions = true,
        description = "Deletes people and faces from cloud face libraries.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "  0:done",
            "  1:any other error",
            "  2:wrong usage or configuration; nothing was sent",
            "  3:something was not deleted, and a repeat will not change that",
            "  4:the vendor rejected the account: key, permission or unpaid bills",
            "  5:safety stop: too many failures or absences",
            "  6:temporary error; repeat the same command",
            "  7:the vendor reported a deletion, but the person is still present",
            "  8:stopped as requested, and work is left",
            "129:stopped by SIGHUP, and work is left",
            "130:stopped by Ctrl-C, and work is left",
            "143:stopped by SIGTERM, and work is left"
        },
        footer = {
            "",
            "If several codes apply, the exit code is the first of them in this order: for jobs 1, 2, 5,"
                    + " 4, 7, 129/130/143, 8, 6, 3, 0; for ids given as arguments 2, 4, 7, 3, 1, 6, 0.",
            "",
            "'efface help COMMAND' or 'efface COMMAND --help' shows the options of a command."
        })
final class EffaceCommand {
    @Option(
            names = Language.OPTION,
            paramLabel = "LANG",
            scope = ScopeType.INHERIT,
            description = "Language of the texts: en or zh (default: zh in a Chinese locale, else en).")
    @SuppressWarnings(
            "UnusedVariable") // The parser checks the value. Cli reads the value before it creates the commands.
    private @Nullable Language language;
}
