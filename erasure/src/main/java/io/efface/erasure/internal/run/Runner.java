package io.efface.erasure.internal.run;

import io.efface.config.FaceRepositories;
import io.efface.erasure.AccountEnd;
import io.efface.erasure.ErasureException;
import io.efface.erasure.ErasureException.Reason;
import io.efface.erasure.RunEnd;
import io.efface.erasure.RunOptions;
import io.efface.erasure.RunPreview;
import io.efface.erasure.RunSummary;
import io.efface.erasure.TargetState;
import io.efface.erasure.internal.ledger.Accounts;
import io.efface.erasure.internal.ledger.LedgerStore;
import io.efface.erasure.internal.ledger.TargetCursor;
import io.efface.erasure.internal.ledger.record.Event;
import io.efface.erasure.internal.ledger.record.EventType;
import io.efface.erasure.internal.ledger.record.JobAccount;
import io.efface.erasure.internal.ledger.record.TargetSelection;
import io.efface.erasure.internal.receipts.JobReceipts;
import io.efface.erasure.internal.receipts.Sealer;
import io.efface.erasure.keys.KeyFolder;
import io.efface.spi.layers.AccountRepository;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Runs jobs: everything that is open is claimed, deleted and written down, account by account side by side. Thread-safe. */
public final class Runner {
    private static final Duration SEAL_STEP = Duration.ofSeconds(5);

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

    /** Returns what a run would take. */
    public RunPreview preview(String name, RunOptions options) {
        JobContext jobContext = JobContext.open(ledger, folder, accounts, name);
        List<TargetSelection> selections = new ArrayList<>(TargetSelection.toErase(options.retry(), Long.MAX_VALUE));
        selections.add(TargetSelection.all(TargetState.IN_FLIGHT));
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
                name,
                digest == null ? "" : digest,
                planned,
                jobContext.targets(planned).planned(),
                results);
    }

    public RunSummary run(String name, RunOptions options, RunSignals signals) {
        JobContext jobContext = JobContext.open(ledger, folder, accounts, name);
        LedgerStore.Occupation occupation = ledger.occupy(jobContext.job());
        try (occupation) {
            checkExpected(jobContext, options);
            JobReceipts receipts = new JobReceipts(ledger, folder, context.clock());
            receipts.open(jobContext.job(), options.acceptsOldTail());
            receipts.requireRecordedHolds(ledger.job(name));
            Instant begun = context.clock().instant();
            Lease lease = Lease.take(ledger.writer(), jobContext.job(), context.clock(), worker(), options);
            recordOverride(jobContext, options);
            Sealer sealer = jobContext.sealer(context);
            List<TargetSelection> selections = TargetSelection.toErase(options.retry(), lease.epoch());
            RunProgress progress = new RunProgress(context.clock(), total(jobContext, selections));
            StopConditions stops = new StopConditions(signals, options.maxDuration(), options.window(), begun);
            WorkerPool pool = new WorkerPool(
                    options.concurrency(),
                    options.limit(),
                    signals,
                    stops,
                    maintenance(lease, sealer, options),
                    options.callTimeout(),
                    progress,
                    context);
            Map<String, AccountWorker> workers = new LinkedHashMap<>();
            List<TargetCursor> opened = new ArrayList<>();
            RunEnd end;
            try {
                jobContext.repositories().forEach((account, repository) -> {
                    TargetCursor targets = new TargetCursor(
                            ledger.reading(),
                            jobContext.job().number(),
                            account.number(),
                            selections,
                            TargetCursor.Choice.ALL,
                            context.clock());
                    opened.add(targets);
                    workers.put(
                            account.name(),
                            worker(jobContext, account, repository, targets, options, lease, sealer, pool));
                });
                end = pool.work();
            } finally {
                opened.forEach(TargetCursor::close);
            }
            lease.release();
            boolean sealed = sealer.finish();
            Map<String, AccountEnd> ends = new LinkedHashMap<>();
            workers.forEach((account, worker) -> ends.put(account, worker.end()));
            return new RunSummary(
                    name,
                    end,
                    ends,
                    jobContext.libraries(),
                    progress.now(),
                    AccountWorker.failures(workers),
                    jobContext.unresolved(),
                    jobContext.counts(),
                    sealed);
        }
    }

    private AccountWorker worker(
            JobContext jobContext,
            JobAccount account,
            AccountRepository repository,
            TargetCursor targets,
            RunOptions options,
            Lease lease,
            Sealer sealer,
            WorkerPool pool) {
        LaterStop stop = new LaterStop();
        SafetyStop safety =
                new SafetyStop(options.maxFailures(), options.maxAbsentPercent(), jobContext.planned(account), stop);
        OutcomeRecorder recorder = new OutcomeRecorder(
                jobContext.job(), account, options, context, ledger.writer(), sealer, lease, pool, safety);
        AccountWorker worker = new AccountWorker(
                pool,
                account.name(),
                targets,
                new EraseStep(repository, jobContext.keys().cipher(), recorder, account.isBare()),
                reason -> jobContext.paused(account, reason, context),
                options.firstPause(),
                options.probes());
        stop.worker = worker;
        pool.add(worker);
        Accounts.Sample sample = jobContext.sample(account);
        if (sample.size() > 0) {
            worker.tookBefore();
        }
        safety.judgeAbsences(sample);
        return worker;
    }

    /** Stops a worker that is created after what stops it. */
    private static final class LaterStop implements Consumer<AccountEnd> {
        private volatile @Nullable AccountWorker worker;

        @Override
        public void accept(AccountEnd why) {
            AccountWorker known = worker;
            if (known != null) {
                known.stop(why);
            }
        }
    }

    private WorkerPool.Maintenance maintenance(Lease lease, Sealer sealer, RunOptions options) {
        return new RunMaintenance(
                lease, new SealMaintenance(sealer, SEAL_STEP, context.clock()), options.callTimeout());
    }

    private static long total(JobContext jobContext, List<TargetSelection> selections) {
        return jobContext.repositories().keySet().stream()
                .mapToLong(account -> jobContext.count(account, selections))
                .sum();
    }

    private static void checkExpected(JobContext jobContext, RunOptions options) {
        if (options.expectedTargets().isPresent()) {
            long planned = jobContext.repositories().keySet().stream()
                    .mapToLong(jobContext::planned)
                    .sum();
            if (!jobContext
                    .targets(planned)
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
