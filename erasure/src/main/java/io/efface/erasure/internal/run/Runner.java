package io.efface.erasure.internal.run;

import io.efface.config.FaceRepositories;
import io.efface.erasure.AccountEnd;
import io.efface.erasure.ErasureException;
import io.efface.erasure.ErasureException.Reason;
import io.efface.erasure.RunEnd;
import io.efface.erasure.RunOptions;
import io.efface.erasure.RunPreview;
import io.efface.erasure.RunSummary;
import io.efface.erasure.internal.ledger.LedgerStore;
import io.efface.erasure.internal.ledger.TargetCursor;
import io.efface.erasure.internal.ledger.record.Event;
import io.efface.erasure.internal.ledger.record.EventType;
import io.efface.erasure.internal.ledger.record.JobAccount;
import io.efface.erasure.internal.ledger.record.RunCounts;
import io.efface.erasure.internal.ledger.record.TargetSelection;
import io.efface.erasure.internal.receipts.JobReceipts;
import io.efface.erasure.internal.receipts.Sealer;
import io.efface.erasure.keys.KeyFolder;
import java.util.ArrayList;
import java.util.List;

/** Runs jobs: deletes the open targets of all accounts in parallel, and records the outcomes in the ledger. Thread-safe. */
public final class Runner {
    private final LedgerStore ledger;
    private final KeyFolder folder;
    private final FaceRepositories accounts;
    private final RunContext context;

    public Runner(LedgerStore ledger, KeyFolder folder, FaceRepositories accounts, RunContext context) {
        this.ledger = ledger;
        this.folder = folder;
        this.accounts = accounts;
        this.context = context;
    }

    /** Returns the targets that a run would process. */
    public RunPreview preview(String name, RunOptions options) {
        try (JobContext jobContext = JobContext.open(ledger, folder, accounts, name)) {
            return preview(jobContext, options);
        }
    }

    private static RunPreview preview(JobContext jobContext, RunOptions options) {
        List<TargetSelection> selections = TargetSelection.toErase(options.retry());
        List<RunPreview.Account> results = new ArrayList<>();
        for (JobAccount account : jobContext.repositories().keySet()) {
            results.add(new RunPreview.Account(
                    account.name(),
                    account.provider(),
                    account.place(),
                    account.library(),
                    jobContext.planned(account),
                    jobContext.count(account, selections)));
        }
        long planned = results.stream().mapToLong(RunPreview.Account::planned).sum();
        String digest = jobContext.job().digest();
        return new RunPreview(
                jobContext.job().name(),
                digest == null ? "" : digest,
                planned,
                jobContext.targetNumber(planned).planned(),
                results);
    }

    public RunSummary run(String name, RunOptions options, RunSignals signals) {
        JobContext jobContext = JobContext.open(ledger, folder, accounts, name);
        LedgerStore.Occupation occupation = ledger.occupy(jobContext.job());
        try (jobContext;
                occupation) {
            checkExpected(jobContext, options);
            JobReceipts receipts = new JobReceipts(ledger, folder, context.clock());
            receipts.open(jobContext.job(), options.acceptsOldTail());
            receipts.requireRecordedHolds(ledger.job(name));
            StopConditions stops = new StopConditions(
                    signals, options.maxDuration(), options.window(), options.limit(), context.clock());
            List<Lease> leases = Lease.take(
                    ledger.writer(),
                    jobContext.job(),
                    jobContext.repositories().keySet(),
                    context.clock(),
                    worker(),
                    options);
            recordOverride(jobContext, options);
            Sealer sealer = jobContext.sealer(context);
            RunProgress progress = new RunProgress(
                    context.clock(),
                    leases.stream()
                            .mapToLong(lease -> jobContext.count(lease.account(), selections(options, lease)))
                            .sum(),
                    jobContext::quotaWaits);
            WorkerPool pool = new WorkerPool(
                    jobContext,
                    new WorkerPool.Options(
                            options.concurrency(), options.callTimeout(), options.firstPause(), options.probes()),
                    signals,
                    stops,
                    new Maintenance(ledger.writer(), leases, jobContext::requireKeys, sealer, context.clock()),
                    progress,
                    context);
            RunEnd end;
            try (pool) {
                leases.forEach(lease -> {
                    JobAccount account = lease.account();
                    SafetyStop safety = new SafetyStop(
                            options.maxFailures(), options.maxAbsentPercent(), jobContext.planned(account));
                    AccountRun run = new AccountRun(jobContext, account, options, context, lease, sealer, pool);
                    AccountWorker worker = pool.add(
                            account,
                            lease,
                            jobContext.cursor(account, selections(options, lease), TargetCursor.Choice.ALL, context),
                            new EraseStep(run, jobContext.repository(account), new OutcomeRecorder(run, safety)));
                    continueFrom(jobContext.counts(account), worker, safety);
                });
                end = pool.work();
            }
            Lease.release(ledger.writer(), leases);
            boolean sealed = sealer.finish();
            return new RunSummary(
                    name,
                    end,
                    pool.results(),
                    jobContext.libraries(),
                    progress.now(),
                    pool.failures(),
                    jobContext.unresolved(),
                    jobContext.counts(),
                    sealed);
        }
    }

    private static List<TargetSelection> selections(RunOptions options, Lease lease) {
        return TargetSelection.toErase(options.retry(), lease.epoch());
    }

    /** Initializes the checks of an account with the results of the job's earlier runs. */
    private static void continueFrom(RunCounts counts, AccountWorker worker, SafetyStop safety) {
        if (counts.sampled() > 0) {
            worker.answeredBefore();
        }
        AccountEnd stop = safety.check(counts);
        if (stop != null) {
            worker.stop(stop);
        }
    }

    private static void checkExpected(JobContext jobContext, RunOptions options) {
        if (options.expectedTargets().isPresent()) {
            long planned = jobContext.planned();
            if (!jobContext
                    .targetNumber(planned)
                    .isExpectedBy(options.expectedTargets().getAsLong())) {
                throw new ErasureException(
                        Reason.NOT_CONFIRMED,
                        "the job '" + jobContext.job().name() + "' has " + planned + " targets, and not "
                                + options.expectedTargets().getAsLong() + " as expected; nothing was sent");
            }
        }
    }

    private void recordOverride(JobContext jobContext, RunOptions options) {
        int limit = options.maxAbsentPercent();
        if (limit > RunOptions.DEFAULT_MAX_ABSENT_PERCENT) {
            ledger.writer().write(tx -> {
                tx.events(jobContext.job().number())
                        .add(Event.of(EventType.OVERRIDDEN, context.clock().instant())
                                .with("check", "max-absent")
                                .with("percent", limit));
                return true;
            });
        }
    }

    private String worker() {
        return ProcessHandle.current().pid() + "-"
                + Integer.toHexString(context.random().nextInt());
    }
}
