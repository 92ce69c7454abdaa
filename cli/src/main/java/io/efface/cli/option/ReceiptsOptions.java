package io.efface.cli.option;

import io.efface.cli.output.TerminalText;
import io.efface.cli.process.CliContext;
import io.efface.cli.process.UsageException;
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

    /** Checks that an export is of the named job, if one is named. */
    public void checkJob(ReceiptsCheck check) {
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

    /** Returns the public key of the key folder; no other file of it is read. */
    public SealKey publicKey(CliContext context) {
        return readPublicKey(folder(context).resolve("signing.pub"));
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
