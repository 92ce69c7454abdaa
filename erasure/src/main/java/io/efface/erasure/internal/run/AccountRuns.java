package io.efface.erasure.internal.run;

import io.efface.erasure.AccountEnd;
import io.efface.erasure.RunOptions;
import io.efface.erasure.internal.ledger.RecordedDatabase;
import io.efface.erasure.internal.ledger.TargetCursor;
import io.efface.erasure.internal.ledger.record.JobAccount;
import io.efface.erasure.internal.ledger.record.RunCounts;
import io.efface.erasure.internal.ledger.record.TargetSelection;
import io.efface.erasure.internal.receipts.Sealer;
import java.util.List;

/**
 * Starts the work on account runs of one job. A run works on all account runs of its job at once, and a slice works on one of them.
 * Thread-safe.
 */
record AccountRuns(JobContext jobContext, RunOptions options, RunContext context, Sealer sealer) {
    /**
     * Makes a pool without account runs. The pool renews the leases.
     *
     * @param check called every few seconds on the thread of the pool
     */
    WorkerPool pool(List<Lease> leases, RunSignals signals, StopConditions stops, Runnable check) {
        return new WorkerPool(
                jobContext,
                new WorkerPool.Options(
                        options.concurrency(), options.callTimeout(), options.firstPause(), options.probes()),
                signals,
                stops,
                new Maintenance(jobContext.ledger().writer(), leases, check, sealer, context.clock()),
                new RunProgress(
                        context.clock(),
                        leases.stream()
                                .mapToLong(lease -> jobContext.count(lease.account(), selections(lease)))
                                .sum(),
                        jobContext::quotaWaits),
                context);
    }

    private List<TargetSelection> selections(Lease lease) {
        return TargetSelection.toErase(options.retry(), lease.firstEpoch());
    }

    /** Adds an account run to a pool. Earlier work on the account counts for the safety stops of the account. */
    AccountWorker add(WorkerPool pool, Lease lease) {
        JobAccount account = lease.account();
        SafetyStop safety =
                new SafetyStop(options.maxFailures(), options.maxAbsentPercent(), jobContext.planned(account));
        AccountRun run =
                new AccountRun(jobContext, account, options, context, lease, sealer, pool, isDatabaseReplaced());
        AccountWorker worker = pool.add(
                account,
                lease,
                jobContext.cursor(account, selections(lease), TargetCursor.Choice.ALL, context),
                new EraseStep(run, jobContext.repository(account), new OutcomeRecorder(run, safety)));
        RunCounts counts = jobContext.counts(account);
        if (counts.sampled() > 0) {
            worker.answeredBefore();
        }
        AccountEnd stop = safety.check(counts);
        if (stop != null) {
            worker.stop(stop);
        }
        return worker;
    }

    private boolean isDatabaseReplaced() {
        return jobContext
                .ledger()
                .read(tx -> RecordedDatabase.replacedAt(
                                tx.events(jobContext.job().number()))
                        .isPresent());
    }

    /**
     * Ends an account as finished if a safety stop has ended it and no run could process another target. Such a safety stop kept nothing
     * from being sent, and nothing can be continued after it. Called after the end of the pool's work, before the lease is released.
     *
     * @return whether the account is now finished, and too many of its targets were absent
     */
    boolean finishIfNothingIsLeft(AccountWorker worker, JobAccount account) {
        AccountEnd end = worker.result();
        if (!end.isSafetyStop() || jobContext.count(account, TargetSelection.toErase(RunOptions.Retry.ALL)) > 0) {
            return false;
        }
        worker.finish();
        return end == AccountEnd.TOO_MANY_ABSENT;
    }
}
