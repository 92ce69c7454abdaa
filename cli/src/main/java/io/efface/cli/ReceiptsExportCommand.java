package io.efface.cli;

import io.efface.erasure.Receipts;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Hands receipts out. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description = {
            "Writes the receipts of a job into a folder, for people who have no ledger: events, seals, signatures and the",
            "public key. They hold no id, and can be checked with sha256sum and openssl."
        })
final class ReceiptsExportCommand extends JobCommand {
    @Mixin
    private final ReceiptsOptions options = new ReceiptsOptions();

    @Option(names = "--to", required = true, paramLabel = "DIR", description = "A new or empty folder.")
    private String folder = "";

    ReceiptsExportCommand(Shell shell) {
        super(shell);
    }

    @Override
    Ending work() {
        Path to = FileOption.path("--to", folder);
        Receipts.export(options.publicKey(shell()), options.ledger(), options.job(), to);
        if (isJson()) {
            out().line(JsonLine.of(
                    json -> json.name("to").value(to.toAbsolutePath().toString())));
        } else {
            out().line("The receipts of job " + options.job() + " are in " + to + ".");
        }
        return Ending.done();
    }
}
