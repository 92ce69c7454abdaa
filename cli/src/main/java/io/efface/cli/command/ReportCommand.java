package io.efface.cli.command;

import io.efface.cli.option.JobOptions;
import io.efface.cli.option.ReceiptsOptions;
import io.efface.cli.output.CommandResult;
import io.efface.cli.output.HelpLayout;
import io.efface.cli.output.Output;
import io.efface.cli.process.CliContext;
import io.efface.cli.process.ExitStatus;
import io.efface.cli.process.OptionPaths;
import io.efface.erasure.ReceiptsCheck;
import io.efface.erasure.Report;
import io.efface.erasure.ReportFormat;
import io.efface.erasure.ReportSummary;
import io.efface.erasure.keys.MacKey;
import io.efface.erasure.keys.SealKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Reports the outcome of a job. */
@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        header = "Print the results of a job.",
        description =
                "Works while the job runs. Shows keyed hashes and line numbers in place of ids. Only --with-ids writes ids, into a new file that only you can read. If the public key exists, the report first checks the numbers against the receipts. If the numbers differ, the exit code is 1.",
        footerHeading = HelpLayout.EXAMPLES,
        footer = "  efface report --ledger sqlite:ledger/efface.db --job leavers --format json")
public final class ReportCommand extends JobCommand {
    @Mixin
    private final JobOptions job = new JobOptions();

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "Format of the report: text, json or csv (default: text).")
    private @Nullable ReportFormat format;

    @Option(
            names = "--with-ids",
            paramLabel = "FILE",
            description = "Write the report with ids into this new file, readable by its owner only.")
    private @Nullable String withIds;

    @Option(
            names = "--public-key",
            paramLabel = "FILE",
            description =
                    "Public key for the check of the numbers (default: signing.pub in the key directory, if it exists).")
    private @Nullable String publicKey;

    public ReportCommand(CliContext context) {
        super(context);
    }

    @Override
    CommandResult execute() throws IOException {
        Path ledger = job.existingFile(context());
        ReportFormat written = format != null ? format : isJson() ? ReportFormat.JSON : ReportFormat.TEXT;
        if (withIds != null) {
            Path file = OptionPaths.path("--with-ids", withIds);
            ReportSummary summary = Report.writeWithIds(ledger, job.job(), written, job.openKeys(context()), file);
            context().printMessage("The report with ids is in " + file + ".");
            return result(summary);
        }
        ReportSummary summary = Report.write(
                ledger, job.job(), written, key(), macKey(), context().out());
        Output.check(context().out());
        return result(summary);
    }

    private @Nullable SealKey key() {
        if (publicKey != null) {
            return ReceiptsOptions.readPublicKey(OptionPaths.file("--public-key", publicKey));
        }
        Path defaultFile = job.keyFolder(context()).resolve("signing.pub");
        return Files.isRegularFile(defaultFile) ? ReceiptsOptions.readPublicKey(defaultFile) : null;
    }

    /** Returns the HMAC key for events without a seal, or null if the key directory lacks this key or {@code --public-key} was given. */
    private @Nullable MacKey macKey() {
        return publicKey == null ? MacKey.read(job.keyFolder(context())).orElse(null) : null;
    }

    /** Returns the result of a report, which depends only on the check against the receipts. */
    static CommandResult result(ReportSummary summary) {
        ReceiptsCheck check = summary.check();
        return check == null || check.isSound()
                ? CommandResult.done()
                : CommandResult.of(ExitStatus.OTHER, check.sentence());
    }
}
