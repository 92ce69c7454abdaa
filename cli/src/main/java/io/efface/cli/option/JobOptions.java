package io.efface.cli.option;

import io.efface.cli.process.CliContext;
import io.efface.cli.process.OptionPaths;
import io.efface.config.FaceRepositories;
import io.efface.erasure.Ledger;
import io.efface.erasure.keys.KeyFolder;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which job in which ledger, with which accounts and keys. */
public final class JobOptions {
    @Mixin
    private final ConfigOption config = new ConfigOption();

    @Option(
            names = "--ledger",
            required = true,
            paramLabel = "sqlite:FILE",
            description = "Ledger file, on a local disk.")
    private String ledger = "";

    @Option(
            names = "--job",
            required = true,
            paramLabel = "NAME",
            description = "Name of the job: 1 to 40 characters of a-z, 0-9 and -.")
    private String job = "";

    @Option(
            names = "--keys",
            paramLabel = "DIR",
            description =
                    "Directory with the encryption and signing keys (default: efface.keys of the configuration, else the user's data directory).")
    private @Nullable String keys;

    public String job() {
        return job;
    }

    /** Returns the ledger's file. */
    public Path file() {
        return LedgerLocation.file(ledger);
    }

    /** Returns the ledger's file, which has to be there. */
    public Path existingFile() {
        return LedgerLocation.existingFile(ledger);
    }

    /** Opens a ledger that has to be there. */
    public Ledger open() {
        return Ledger.open(existingFile());
    }

    /** Opens the accounts, for a command that cannot do without. */
    public FaceRepositories accounts(CliContext context) {
        return config.open(context);
    }

    /** Opens the keys, which have to be there. */
    public KeyFolder openKeys(CliContext context) {
        checkKeys();
        return KeyFolder.open(KeyFolderLocation.folder(keys, config, context));
    }

    /** Returns where the keys are, whether or not they are there. */
    public Path keyFolder(CliContext context) {
        checkKeys();
        return KeyFolderLocation.folder(keys, config, context);
    }

    /** Opens the keys, which have to be there, for a command that has the accounts open. */
    public KeyFolder openKeys(CliContext context, FaceRepositories accounts) {
        checkKeys();
        return KeyFolder.open(keyFolder(context, accounts));
    }

    private void checkKeys() {
        if (keys != null) {
            OptionPaths.folder("--keys", keys);
        }
    }

    /** Returns where the keys are, for a command that has the accounts open. */
    public Path keyFolder(CliContext context, FaceRepositories accounts) {
        return KeyFolderLocation.folder(keys, accounts, context);
    }
}
