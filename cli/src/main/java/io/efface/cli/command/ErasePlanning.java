package io.efface.cli.command;

import io.efface.cli.command.PlanStep.Opened;
import io.efface.cli.option.PlanListOptions;
import io.efface.cli.option.RequestOptions;
import io.efface.cli.output.LibraryTexts;
import io.efface.cli.process.CliContext;
import io.efface.cli.process.Message;
import io.efface.cli.process.UsageException;
import io.efface.erasure.ErasureException;
import io.efface.erasure.JobState;
import io.efface.erasure.JobStatus;
import io.efface.erasure.LedgerAddress;
import io.efface.erasure.PlanRequest;
import io.efface.erasure.PlanSummary;
import io.efface.erasure.RequestFacts;
import io.efface.erasure.RunOptions;
import io.efface.erasure.RunPreview;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Plans the list of {@code erase}, or finds the job that has the same list, accounts and holds. Immutable. */
final class ErasePlanning {
    private final CliContext context;
    private final PlanListOptions options;
    private final String list;
    private final @Nullable String expectedDigest;
    private final boolean again;

    ErasePlanning(
            CliContext context, PlanListOptions options, String list, @Nullable String expectedDigest, boolean again) {
        this.context = context;
        this.options = options;
        this.list = list;
        this.expectedDigest = expectedDigest;
        this.again = again;
    }

    /**
     * A stored plan.
     *
     * @param isNew whether the list was planned now; false if an earlier job has the same list, accounts and holds
     */
    record Planned(PlanSummary plan, boolean isNew) {}

    /**
     * Checks the options before anything is opened.
     *
     * @throws UsageException if an option is wrong
     */
    void check() {
        request("list");
    }

    private PlanRequest.Builder request(String job) {
        PlanRequest.Builder request = options.request(job, "LIST", list, context);
        if (expectedDigest == null) {
            return request;
        }
        try {
            return request.expectedDigest(expectedDigest);
        } catch (ErasureException e) {
            throw UsageException.of(EraseResume.EXPECT_DIGEST, e);
        }
    }

    /** Plans the list, or finds the job that has the same list. */
    Planned plan(PlanStep step, Opened opened, JobsOfList jobs) {
        jobs.interrupted()
                .forEach(job -> context.printMessage(Message.of(
                        "note: the plan of job {0} was interrupted; a new plan with this name replaces it", job)));
        String name = jobs.newName(LocalDate.now(context.clock()));
        PlanRequest.Builder request = request(name).reuse(again ? PlanRequest.Reuse.UNFINISHED : PlanRequest.Reuse.ANY);
        if (!options.areAccountsGiven() && opened.accounts().accounts().size() == 1) {
            request.accounts(opened.accounts().accounts());
        }
        PlanSummary plan;
        try {
            plan = step.plan(opened.erasure(), request);
        } catch (ErasureException e) {
            if (e.reason() == ErasureException.Reason.HOLDS_MISSING) {
                throw new UsageException(
                        LibraryTexts.of(e),
                        Message.of(
                                "add these people to the list of --hold; or plan the list with 'efface plan', and run that job"));
            }
            throw e;
        }
        boolean isNew = plan.job().equals(name);
        if (!isNew) {
            checkSameRequest(opened.ledger(), plan.job());
            checkSameDue(plan);
        }
        return new Planned(plan, isNew);
    }

    /** Checks that an earlier job was planned with the given facts about the request, because its receipts cannot be changed. */
    private void checkSameRequest(LedgerAddress ledger, String job) {
        RequestFacts given = options.facts(context);
        if (!given.isEmpty() && !given.equals(RequestFacts.read(ledger, job))) {
            throw new UsageException(
                    Message.of(
                            "the job '{0}' has the same list, accounts and holds, but was planned with other values of {1};"
                                    + " nothing was sent",
                            job, RequestOptions.NAMES),
                    Message.of(
                            "give the same values or leave these options out; or plan anew with 'efface plan --replace --job"
                                    + " {0} ...'; if the job is complete, --again plans a new job",
                            job));
        }
    }

    /** Checks that an earlier job has the given due time, because the due time of a job cannot be changed. */
    private void checkSameDue(PlanSummary plan) {
        Optional<Instant> given = options.due().map(ErasePlanning::stored);
        if (given.isEmpty() || given.equals(plan.due())) {
            return;
        }
        if (plan.due().isEmpty()) {
            throw new UsageException(
                    Message.of(
                            "the job '{0}' has the same list, accounts and holds, but was planned without --due; nothing was sent",
                            plan.job()),
                    Message.of(
                            "leave out --due; or plan anew with 'efface plan --replace --job {0} ...'; if the job is complete,"
                                    + " --again plans a new job",
                            plan.job()));
        }
        String due = DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                plan.due().get().atZone(context.clock().getZone()));
        throw new UsageException(
                Message.of(
                        "the job '{0}' has the same list, accounts and holds, but was planned with --due {1}; nothing was sent",
                        plan.job(), due),
                Message.of(
                        "give the same time or leave out --due; or plan anew with 'efface plan --replace --job {0} ...'; if the"
                                + " job is complete, --again plans a new job",
                        plan.job()));
    }

    /** Returns a time as the ledger stores it, in whole milliseconds. */
    private static Instant stored(Instant time) {
        return time.truncatedTo(ChronoUnit.MILLIS);
    }

    /** Names the other unfinished jobs with the same digest, because only one job is continued. */
    void reportOthers(Opened opened, PlanSummary plan) {
        List<String> others = JobStatus.all(opened.ledger()).stream()
                .filter(job -> plan.digest().equals(job.digest()) && !plan.job().equals(job.name()))
                .filter(job ->
                        isPlanned(job.state()) && preview(opened, job.name()).takes() > 0)
                .map(JobStatus::name)
                .toList();
        if (!others.isEmpty()) {
            context.printMessage(Message.of(
                    "note: job {0} is the newest unfinished job of this list; {1}",
                    plan.job(),
                    others.size() == 1
                            ? Message.of("{0} is also unfinished", others)
                            : Message.of("{0} are also unfinished", others)));
        }
    }

    static boolean isPlanned(JobState state) {
        return state == JobState.PLANNED || state == JobState.STARTED;
    }

    static RunPreview preview(Opened opened, String job) {
        return opened.erasure().preview(job, runOptions().build());
    }

    static RunOptions.Builder runOptions() {
        return RunOptions.builder().retry(RunOptions.Retry.TRANSIENT);
    }
}
