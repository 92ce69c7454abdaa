package io.efface.cli.option;

import io.efface.cli.process.CliContext;
import io.efface.config.FaceRepositories;
import io.efface.erasure.Ledger;
import io.efface.erasure.keys.KeyFolder;
import java.nio.file.Path;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options for the job, its ledger, its accounts and its keys. */
public final class JobOptions {
    @Mixin
    private final KeysOption keys = new KeysOption();

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

    public String job() {
        return job;
    }

    /** Returns the file of the ledger, which may not exist. */
    public Path file() {
        return LedgerOption.file(ledger);
    }

    /** Returns the ledger's file, which must exist. */
    public Path existingFile() {
        return LedgerOption.existingFile(ledger);
    }

    /** Opens a ledger that must exist. */
    public Ledger open() {
        return Ledger.open(existingFile());
    }

    /** Opens the accounts, for a command that requires accounts. */
    public FaceRepositories accounts(CliContext context) {
        return keys.config().open(context);
    }

    /** Opens the keys, which must exist. */
    public KeyFolder openKeys(CliContext context) {
        return KeyFolder.open(keyFolder(context));
    }

    /** Returns the key directory, which may not exist. */
    public Path keyFolder(CliContext context) {
        keys.check();
        return keys.folder(context);
    }

    /** Opens the keys, which must exist, for a command that has the accounts open. */
    public KeyFolder openKeys(CliContext context, FaceRepositories accounts) {
        keys.check();
        return KeyFolder.open(keyFolder(context, accounts));
    }

    /** Returns the key directory, which may not exist, for a command that has the accounts open. */
    public Path keyFolder(CliContext context, FaceRepositories accounts) {
        return keys.folder(context, accounts);
    }
}
