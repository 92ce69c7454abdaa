package io.efface.cli.option;

import io.efface.cli.process.CliContext;
import io.efface.cli.process.Message;
import io.efface.cli.process.OptionPaths;
import io.efface.cli.process.UsageException;
import io.efface.erasure.LedgerAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * The option for the ledger: {@code sqlite:FILE} or {@code postgresql://HOST/DATABASE}. Without the option, {@code efface.ledger} of the
 * configuration names the ledger.
 */
public final class LedgerOption {
    /** The name of the option. */
    public static final String NAME = "--ledger";

    private static final String SQLITE = "sqlite:";

    @Option(
            names = NAME,
            paramLabel = "LEDGER",
            description = "postgresql://HOST/DATABASE, or sqlite:FILE on a local disk (default: efface.ledger of the"
                    + " configuration).")
    private @Nullable String ledger;

    /** Returns whether the option was given. */
    boolean isGiven() {
        return ledger != null;
    }

    /** Returns the address of the ledger, which need not exist. For a ledger in a file, the parent of the file's folder must exist. */
    public LedgerAddress address(ConfigOption config, CliContext context) {
        if (ledger != null) {
            return parse(ledger, config, context);
        }
        String database = config.text(LedgerAddress.SETTING, context).orElse(null);
        if (database != null) {
            return database(database, config, context);
        }
        return file(
                LedgerAddress.SETTING,
                config.path(LedgerAddress.SETTING, context)
                        .orElseThrow(() -> new UsageException(
                                Message.of(
                                        "Missing required option: '{0}=sqlite:FILE' or '{0}=postgresql://HOST/DATABASE'",
                                        NAME),
                                Message.of("or set {0} in the configuration", LedgerAddress.SETTING))));
    }

    /** Returns the address of the ledger, which need not exist, if the option was given and names a database. */
    Optional<LedgerAddress> givenDatabase(ConfigOption config, CliContext context) {
        return Optional.ofNullable(ledger)
                .filter(LedgerAddress::isDatabase)
                .map(text -> database(text, config, context));
    }

    /** Returns the address of the ledger, which must exist. */
    public LedgerAddress existing(ConfigOption config, CliContext context) {
        LedgerAddress address = address(config, context);
        if (!address.exists()) {
            throw new UsageException(
                    Message.of("{0}: there is no such ledger", ledger == null ? LedgerAddress.SETTING : NAME),
                    Message.of(
                            "'efface plan' creates a ledger; relative paths start at {0}",
                            Path.of("").toAbsolutePath()));
        }
        return address;
    }

    /** Parses the address of a ledger, which need not exist. For a ledger in a file, the parent of the file's folder must exist. */
    public static LedgerAddress parse(String text, ConfigOption config, CliContext context) {
        if (LedgerAddress.isDatabase(text)) {
            return database(text, config, context);
        }
        if (!text.startsWith(SQLITE) || text.length() == SQLITE.length()) {
            throw new UsageException(Message.of("{0} must be sqlite:FILE or postgresql://HOST/DATABASE", NAME));
        }
        return file(NAME, OptionPaths.path(NAME, text.substring(SQLITE.length())));
    }

    private static LedgerAddress database(String text, ConfigOption config, CliContext context) {
        return LedgerAddress.ofDatabase(text, key -> config.text(key, context), context.environment());
    }

    private static LedgerAddress file(String namedBy, Path file) {
        Path folder = file.toAbsolutePath().getParent();
        // A new ledger creates only its own folder. If more folders are missing, the path is probably wrong.
        Path above = folder == null ? null : folder.getParent();
        if (folder == null || !Files.isDirectory(above == null || Files.exists(folder) ? folder : above)) {
            throw OptionPaths.missingFolder(namedBy);
        }
        return LedgerAddress.of(file);
    }
}
