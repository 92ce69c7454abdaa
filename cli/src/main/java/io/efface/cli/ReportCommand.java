package io.efface.cli;

import io.efface.erasure.ReceiptsCheck;
import io.efface.erasure.Report;
import io.efface.erasure.ReportFormat;
import io.efface.erasure.ReportSummary;
import io.efface.erasure.keys.SealKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What became of a job. */
@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        description = {
            "Says what became of a job, also while it runs: hashes and line numbers, no ids.",
            "With --with-ids the ids go into a file for you alone.",
            "The numbers are checked against the receipts if the public key is there; exits with 1 if they differ."
        })
final class ReportCommand extends JobCommand {
    @Mixin
    private final JobOptions job = new JobOptions();

    @Option(names = "--format", paramLabel = "FORMAT", description = "text (default), json or csv.")
    private @Nullable ReportFormat format;

    @Option(
            names = "--with-ids",
            paramLabel = "FILE",
            description = "Write the report with plain ids into this new file.")
    private @Nullable String withIds;

    @Option(
            names = "--public-key",
            paramLabel = "FILE",
            description =
                    "The public key to check the numbers with (default: signing.pub of the key folder, if there).")
    private @Nullable String publicKey;

    ReportCommand(Shell shell) {
        super(shell);
    }

    @Override
    Ending work() throws IOException {
        Path ledger = job.existingFile();
        ReportFormat written = format != null ? format : isJson() ? ReportFormat.JSON : ReportFormat.TEXT;
        if (withIds != null) {
            Path file = FileOption.path("--with-ids", withIds);
            ReportSummary summary = Report.writeWithIds(ledger, job.job(), written, job.openKeys(shell()), file);
            shell().say("The report with ids is in " + file + ".");
            return ending(summary);
        }
        ReportSummary summary = Report.write(ledger, job.job(), written, key(), shell().out());
        if (shell().out().checkError()) {
            throw new Output.OutputLost();
        }
        return ending(summary);
    }

    private @Nullable SealKey key() {
        if (publicKey != null) {
            return ReceiptsVerifyCommand.read(FileOption.file("--public-key", publicKey));
        }
        Path standard = job.keyFolder(shell()).resolve("signing.pub");
        return Files.isRegularFile(standard) ? ReceiptsVerifyCommand.read(standard) : null;
    }

    private static Ending ending(ReportSummary summary) {
        ReceiptsCheck check = summary.check();
        return check == null || check.isSound() ? Ending.done() : Ending.of(ExitStatus.OTHER, check.sentence());
    }
}
