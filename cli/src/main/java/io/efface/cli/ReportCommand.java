package io.efface.cli;

import io.efface.erasure.Report;
import io.efface.erasure.ReportFormat;
import java.io.IOException;
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
            "With --with-ids the ids go into a file for you alone."
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

    ReportCommand(Shell shell) {
        super(shell);
    }

    @Override
    Ending work() throws IOException {
        Path ledger = job.existingFile();
        ReportFormat written = format != null ? format : isJson() ? ReportFormat.JSON : ReportFormat.TEXT;
        if (withIds != null) {
            Path file = FileOption.path("--with-ids", withIds);
            Report.writeWithIds(ledger, job.job(), written, job.openKeys(shell()), file);
            shell().say("The report with ids is in " + file + ".");
            return Ending.done();
        }
        Report.write(ledger, job.job(), written, shell().out());
        if (shell().out().checkError()) {
            throw new Output.OutputLost();
        }
        return Ending.done();
    }
}
