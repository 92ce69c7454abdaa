package io.efface.cli.command;

import io.efface.cli.option.JobOptions;
import io.efface.cli.option.PlanOptions;
import io.efface.cli.option.ProgressOption;
import io.efface.cli.output.CommandResult;
import io.efface.cli.output.HelpLayout;
import io.efface.cli.output.JsonLine;
import io.efface.cli.output.PlanJson;
import io.efface.cli.output.PlanReport;
import io.efface.cli.output.PlanWarnings;
import io.efface.cli.process.CliContext;
import io.efface.cli.process.ExitStatus;
import io.efface.cli.process.Message;
import io.efface.erasure.PlanRequest;
import io.efface.erasure.PlanSummary;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Stores a list of people as a job in the ledger. */
@Command(
        name = "plan",
        mixinStandardHelpOptions = true,
        header = "Store a list of people in the ledger as a job.",
        description =
                "Shows how many people the job would erase and how long the run would take. Sends no deletion. Creates"
                        + " missing encryption and signing keys.",
        footerHeading = HelpLayout.EXAMPLES,
        footer = {
            "  efface plan --config efface.properties --ledger sqlite:ledger/efface.db \\",
            "      --job leavers --accounts cn-main --input leavers.csv --hold holds.txt",
            "  efface plan --ledger sqlite:ledger/efface.db --job leavers-2 \\",
            "      --from-job leavers"
        })
public final class PlanCommand extends JobCommand {
    @Mixin
    private final JobOptions job = new JobOptions();

    @Mixin
    private final PlanOptions options = new PlanOptions();

    @Mixin
    private final ProgressOption progress = new ProgressOption();

    public PlanCommand(CliContext context) {
        super(context);
    }

    @Override
    CommandResult execute() throws IOException {
        PlanRequest.Builder request = options.request(job.job(), context());
        PlanStep step = new PlanStep(context(), job, options, progress);
        PlanSummary summary = step.open(opened -> step.plan(opened.erasure(), request));
        new PlanWarnings(context()).print(summary);
        if (isJson()) {
            out().line(JsonLine.of(PlanJson.of(summary)));
        } else {
            new PlanReport(out(), context().clock().getZone()).write(summary);
            if (summary.planned() > 0) {
                out().line(Message.of("to run it: --expect {0}", summary.planned()));
            }
        }
        return PlanWarnings.nothingPlanned(summary)
                .map(sentence -> CommandResult.of(ExitStatus.DONE, sentence))
                .orElseGet(CommandResult::done);
    }
}
