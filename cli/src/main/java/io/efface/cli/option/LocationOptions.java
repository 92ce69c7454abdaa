package io.efface.cli.option;

import io.efface.cli.process.CliContext;
import io.efface.config.FaceRepositories;
import io.efface.erasure.Ledger;
import io.efface.erasure.LedgerAddress;
import io.efface.erasure.keys.KeyFolder;
import java.nio.file.Path;
import picocli.CommandLine.Mixin;

/** The options for the ledger, the accounts and the keys. */
public class LocationOptions {
    @Mixin
    private final KeysOption keys = new KeysOption();

    @Mixin
    private final LedgerOption ledger = new LedgerOption();

    /** Returns the address of the ledger, which need not exist. */
    public final LedgerAddress address(CliContext context) {
        return ledger.address(keys.config(), context);
    }

    /** Returns the address of the ledger, which must exist. */
    public final LedgerAddress existing(CliContext context) {
        return ledger.existing(keys.config(), context);
    }

    /** Opens a ledger that must exist. */
    public final Ledger open(CliContext context) {
        return Ledger.open(existing(context));
    }

    /** Opens the accounts, for a command that requires accounts. They share their quota through a ledger in a database. */
    public final FaceRepositories accounts(CliContext context) {
        ConfigOption config = keys.config();
        return ledger.givenDatabase(config, context)
                .map(database -> config.open(database, context))
                .orElseGet(() -> config.open(context));
    }

    /** Opens the keys, which must exist. */
    public final KeyFolder openKeys(CliContext context) {
        return KeyFolder.open(keyFolder(context));
    }

    /** Opens the keys of a worker, which may lack the signing key. */
    public final KeyFolder openKeysForWorker(CliContext context, FaceRepositories accounts) {
        keys.check();
        return KeyFolder.openForWorker(keyFolder(context, accounts));
    }

    /** Returns the key folder, which need not exist. */
    public final Path keyFolder(CliContext context) {
        keys.check();
        return keys.folder(context);
    }

    /** Opens the keys, which must exist. For a command that has already opened the accounts. */
    public final KeyFolder openKeys(CliContext context, FaceRepositories accounts) {
        keys.check();
        return KeyFolder.open(keyFolder(context, accounts));
    }

    /** Returns the key folder, which need not exist. For a command that has already opened the accounts. */
    public final Path keyFolder(CliContext context, FaceRepositories accounts) {
        return keys.folder(context, accounts);
    }
}
