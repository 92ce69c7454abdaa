package io.efface.cli.option;

import io.efface.cli.output.TerminalText;
import io.efface.cli.process.CliContext;
import io.efface.cli.process.UsageException;
import io.efface.erasure.Ledger;
import io.efface.erasure.ReceiptsCheck;
import io.efface.erasure.keys.MacKey;
import io.efface.erasure.keys.SealKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The job of the receipts; none if they are read from a folder. */
public final class ReceiptsOptions {
    @Mixin
    private final KeysOption keys = new KeysOption();

    @Option(names = "--ledger", paramLabel = "sqlite:FILE", description = "Ledger file.")
    private @Nullable String ledger;

    @Option(names = "--job", paramLabel = "NAME", description = "Name of the job.")
    private @Nullable String job;

    public Path ledger() {
        if (ledger == null) {
            throw new UsageException("Missing required option: '--ledger=sqlite:FILE'");
        }
        return LedgerLocation.existingFile(ledger);
    }

    public String job() {
        if (job == null) {
            throw new UsageException("Missing required option: '--job=NAME'");
        }
        return job;
    }

    /** Checks that an export is of the named ledger and job, as far as they are named. */
    public void checkExport(ReceiptsCheck check) {
        if (ledger != null && check.ledger() != null && !check.ledger().equals(Ledger.idOf(ledger()))) {
            throw new UsageException(
                    "--ledger names another ledger than the export is of: that one has the id "
                            + TerminalText.escape(check.ledger()),
                    "leave --ledger out, or name the folder of an export of this ledger");
        }
        if (job != null && check.job() != null && !job.equals(check.job())) {
            throw new UsageException(
                    "--job names another job than the export is of: that one is '" + TerminalText.escape(check.job())
                            + "' of the ledger " + TerminalText.escape(String.valueOf(check.ledger())),
                    "leave --job out, or name the folder of the other job");
        }
    }

    public boolean hasKeyLocation() {
        return keys.isGiven();
    }

    /**
     * Returns the public key of the key folder; no other file of it is read.
     *
     * @param hint what to do if there is no key folder
     * @throws UsageException if there is no key folder, or the file cannot be read
     */
    public SealKey publicKey(CliContext context, String hint) {
        Path folder = folder(context);
        if (!Files.isDirectory(folder)) {
            throw new UsageException("the key folder " + folder + " does not exist", hint);
        }
        return readPublicKey(folder.resolve("signing.pub"));
    }

    /** Returns the key that authenticates events without a seal, or null if the key folder has none; no other file of it is read. */
    public @Nullable MacKey macKey(CliContext context) {
        return MacKey.read(folder(context)).orElse(null);
    }

    /**
     * Reads a public key.
     *
     * @throws UsageException if the file cannot be read
     */
    public static SealKey readPublicKey(Path file) {
        try {
            return SealKey.parse(Files.readString(file));
        } catch (IOException e) {
            throw new UsageException("the public key " + file + " cannot be read");
        }
    }

    private Path folder(CliContext context) {
        keys.check();
        return keys.folder(context);
    }
}
