package io.efface.cli.option;

import io.efface.cli.output.TerminalText;
import io.efface.cli.process.CliContext;
import io.efface.cli.process.Message;
import io.efface.cli.process.UsageException;
import io.efface.erasure.Ledger;
import io.efface.erasure.LedgerAddress;
import io.efface.erasure.ReceiptsCheck;
import io.efface.erasure.keys.MacKey;
import io.efface.erasure.keys.SealKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options for the receipts of a job. Receipts in an exported folder need neither {@code --ledger} nor {@code --job}. */
public final class ReceiptsOptions {
    @Mixin
    private final KeysOption keys = new KeysOption();

    @Mixin
    private final LedgerOption ledger = new LedgerOption();

    @Option(names = "--job", paramLabel = "NAME", description = "Name of the job.")
    private @Nullable String job;

    public LedgerAddress ledger(CliContext context) {
        return ledger.existing(keys.config(), context);
    }

    public String job() {
        if (job == null) {
            throw new UsageException(Message.of("Missing required option: '--job=NAME'"));
        }
        return job;
    }

    /** Checks that an export belongs to the given ledger and job. An option that was not given is not checked. */
    public void checkExport(ReceiptsCheck check, CliContext context) {
        if (ledger.isGiven() && check.ledger() != null && !check.ledger().equals(Ledger.idOf(ledger(context)))) {
            throw new UsageException(
                    Message.of(
                            "--ledger names another ledger; this export comes from the ledger with the id {0}",
                            TerminalText.escape(check.ledger())),
                    Message.of(
                            "leave out --ledger, or give the folder of an export of the ledger that --ledger names"));
        }
        if (job != null && check.job() != null && !job.equals(check.job())) {
            throw new UsageException(
                    Message.of(
                            "--job names another job; this export comes from job '{0}' of the ledger {1}",
                            TerminalText.escape(check.job()), TerminalText.escape(String.valueOf(check.ledger()))),
                    Message.of("leave out --job, or give the folder of an export of the job that --job names"));
        }
    }

    public boolean hasKeyLocation() {
        return keys.isGiven();
    }

    /**
     * Returns the public key of the key folder. Reads no other file of the directory.
     *
     * @param hint advice for the error message if there is no key folder
     * @throws UsageException if there is no key folder, or the file cannot be read
     */
    public SealKey publicKey(CliContext context, Message hint) {
        Path folder = folder(context);
        if (!Files.isDirectory(folder)) {
            throw new UsageException(Message.of("the key folder {0} does not exist", folder), hint);
        }
        return readPublicKey(folder.resolve("signing.pub"));
    }

    /**
     * Returns the HMAC key for events without a seal, or null if the key folder lacks this key. Reads no other file of the directory.
     */
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
            throw new UsageException(Message.of("the public key {0} cannot be read", file));
        }
    }

    private Path folder(CliContext context) {
        keys.check();
        return keys.folder(context);
    }
}
