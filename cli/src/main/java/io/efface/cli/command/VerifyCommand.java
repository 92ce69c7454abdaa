package io.efface.cli.command;

import io.efface.cli.option.Percent;
import io.efface.cli.option.SettleOption;
import io.efface.cli.output.CommandResult;
import io.efface.cli.output.HelpLayout;
import io.efface.cli.output.VerifyReport;
import io.efface.cli.process.CliContext;
import io.efface.erasure.VerifyOptions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Reads the erased targets of a job again, to check that they are absent. */
@Command(
        name = VerifyCommand.NAME,
        mixinStandardHelpOptions = true,
        header = "Read erased people again, and record who is absent.",
        description =
                "Deletes nothing. People who are still present are read again. If they are still there, the exit code"
                        + " is 7. If some people cannot be read, the exit code is 6.",
        footerHeading = HelpLayout.EXAMPLES,
        footer = {
            "  efface verify --config efface.properties --ledger sqlite:ledger/efface.db \\",
            "      --job leavers",
            "  efface verify --ledger sqlite:ledger/efface.db --job leavers --sample 5%%"
        })
public final class VerifyCommand extends RequestingJobCommand {
    static final String NAME = "verify";

    @Mixin
    private final SettleOption settle = new SettleOption();

    @Option(
            names = "--sample",
            paramLabel = "P%",
            description =
                    "Read only a random share, and show an upper bound for the share of people who are still present.")
    private @Nullable String sample;

    @Option(
            names = "--concurrency",
            paramLabel = "N",
            description = "Maximum number of concurrent reads, 1 to 1000 (default: 8).")
    private @Nullable Integer concurrency;

    public VerifyCommand(CliContext context) {
        super(context);
    }

    @Override
    CommandResult execute() {
        VerifyOptions.Builder options = options();
        return withErasure(erasure -> send(steps -> steps.verify(erasure, job(), options), (summary, signal) -> {
            VerifyReport.write(summary, isJson(), out());
            return VerifyReport.result(summary, signal, this::resumeCommand);
        }));
    }

    private VerifyOptions.Builder options() {
        VerifyOptions.Builder builder = settle.applyTo(VerifyOptions.builder()).acceptOldTail(acceptsOldTail());
        if (sample != null) {
            builder.samplePercent(Percent.fraction("--sample", sample));
        }
        if (concurrency != null) {
            builder.concurrency(concurrency);
        }
        return builder;
    }
}
