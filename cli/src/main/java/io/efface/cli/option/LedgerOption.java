package io.efface.cli.option;

import io.efface.cli.process.CliContext;
import io.efface.cli.process.Message;
import io.efface.cli.process.OptionPaths;
import io.efface.cli.process.UsageException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option for the ledger: {@code sqlite:FILE}. Without the option, {@code efface.ledger} of the configuration names the ledger. */
public final class LedgerOption {
    private static final String NAME = "--ledger";
    private static final String SETTING = "efface.ledger";
    private static final String SQLITE = "sqlite:";

    @Option(
            names = NAME,
            paramLabel = "sqlite:FILE",
            description = "Ledger file, on a local disk (default: efface.ledger of the configuration).")
    private @Nullable String ledger;

    /** Returns whether the option was given. */
    boolean isGiven() {
        return ledger != null;
    }

    /** Returns the file of the ledger. The file and its folder need not exist, but the parent of the folder must exist. */
    public Path file(ConfigOption config, CliContext context) {
        if (ledger != null) {
            return file(ledger);
        }
        return checked(
                SETTING,
                config.path(SETTING, context)
                        .orElseThrow(() -> new UsageException(
                                Message.of("Missing required option: '{0}=sqlite:FILE'", NAME),
                                Message.of("or set {0} in the configuration", SETTING))));
    }

    /** Returns the ledger's file, which must exist. */
    public Path existingFile(ConfigOption config, CliContext context) {
        Path file = file(config, context);
        if (!Files.exists(file)) {
            throw new UsageException(
                    Message.of("{0}: there is no such ledger", ledger == null ? SETTING : NAME),
                    Message.of(
                            "'efface plan' creates a ledger; relative paths start at {0}",
                            Path.of("").toAbsolutePath()));
        }
        return file;
    }

    /** Parses the location of a ledger. The file and its folder need not exist, but the parent of the folder must exist. */
    public static Path file(String text) {
        if (!text.startsWith(SQLITE) || text.length() == SQLITE.length()) {
            throw new UsageException(
                    Message.of("{0} does not begin with {1}", NAME, SQLITE), Message.of("the form is {0}FILE", SQLITE));
        }
        return checked(NAME, OptionPaths.path(NAME, text.substring(SQLITE.length())));
    }

    private static Path checked(String namedBy, Path file) {
        Path folder = file.toAbsolutePath().getParent();
        // A new ledger creates only its own folder. If more folders are missing, the path is probably wrong.
        Path above = folder == null ? null : folder.getParent();
        if (folder == null || !Files.isDirectory(above == null || Files.exists(folder) ? folder : above)) {
            throw OptionPaths.missingFolder(namedBy);
        }
        return file;
    }
}
