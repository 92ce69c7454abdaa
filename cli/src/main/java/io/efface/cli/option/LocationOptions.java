package io.efface.cli.option;

import io.efface.cli.process.CliContext;
import io.efface.config.FaceRepositories;
import io.efface.erasure.Ledger;
import io.efface.erasure.keys.KeyFolder;
import java.nio.file.Path;
import picocli.CommandLine.Mixin;

/** The options for the ledger, the accounts and the keys. */
public class LocationOptions {
    @Mixin
    private final KeysOption keys = new KeysOption();

    @Mixin
    private final LedgerOption ledger = new LedgerOption();

    /** Returns the file of the ledger, which need not exist. */
    public final Path file(CliContext context) {
        return ledger.file(keys.config(), context);
    }

    /** Returns the ledger's file, which must exist. */
    public final Path existingFile(CliContext context) {
        return ledger.existingFile(keys.config(), context);
    }

    /** Opens a ledger that must exist. */
    public final Ledger open(CliContext context) {
        return Ledger.open(existingFile(context));
    }

    /** Opens the accounts, for a command that requires accounts. */
    public final FaceRepositories accounts(CliContext context) {
        return keys.config().open(context);
    }

    /** Opens the keys, which must exist. */
    public final KeyFolder openKeys(CliContext context) {
        return KeyFolder.open(keyFolder(context));
    }

    /** Returns the key folder, which need not exist. */
    public final Path keyFolder(CliContext context) {
        keys.check();
        return keys.folder(context);
    }

    /** Opens the keys, which must exist. For a command that has the accounts open. */
    public final KeyFolder openKeys(CliContext context, FaceRepositories accounts) {
        keys.check();
        return KeyFolder.open(keyFolder(context, accounts));
    }

    /** Returns the key folder, which need not exist. For a command that has the accounts open. */
    public final Path keyFolder(CliContext context, FaceRepositories accounts) {
        return keys.folder(context, accounts);
    }
}
