package io.efface.cli.command;

import io.efface.cli.option.ReceiptsOptions;
import io.efface.cli.output.CommandResult;
import io.efface.cli.output.HelpLayout;
import io.efface.cli.output.JsonLine;
import io.efface.cli.output.JsonObject;
import io.efface.cli.process.CliContext;
import io.efface.cli.process.Message;
import io.efface.cli.process.OptionPaths;
import io.efface.erasure.Receipts;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Exports the receipts of a job. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        header = "Write the receipts of a job into a directory.",
        description = "Writes events, seals, signatures and the public key, for people without access to the ledger."
                + " The files contain no ids. They can be checked with sha256sum and openssl.",
        footerHeading = HelpLayout.EXAMPLES,
        footer = {
            "  efface receipts export --ledger sqlite:ledger/efface.db --job leavers \\",
            "      --to receipts",
            "  efface receipts export --config efface.properties --job leavers --to receipts"
        })
public final class ReceiptsExportCommand extends JobCommand {
    @Mixin
    private final ReceiptsOptions options = new ReceiptsOptions();

    @Option(names = "--to", required = true, paramLabel = "DIR", description = "New or empty directory to write to.")
    private String folder = "";

    public ReceiptsExportCommand(CliContext context) {
        super(context);
    }

    @Override
    CommandResult execute() {
        Path to = OptionPaths.path("--to", folder);
        Receipts.export(
                options.publicKey(context(), Message.of("name it with --keys")),
                options.ledger(context()),
                options.job(),
                to);
        if (isJson()) {
            out().line(JsonLine.of(
                    new JsonObject().with("to", to.toAbsolutePath().toString())));
        } else {
            out().line(Message.of("The receipts of job {0} are in {1}.", options.job(), to));
        }
        return CommandResult.done();
    }
}
