package io.efface.erasure.internal.run;

import io.efface.config.FaceRepositories;
import io.efface.erasure.ErasureException;
import io.efface.erasure.ErasureException.Reason;
import io.efface.erasure.RunEnd;
import io.efface.erasure.RunOptions;
import io.efface.erasure.RunPreview;
import io.efface.erasure.RunSummary;
import io.efface.erasure.internal.ledger.DetachedRuns;
import io.efface.erasure.internal.ledger.LedgerStore;
import io.efface.erasure.internal.ledger.record.DetachedRun;
import io.efface.erasure.internal.ledger.record.Event;
import io.efface.erasure.internal.ledger.record.EventType;
import io.efface.erasure.internal.ledger.record.Job;
import io.efface.erasure.internal.ledger.record.JobAccount;
import io.efface.erasure.internal.ledger.record.TargetSelection;
import io.efface.erasure.internal.receipts.JobReceipts;
import io.efface.erasure.internal.receipts.Sealer;
import io.efface.erasure.keys.KeyFolder;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

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
            prepare(jobContext, options);
            StopConditions stops = new StopConditions(
                    signals, options.maxDuration(), options.window(), options.limit(), context.clock());
            List<Lease> leases = Lease.take(
                    ledger.writer(),
                    jobContext.job(),
                    jobContext.repositories().keySet(),
                    context.clock(),
                    worker(),
                    options,
                    true);
            recordOverride(jobContext, options);
            Sealer sealer = jobContext.sealer(context);
            AccountRuns runs = new AccountRuns(jobContext, options, context, sealer);
            WorkerPool pool = runs.pool(leases, signals, stops, jobContext::requireKeys);
            RunEnd end;
            List<String> manyAbsent = new ArrayList<>();
            try (pool) {
                List<AccountWorker> workers =
                        leases.stream().map(lease -> runs.add(pool, lease)).toList();
                end = pool.work();
                for (int i = 0; i < workers.size(); i++) {
                    if (runs.finishIfNothingIsLeft(workers.get(i), leases.get(i).account())) {
                        manyAbsent.add(workers.get(i).account());
                    }
                }
            }
            Lease.release(ledger.writer(), leases);
            boolean sealed = sealer.finish();
            return new RunSummary(
                    name,
                    end,
                    pool.results(),
                    manyAbsent,
                    jobContext.libraries(),
                    pool.progress.now(),
                    pool.failures(),
                    jobContext.unresolved(),
                    jobContext.sheet(),
                    jobContext.counts(),
                    sealed);
        }
    }

    /** Checks that a run of the job may begin, and opens the receipts of the job for new events. */
    private void prepare(JobContext jobContext, RunOptions options) {
        checkExpected(jobContext, options);
        JobReceipts receipts = new JobReceipts(ledger, folder, context.clock());
        receipts.open(jobContext.job(), options.acceptsOldTail());
        receipts.requireRecordedHolds(ledger.job(jobContext.job().name()));
        DetachedRuns.requireNone(ledger, jobContext.job(), context.clock());
        ledger.writer().write(tx -> {
            tx.jobs().setDetachedRun(jobContext.job().number(), null);
            return true;
        });
    }

    /**
     * Records a run that workers carry out.
     *
     * @param options the options of the run, without a limit of targets and without a maximum duration
     */
    public void detach(String name, RunOptions options) {
        if (options.limit().isPresent() || options.maxDuration().isPresent()) {
            throw new ErasureException(
                    Reason.INPUT, "a detached run has neither a limit of targets nor a maximum duration");
        }
        JobContext jobContext = JobContext.open(ledger, folder, accounts, name);
        LedgerStore.Occupation occupation = ledger.occupy(jobContext.job());
        try (jobContext;
                occupation) {
            prepare(jobContext, options);
            recordOverride(jobContext, options);
            Job job = jobContext.job();
            DetachedRun run = new DetachedRun(Objects.requireNonNull(job.digest(), "digest"), options, false);
            ledger.writer().write(tx -> {
                jobContext
                        .repositories()
                        .keySet()
                        .forEach(account -> tx.accounts(job.number()).beginRun(account.number()));
                if (tx.jobs().get(name).number() != job.number()) {
                    throw new ErasureException(Reason.NOT_CONFIRMED, "the job '" + name + "' was replaced meanwhile");
                }
                tx.jobs().setDetachedRun(job.number(), run);
                return true;
            });
            jobContext.sealer(context).sealAll();
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
