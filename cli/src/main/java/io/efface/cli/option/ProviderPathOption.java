package io.efface.cli.option;

import io.efface.cli.process.ProviderPath;
import io.efface.cli.process.UsageException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;

/** The option for jars of additional providers. The jars are loaded before the command runs. */
public final class ProviderPathOption {
    static final String NAME = "--provider-path";

    @Option(
            names = NAME,
            paramLabel = "PATH",
            description =
                    "Jars of additional providers, or folders of jars, separated by ':' (Windows: ';'). The jars in the"
                            + " folder lib beside efface.jar are always loaded.")
    @SuppressWarnings("UnusedVariable") // The value is read from the parsed command line before any command runs.
    private @Nullable String path;

    /**
     * Loads the providers of {@code --provider-path} before a command runs.
     *
     * @throws CommandLine.ExecutionException with a {@link UsageException} if a jar or folder does not exist
     */
    public static void load(ParseResult parsed) {
        ParseResult last = parsed;
        while (last.hasSubcommand()) {
            last = last.subcommand();
        }
        String path = last.matchedOptionValue(NAME, null);
        if (path != null) {
            try {
                ProviderPath.add(NAME, path);
            } catch (UsageException e) {
                throw new CommandLine.ExecutionException(last.commandSpec().commandLine(), NAME, e);
            }
        }
    }
}
