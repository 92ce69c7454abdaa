package io.efface.cli.command;

import io.efface.cli.option.JobOptions;
import io.efface.cli.option.PlanOptions;
import io.efface.cli.option.ProgressOption;
import io.efface.cli.output.CommandResult;
import io.efface.cli.output.HelpLayout;
import io.efface.cli.output.PlanJson;
import io.efface.cli.output.PlanReport;
import io.efface.cli.output.PlanWarnings;
import io.efface.cli.output.Progress;
import io.efface.cli.output.ProgressLine;
import io.efface.cli.output.ProgressText;
import io.efface.cli.process.CliContext;
import io.efface.cli.process.ExitStatus;
import io.efface.config.FaceRepositories;
import io.efface.erasure.Erasure;
import io.efface.erasure.Ledger;
import io.efface.erasure.PlanProgress;
import io.efface.erasure.PlanRequest;
import io.efface.erasure.PlanSummary;
import io.efface.erasure.keys.KeyFolder;
import io.efface.erasure.keys.KeyLocation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Stores a list of people as a job in the ledger. */
@Command(
        name = "plan",
        mixinStandardHelpOptions = true,
        header = "Store a list of people in the ledger as a job.",
        description =
                "Shows how many people the job would erase and how long the run would take. Sends no deletion. Creates missing encryption and signing keys.",
        footerHeading = HelpLayout.EXAMPLES,
        footer = {
            "  efface plan --config efface.properties --ledger sqlite:ledger/efface.db \\",
            "      --job leavers --accounts cn-main --input leavers.csv --hold holds.txt"
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
    CommandResult execute() {
        AtomicReference<ProgressText> step = new AtomicReference<>(ProgressText.of("planning"));
        PlanProgress listener = (what, done) -> step.set(ProgressLine.ofPlan(what, done));
        PlanRequest request = options.request(job.job(), context(), listener);
        PlanSummary summary;
        try (FaceRepositories accounts = job.accounts(context());
                Ledger ledger = ledger(accounts);
                Progress display = new Progress(context(), now -> step.get())) {
            progress.start(display);
            KeyFolder keys = keys(job.keyFolder(context(), accounts), ledger.file());
            Erasure erasure = new Erasure(
                    ledger, keys, accounts, context().clock(), context().random());
            summary = erasure.plan(request);
        }
        new PlanWarnings(context()).print(summary);
        if (isJson()) {
            out().line(PlanJson.of(summary));
        } else {
            new PlanReport(out(), context().clock().getZone()).write(summary);
        }
        return PlanWarnings.nothingPlanned(summary)
                .map(sentence -> CommandResult.of(ExitStatus.DONE, sentence))
                .orElseGet(CommandResult::done);
    }

    /** Checks the accounts, then opens or creates the ledger. */
    private Ledger ledger(FaceRepositories accounts) {
        options.checkAccounts(accounts);
        Path file = job.file();
        // These checks come before the creation of the ledger, because a later failure would leave an unusable ledger
        // behind.
        Path keys = job.keyFolder(context(), accounts);
        KeyLocation.checkApart(keys, file);
        KeyFolder.check(keys);
        Ledger.checkMacKey(file, keys);
        return Ledger.open(file);
    }

    private KeyFolder keys(Path folder, Path ledger) {
        boolean existed = Files.exists(folder);
        KeyFolder keys = KeyFolder.create(folder, ledger);
        if (!existed) {
            context()
                    .printMessage("The keys that encrypt ids and sign receipts were created in " + keys.folder()
                            + ". Without them the job cannot continue: keep a copy, but never beside the ledger.");
        }
        return keys;
    }
}
