package io.efface.cli.command;

import io.efface.ReadBack;
import io.efface.cli.option.AbsolutePaths;
import io.efface.cli.option.ExpectOption;
import io.efface.cli.option.LocationOptions;
import io.efface.cli.option.PlanListOptions;
import io.efface.cli.option.ProgressOption;
import io.efface.cli.option.SettleOption;
import io.efface.cli.output.CommandResult;
import io.efface.cli.output.HelpLayout;
import io.efface.cli.output.Output;
import io.efface.cli.output.PlanJson;
import io.efface.cli.output.PlanReport;
import io.efface.cli.output.PlanWarnings;
import io.efface.cli.output.ProgressLine;
import io.efface.cli.output.RunReport;
import io.efface.cli.output.RunResult;
import io.efface.cli.output.VerifyReport;
import io.efface.cli.process.CliContext;
import io.efface.cli.process.ExitPrecedence;
import io.efface.cli.process.ExitStatus;
import io.efface.cli.process.UsageException;
import io.efface.config.FaceRepositories;
import io.efface.erasure.Erasure;
import io.efface.erasure.JobState;
import io.efface.erasure.JobStatus;
import io.efface.erasure.Ledger;
import io.efface.erasure.PlanRequest;
import io.efface.erasure.PlanSummary;
import io.efface.erasure.Report;
import io.efface.erasure.ReportFormat;
import io.efface.erasure.ReportSummary;
import io.efface.erasure.RunControl;
import io.efface.erasure.RunEnd;
import io.efface.erasure.RunOptions;
import io.efface.erasure.RunPreview;
import io.efface.erasure.VerifyOptions;
import io.efface.erasure.keys.KeyFolder;
import io.efface.erasure.keys.MacKey;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Erases a list of people: plans a job, asks for confirmation, runs the job, verifies it and reports it. */
@Command(
        name = "erase",
        mixinStandardHelpOptions = true,
        header = "Erase a list of people: plan, confirm, run, verify and report.",
        description =
                "Plans a job with the date and the name of the list's file as its name. A job with the same list, accounts and holds is continued if it is unfinished, and only reported if it is complete. The single steps are 'plan', 'run --apply', 'verify' and 'report'.",
        footerHeading = HelpLayout.EXAMPLES,
        footer = {
            "  efface erase leavers.csv --ledger sqlite:ledger/efface.db --hold holds.txt",
            "  efface erase leavers.csv --ledger sqlite:ledger/efface.db --yes --expect 40"
        })
public final class EraseCommand extends JobCommand {
    private static final String VERIFIED = "VERIFIED_ABSENT";

    @Parameters(paramLabel = "LIST", description = "List of people; '-' reads standard input.")
    private String list = "";

    @Mixin
    private final LocationOptions location = new LocationOptions();

    @Mixin
    private final PlanListOptions options = new PlanListOptions();

    @Option(
            names = "--yes",
            description = "Do not ask for confirmation. Requires --expect. Both are required without a terminal.")
    private boolean yes;

    @Mixin
    private final ExpectOption consent =
            new ExpectOption("the plan above shows the number of targets", "--yes --expect");

    @Option(names = "--again", description = "Plan the list as a new job although a job of this list is complete.")
    private boolean again;

    @Mixin
    private final SettleOption settle = new SettleOption();

    @Mixin
    private final ProgressOption progress = new ProgressOption();

    @Spec
    private CommandSpec spec;

    /** The number of targets when the job was planned. Null until the user has confirmed. */
    private @Nullable Long confirmedTargets;

    @SuppressWarnings("NullAway.Init") // picocli sets spec
    public EraseCommand(CliContext context) {
        super(context);
    }

    @Override
    CommandResult execute() throws IOException {
        if (yes != consent.isGiven()) {
            throw new UsageException(
                    yes
                            ? "--yes requires --expect, the number of planned targets"
                            : "--expect requires --yes, because it confirms the deletion");
        }
        PlanStep step = new PlanStep(context(), location, progress);
        // Names the job later, but reports wrong options before anything is opened.
        options.request("list", "LIST", list, context());
        try (FaceRepositories accounts = location.accounts(context())) {
            options.checkAccounts(accounts);
            try (Ledger ledger = step.ledger(accounts)) {
                KeyFolder keys = step.keys(accounts, ledger);
                Erasure erasure = new Erasure(
                        ledger, keys, accounts, context().clock(), context().random());
                return erase(erasure, accounts, ledger.file(), keys, plan(step, erasure, ledger.file(), accounts));
            }
        }
    }

    /** Plans the list, or finds the job that has the same list, and prints which. */
    private String plan(PlanStep step, Erasure erasure, Path ledger, FaceRepositories accounts) {
        String name = NewJobName.of(list, LocalDate.now(context().clock()), JobStatus.names(ledger));
        PlanRequest.Builder request = options.request(name, "LIST", list, context());
        if (!options.areAccountsGiven() && accounts.accounts().size() == 1) {
            request.accounts(accounts.accounts());
        }
        PlanSummary plan = step.plan(erasure, request.reuse(job -> !again || isUnfinished(erasure, ledger, job)));
        new PlanWarnings(context()).print(plan);
        if (isJson()) {
            out().line(PlanJson.of(plan));
        } else if (plan.job().equals(name)) {
            new PlanReport(out(), context().clock().getZone()).write(plan);
        } else {
            out().line("Job " + plan.job() + " has the same list, accounts and holds.");
        }
        return plan.job();
    }

    private CommandResult erase(Erasure erasure, FaceRepositories accounts, Path ledger, KeyFolder keys, String job)
            throws IOException {
        List<CommandResult> results = new ArrayList<>();
        if (hasIds(ledger, job)) {
            for (StepEnd step : process(erasure, accounts, ledger, job)) {
                results.add(step.result());
                if (step.end() != RunEnd.FINISHED) {
                    return first(results);
                }
            }
        }
        if (results.isEmpty()) {
            context()
                    .printMessage(
                            "Nothing was sent, because the job has no target left. To plan the list as a new job, add --again.");
        }
        results.add(report(ledger, keys, job));
        return first(results);
    }

    /**
     * The end of a run or of a verification.
     *
     * @param result the result of the command if this is its last step
     */
    private record StepEnd(RunEnd end, CommandResult result) {}

    /** Deletes and verifies what is left of a job, unless the deletion was stopped. Returns the steps that were necessary. */
    private List<StepEnd> process(Erasure erasure, FaceRepositories accounts, Path ledger, String job) {
        List<StepEnd> steps = new ArrayList<>();
        RunPreview preview = erasure.preview(job, runOptions().build());
        if (preview.takes() > 0) {
            consent.require(context(), preview);
            confirmedTargets = preview.plannedAtFirst();
            StepEnd run = run(erasure, job, runOptions().expectedTargets(preview.planned()));
            steps.add(run);
            if (run.end() != RunEnd.FINISHED) {
                return steps;
            }
        }
        if (canRead(accounts, preview) && !isVerified(Report.summary(ledger, job))) {
            steps.add(verify(erasure, job));
        }
        return steps;
    }

    private StepEnd run(Erasure erasure, String job, RunOptions.Builder options) {
        RunControl control = new RunControl();
        ZoneId zone = context().clock().getZone();
        return new WatchedStep(context(), progress)
                .run(
                        control,
                        now -> ProgressLine.ofRun(control.progress(), now, zone),
                        () -> erasure.run(job, options.control(control).build()),
                        (summary, signal) -> {
                            RunReport.write(summary, isJson(), out());
                            return new StepEnd(summary.end(), RunResult.of(summary, signal, retry -> resumeCommand()));
                        });
    }

    private StepEnd verify(Erasure erasure, String job) {
        RunControl control = new RunControl();
        ZoneId zone = context().clock().getZone();
        VerifyOptions verification =
                settle.applyTo(VerifyOptions.builder()).control(control).build();
        return new WatchedStep(context(), progress)
                .run(
                        control,
                        now -> ProgressLine.ofVerification(control.progress(), now, zone),
                        () -> erasure.verify(job, verification),
                        (summary, signal) -> {
                            VerifyReport.write(summary, isJson(), out());
                            return new StepEnd(
                                    summary.end(), VerifyReport.result(summary, signal, this::resumeCommand));
                        });
    }

    /** Prints the report of the job, and returns a failure if the job is not complete or differs from the receipts. */
    private CommandResult report(Path ledger, KeyFolder keys, String job) throws IOException {
        ReportSummary summary;
        if (isJson()) {
            summary = Report.summary(ledger, job, keys.publicKey());
        } else {
            out().line("");
            MacKey mac = MacKey.read(keys.folder()).orElse(null);
            summary = Report.write(
                    ledger,
                    job,
                    ReportFormat.TEXT,
                    keys.publicKey(),
                    mac,
                    context().out());
            Output.check(context().out());
        }
        CommandResult checked = ReportCommand.result(summary);
        return checked.status() == ExitStatus.DONE && !summary.complete()
                ? CommandResult.of(
                        ExitStatus.NOT_DELETED,
                        "not complete: the report shows the targets that are not erased and the rows that were refused")
                : checked;
    }

    /** Returns the result whose status takes precedence, with the first command line that continues the job. */
    private static CommandResult first(List<CommandResult> results) {
        CommandResult first = results.stream()
                .reduce((a, b) -> ExitPrecedence.JOBS.first(a.status(), b.status()) == a.status() ? a : b)
                .orElseThrow();
        return results.stream()
                .map(CommandResult::resume)
                .filter(Objects::nonNull)
                .findFirst()
                .map(first::withResume)
                .orElse(first);
    }

    private static boolean canRead(FaceRepositories accounts, RunPreview preview) {
        return preview.accounts().stream()
                .anyMatch(account -> accounts.get(account.name()).capabilities().readBack() != ReadBack.NONE);
    }

    private static boolean hasIds(Path ledger, String job) {
        JobState state = JobStatus.read(ledger, job).state();
        return state == JobState.PLANNED || state == JobState.STARTED;
    }

    private static boolean isUnfinished(Erasure erasure, Path ledger, String job) {
        return hasIds(ledger, job) && erasure.preview(job, runOptions().build()).takes() > 0;
    }

    private static RunOptions.Builder runOptions() {
        return RunOptions.builder().retry(RunOptions.Retry.TRANSIENT);
    }

    private static boolean isVerified(ReportSummary report) {
        return report.evidence().getOrDefault(VERIFIED, 0L) >= report.status().done();
    }

    @Override
    String resume() {
        return resumeCommand();
    }

    @Override
    List<String> resumeArguments(List<String> arguments) {
        List<String> absolute = AbsolutePaths.withOperand(arguments, list, spec);
        return confirmedTargets == null ? absolute : ExpectOption.withNumber(absolute, confirmedTargets);
    }
}
