package io.efface.cli.command;

import io.efface.ReadBack;
import io.efface.cli.command.ErasePlanning.Planned;
import io.efface.cli.command.PlanStep.Opened;
import io.efface.cli.option.ExpectOption;
import io.efface.cli.option.LocationOptions;
import io.efface.cli.option.MetricsFileOption;
import io.efface.cli.option.PlanListOptions;
import io.efface.cli.option.ProgressOption;
import io.efface.cli.option.SettleOption;
import io.efface.cli.output.CommandResult;
import io.efface.cli.output.HelpLayout;
import io.efface.cli.output.JsonObject;
import io.efface.cli.output.Output;
import io.efface.cli.output.PlanJson;
import io.efface.cli.output.PlanReport;
import io.efface.cli.output.PlanWarnings;
import io.efface.cli.output.ReportJson;
import io.efface.cli.output.RunReport;
import io.efface.cli.output.RunResult;
import io.efface.cli.output.VerifyReport;
import io.efface.cli.process.CliContext;
import io.efface.cli.process.ExitPrecedence;
import io.efface.cli.process.ExitStatus;
import io.efface.cli.process.Message;
import io.efface.cli.process.StopSignal;
import io.efface.cli.process.UsageException;
import io.efface.erasure.JobStatus;
import io.efface.erasure.PlanSummary;
import io.efface.erasure.Report;
import io.efface.erasure.Report.PageOptions;
import io.efface.erasure.ReportFormat;
import io.efface.erasure.ReportSummary;
import io.efface.erasure.RunPreview;
import io.efface.erasure.RunSummary;
import io.efface.erasure.VerifyOptions;
import io.efface.erasure.VerifySummary;
import io.efface.erasure.keys.MacKey;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
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
        description = "Plans a job with the date and the name of the list's file as its name. A job with the same list,"
                + " accounts and holds is continued if it is unfinished, and only reported if it is complete. The"
                + " single steps are 'plan', 'run --apply', 'verify' and 'report'.",
        footerHeading = HelpLayout.EXAMPLES,
        footer = {
            "  efface erase leavers.csv --ledger sqlite:ledger/efface.db --hold holds.txt",
            "  efface erase leavers.csv --ledger sqlite:ledger/efface.db --yes --expect 40"
        })
public final class EraseCommand extends JobCommand {
    private static final String AGAIN = EraseResume.AGAIN;
    private static final String EXPECT_DIGEST = EraseResume.EXPECT_DIGEST;
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
    private final ExpectOption consent = new ExpectOption(
            Message.of("check that LIST is the right list; a call without --yes shows its plan"), "--yes --expect");

    @Option(
            names = EXPECT_DIGEST,
            paramLabel = "DIGEST",
            description =
                    "Digest of the plan. If the list, the accounts or the holds differ, nothing is sent and the exit"
                            + " code is 2.")
    private @Nullable String expectedDigest;

    @Option(names = AGAIN, description = "Plan the list as a new job although a job of this list is complete.")
    private boolean again;

    @Mixin
    private final SettleOption settle = new SettleOption();

    @Mixin
    private final ProgressOption progress = new ProgressOption();

    @Mixin
    private final MetricsFileOption metrics = new MetricsFileOption();

    @Spec
    private CommandSpec spec;

    private final JsonObject results = new JsonObject()
            .with("plan", null)
            .with("run", null)
            .with("verify", null)
            .with("report", null);

    private final EraseResume resume = new EraseResume();

    /** The name of the job; empty until the list is planned. */
    private String plannedJob = "";

    @SuppressWarnings("NullAway.Init") // picocli sets spec
    public EraseCommand(CliContext context) {
        super(context);
    }

    @Override
    CommandResult execute() throws IOException {
        if (yes != consent.isGiven()) {
            throw new UsageException(
                    yes
                            ? Message.of("--yes requires --expect, the number of planned targets")
                            : Message.of("--expect requires --yes, because it confirms the deletion"));
        }
        metrics.check();
        ErasePlanning planning = new ErasePlanning(context(), options, list, expectedDigest, again);
        planning.check();
        PlanStep step = new PlanStep(context(), location, options, progress);
        return step.open(opened -> {
            JobsOfList jobs = JobsOfList.read(opened.ledger(), list);
            PlanSummary plan = plan(step, opened, planning, jobs);
            CommandResult result = erase(opened, jobs, plan.job());
            return PlanWarnings.nothingPlanned(plan)
                    .filter(sentence -> result.status() == ExitStatus.DONE)
                    .map(sentence -> CommandResult.of(ExitStatus.DONE, sentence))
                    .orElse(result);
        });
    }

    /** Plans the list, or finds the job that has the same list. Prints which of the two happened. */
    private PlanSummary plan(PlanStep step, Opened opened, ErasePlanning planning, JobsOfList jobs) {
        Planned planned = planning.plan(step, opened, jobs);
        PlanSummary plan = planned.plan();
        plannedJob = plan.job();
        resume.planned(plan);
        new PlanWarnings(context()).print(plan);
        if (isJson()) {
            results.with("plan", PlanJson.of(plan).with("new", planned.isNew()));
        } else if (planned.isNew()) {
            new PlanReport(out(), context().clock().getZone()).write(plan);
        } else {
            out().line(Message.of("Job {0} has the same list, accounts and holds.", plan.job()));
        }
        if (!planned.isNew()) {
            planning.reportOthers(opened, plan);
        }
        return plan;
    }

    private CommandResult erase(Opened opened, JobsOfList jobs, String job) throws IOException {
        JobStatus status = JobStatus.read(opened.ledger(), job);
        boolean hasIds = ErasePlanning.isPlanned(status.state());
        Optional<RunPreview> open = Optional.of(job)
                .filter(name -> hasIds)
                .map(name -> ErasePlanning.preview(opened, name))
                .filter(run -> run.takes() > 0);
        open.ifPresent(preview -> confirm(opened, preview, jobs));
        List<CommandResult> done = new ArrayList<>();
        try (JobSteps steps = new JobSteps(context(), progress)) {
            metrics.start(context(), opened::ledger, job, steps::printMessage);
            if (open.isPresent()) {
                RunSummary run = run(opened, open.get(), steps);
                done.add(RunResult.of(run, steps.signal(), retry -> resumeCommand()));
                if (isStopped(run, steps)) {
                    return first(done);
                }
            }
            resume.onlyVerificationIsLeft(hasIds && done.stream().allMatch(run -> run.resume() == null));
            if (hasIds && needsVerification(opened, job)) {
                Optional<StopSignal> signal = steps.signal();
                if (signal.isPresent()) {
                    done.add(stoppedBeforeVerification(signal.get()));
                    return first(done);
                }
                VerifySummary verified = verify(opened, job, steps);
                if (verified.present() > 0) {
                    // Another call of this command deletes the people who are still present.
                    resume.onlyVerificationIsLeft(false);
                }
                CommandResult result = VerifyReport.result(verified, steps.signal(), this::resumeCommand);
                done.add(verified.present() > 0 ? result.withResume(resumeCommand()) : result);
                if (verified.left() > 0 && steps.signal().isPresent()) {
                    return first(done);
                }
            }
            if (done.isEmpty()) {
                context()
                        .printMessage(
                                status.planned() > 0
                                        ? Message.of(
                                                "Nothing was sent, because the job has no target left. To plan the list as a new job, add"
                                                        + " --again.")
                                        : Message.of("Nothing was sent, because the job has no target left."));
            }
            done.add(report(opened, job));
            return first(done);
        }
    }

    /**
     * Requires the user's confirmation. The number of targets is not enough if another list with the same file name has the same number.
     */
    private void confirm(Opened opened, RunPreview preview, JobsOfList jobs) {
        consent.require(context(), preview);
        consent.number()
                .filter(number -> expectedDigest == null)
                .flatMap(number ->
                        jobs.unfinishedWith(number, preview.digest(), name -> needsVerification(opened, name)))
                .ifPresent(other -> {
                    throw new UsageException(
                            Message.of(
                                    "--expect does not show which list it confirms: job {0} has another list, other accounts or"
                                            + " other holds, and the same number of targets; nothing was sent",
                                    other),
                            Message.of("to erase the list as it is now, add {0} {1}", EXPECT_DIGEST, preview.digest()));
                });
        resume.confirmed(preview.plannedAtFirst());
    }

    private RunSummary run(Opened opened, RunPreview preview, JobSteps steps) {
        RunSummary summary = steps.run(
                opened.erasure(), preview.job(), ErasePlanning.runOptions().expectedTargets(preview.planned()));
        if (isJson()) {
            results.with("run", RunReport.json(summary));
        } else {
            RunReport.write(summary, false, out());
        }
        return summary;
    }

    private VerifySummary verify(Opened opened, String job, JobSteps steps) {
        VerifySummary summary = steps.verify(opened.erasure(), job, settle.applyTo(VerifyOptions.builder()));
        if (isJson()) {
            results.with("verify", VerifyReport.json(summary));
        } else {
            VerifyReport.write(summary, false, out());
        }
        return summary;
    }

    /** Returns whether a run was stopped with work left. */
    private static boolean isStopped(RunSummary run, JobSteps steps) {
        return run.isWorkLeft() && steps.signal().isPresent();
    }

    private CommandResult stoppedBeforeVerification(StopSignal signal) {
        return CommandResult.of(
                        signal.status(),
                        Message.of(
                                "stopped by {0} before the verification; no target was read back",
                                signal.displayName()))
                .withResume(resumeCommand());
    }

    /** Prints the report of the job, and returns a failure if the job is not complete or differs from the receipts. */
    private CommandResult report(Opened opened, String job) throws IOException {
        if (!isJson()) {
            out().line("");
        }
        ReportSummary summary = Report.write(
                opened.ledger(),
                job,
                ReportFormat.TEXT,
                PageOptions.of(context().language().locale(), context().clock()),
                opened.keys().publicKey(),
                MacKey.read(opened.keys().folder()).orElse(null),
                isJson() ? OutputStream.nullOutputStream() : context().out());
        Output.check(context().out());
        results.with("report", ReportJson.of(summary));
        CommandResult checked = ReportCommand.result(summary);
        return checked.status() == ExitStatus.DONE && !summary.complete()
                ? CommandResult.of(
                        ExitStatus.NOT_DELETED,
                        Message.of(
                                "not complete: the report shows the targets that are not erased and the rows that were refused"))
                : checked;
    }

    /**
     * Returns the result whose status takes precedence. If several results have a command line that continues the job, the first of these
     * command lines is used.
     */
    private CommandResult first(List<CommandResult> results) {
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

    /** Returns whether some targets in the state DONE were not read back, and at least one account of the job can read people. */
    private static boolean needsVerification(Opened opened, String job) {
        ReportSummary report = Report.summary(opened.ledger(), job);
        return report.evidence().getOrDefault(VERIFIED, 0L) < report.status().done()
                && report.status().accounts().stream()
                        .map(account -> opened.accounts().get(account.name()))
                        .anyMatch(account -> account.capabilities().readBack() != ReadBack.NONE);
    }

    @Override
    void ended(ExitStatus status) {
        metrics.end(context(), () -> location.existing(context()), plannedJob, status);
    }

    @Override
    JsonObject lastLine() {
        return results;
    }

    @Override
    String resume() {
        return resumeCommand();
    }

    @Override
    List<String> resumeArguments(List<String> arguments) {
        return resume.arguments(arguments, list, spec);
    }

    @Override
    List<Message> resumeNotes() {
        return resume.notes(list);
    }
}
