package io.efface.erasure.internal.run;

import io.efface.config.FaceRepositories;
import io.efface.erasure.AccountEnd;
import io.efface.erasure.ErasureException;
import io.efface.erasure.ErasureException.Reason;
import io.efface.erasure.RunEnd;
import io.efface.erasure.RunOptions;
import io.efface.erasure.RunWindow;
import io.efface.erasure.internal.ledger.Accounts;
import io.efface.erasure.internal.ledger.Accounts.AccountStatus;
import io.efface.erasure.internal.ledger.Accounts.Pause;
import io.efface.erasure.internal.ledger.LedgerStore;
import io.efface.erasure.internal.ledger.SharedDatabase;
import io.efface.erasure.internal.ledger.record.DetachedRun;
import io.efface.erasure.internal.ledger.record.Job;
import io.efface.erasure.internal.ledger.record.JobAccount;
import io.efface.erasure.internal.receipts.JobReceipts;
import io.efface.erasure.internal.receipts.Sealer;
import io.efface.erasure.keys.KeyFolder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Carries out the detached run of one job in slices. A slice takes the lease of one account run of the job, and works on it until the
 * account has to wait, but at most for {@link #LENGTH}. Any worker may continue the account run with the next slice, because the ledger
 * contains all that the next slice needs. Thread-safe.
 */
public final class AccountSlices implements AutoCloseable {
    /** The time after which a slice begins no further call. */
    static final Duration LENGTH = Duration.ofSeconds(60);

    private final JobContext jobContext;
    private final DetachedRun run;
    private final RunOptions options;
    private final RunContext context;
    private final Sealer sealer;
    private final AccountRuns runs;
    private final LedgerStore ledger;

    private AccountSlices(JobContext jobContext, DetachedRun run, RunContext context) {
        this.jobContext = jobContext;
        this.run = run;
        this.options = run.options();
        this.context = context;
        this.sealer = jobContext.sealer(context);
        this.runs = new AccountRuns(jobContext, options, context, sealer);
        this.ledger = jobContext.ledger();
    }

    /**
     * Opens a job for slices of its detached run.
     *
     * @param name the name of the job
     * @throws ErasureException of reason {@code WRONG_STATE} if the job has no detached run; {@code NOT_CONFIRMED} if the plan of the job
     *     is not the plan that was confirmed; of the other reasons of {@link io.efface.erasure.Erasure#run}
     */
    public static AccountSlices open(
            LedgerStore ledger, KeyFolder folder, FaceRepositories accounts, String name, RunContext context) {
        JobContext jobContext = JobContext.openForWorker(ledger, folder, accounts, name);
        boolean isOpen = false;
        try {
            Job job = jobContext.job();
            DetachedRun run = ledger.read(tx -> tx.jobs().detachedRun(job.number()))
                    .orElseThrow(() ->
                            new ErasureException(Reason.WRONG_STATE, "the job '" + name + "' has no detached run"));
            if (!run.digest().equals(job.digest())) {
                throw new ErasureException(
                        Reason.NOT_CONFIRMED,
                        "the plan of the job '" + name + "' is not the plan that was confirmed; nothing was sent");
            }
            JobReceipts receipts = new JobReceipts(ledger, folder, context.clock());
            receipts.open(job, false);
            receipts.requireRecordedHolds(ledger.job(name));
            AccountSlices slices = new AccountSlices(jobContext, run, context);
            isOpen = true;
            return slices;
        } finally {
            if (!isOpen) {
                jobContext.close();
            }
        }
    }

    /**
     * Works on an account run of the job for one slice. Returns at once if the account run is over, or if it has to wait.
     *
     * @param number the number of the account
     * @param worker the name of the worker, which the ledger shows with the lease
     * @param signals stops or aborts the slice; another slice then continues
     * @throws ErasureException of reason {@code CONFIGURATION} if the account is not configured or has changed since the job was planned;
     *     of other reasons if the ledger cannot be read or written, or if the job cannot be run
     */
    public SliceEnd work(int number, String worker, RunSignals signals) {
        JobAccount account = jobContext.repositories().keySet().stream()
                .filter(each -> each.number() == number)
                .findFirst()
                .orElseThrow(() -> jobContext.unusable().getOrDefault(number, Accounts.StoredLease.missing()));
        SliceEnd early = isStopped() ? new SliceEnd.Stopped(AccountEnd.STOPPED) : withoutWork(status(account));
        if (early != null) {
            return early;
        }
        List<Lease> leases = Lease.take(
                ledger.writer(), jobContext.job(), List.of(account), context.clock(), worker, options, false);
        if (isStopped()) {
            // Between the first check and the lease, another command may have begun to use the job.
            Lease.release(ledger.writer(), leases);
            return new SliceEnd.Stopped(AccountEnd.STOPPED);
        }
        StopConditions stops =
                new StopConditions(signals, Optional.empty(), options.window(), OptionalLong.empty(), context.clock());
        stops.beginSlice(LENGTH);
        WorkerPool pool = runs.pool(leases, signals, stops, () -> stopIfStopped(signals));
        SliceEnd end;
        try (pool) {
            AccountWorker accountWorker = runs.add(pool, leases.get(0));
            continuePause(accountWorker, account);
            RunEnd runEnd = pool.work();
            runs.finishIfNothingIsLeft(accountWorker, account);
            end = end(runEnd, accountWorker);
        }
        try {
            if (end instanceof SliceEnd.Done) {
                // A job cannot be verified or run again before its account runs have ended.
                // So the final seal is made first.
                finish();
            } else {
                sealer.sealAll();
            }
        } finally {
            release(leases.get(0), end);
        }
        return end;
    }

    /** A final seal may take minutes. So if heartbeats and leases are stored meanwhile, the seal has a ledger of its own. */
    private void finish() {
        SharedDatabase database = ledger.shared().orElse(null);
        if (database == null) {
            sealer.finish();
            return;
        }
        try (LedgerStore own = database.reopening().get()) {
            seal(own, jobContext.folder(), jobContext.job(), context);
        }
    }

    private SliceEnd end(RunEnd runEnd, AccountWorker worker) {
        AccountEnd accountEnd = worker.result();
        if (accountEnd != AccountEnd.STOPPED) {
            return SliceEnd.of(accountEnd);
        }
        return isStopped() ? new SliceEnd.Stopped(AccountEnd.STOPPED) : new SliceEnd.Later(next(runEnd, worker.due()));
    }

    /** Returns whether the operator has stopped the detached run, or has replaced it by another run. */
    private boolean isStopped() {
        return ledger.read(tx -> tx.jobs().detachedRun(jobContext.job().number()))
                .filter(now -> !now.stopped() && now.text().equals(run.text()))
                .isEmpty();
    }

    private void stopIfStopped(RunSignals signals) {
        jobContext.requireKeys();
        if (isStopped()) {
            signals.stop();
        }
    }

    /**
     * Seals the events of a job that have no seal. If no work is left, the last seal is final. The ledger commits no other change meanwhile.
     *
     * @throws ErasureException if the receipts or the rows of the job are damaged, or if the keys are not those of the job
     */
    public static void seal(LedgerStore ledger, KeyFolder folder, Job job, RunContext context) {
        new JobReceipts(ledger, folder, context.clock()).open(job, false);
        new Sealer(ledger.writer(), ledger.id(), job, folder.signer(job.keys()), context.clock()).finish();
    }

    /**
     * Checks that a worker can work on an account.
     *
     * @throws ErasureException of reason {@code CONFIGURATION} if the account is not configured or has changed since the job was planned
     */
    public static void requireUsable(FaceRepositories accounts, JobAccount account) {
        JobContext.requireUsable(accounts, account);
    }

    private AccountStatus status(JobAccount account) {
        return ledger.read(tx -> tx.accounts(jobContext.job().number()).status(account.number()))
                .orElseThrow(Accounts.StoredLease::missing);
    }

    /** Returns how a slice ends if it has nothing to do now. Returns null if it has something to do. */
    private @Nullable SliceEnd withoutWork(AccountStatus status) {
        AccountEnd end = status.end();
        if (end != null) {
            return SliceEnd.of(end);
        }
        Instant now = context.clock().instant();
        RunWindow window = options.window().orElse(null);
        if (window != null && !window.contains(now)) {
            return new SliceEnd.Later(window.nextBegin(now));
        }
        Instant open = end(status.pause(), now);
        return open.isAfter(now) ? new SliceEnd.Later(open) : null;
    }

    /** Returns the end of a pause. If the clock was set back, the pause is not longer than it was when it began. */
    private static Instant end(@Nullable Pause pause, Instant now) {
        if (pause == null || pause.until() == null) {
            return now;
        }
        Instant latest = now.plus(Duration.between(pause.at(), pause.until()));
        return pause.until().isAfter(latest) ? latest : pause.until();
    }

    /** Continues the pause of the account: the first call of the slice is a probe. */
    private void continuePause(AccountWorker worker, JobAccount account) {
        Pause pause = status(account).pause();
        if (pause != null && pause.until() != null) {
            boolean hasWorked = jobContext.counts(account).sampled() > 0;
            worker.continuePause(pause, end(pause, context.clock().instant()), hasWorked);
        }
    }

    /**
     * Returns the time of the next slice.
     *
     * @param due the time at which the next target can be taken, or null if no target waits for a time
     */
    private Instant next(RunEnd end, @Nullable Instant due) {
        Instant now = context.clock().instant();
        if (end == RunEnd.WINDOW) {
            return options.window().map(window -> window.nextBegin(now)).orElse(now);
        }
        return due == null || due.isBefore(now) ? now : due;
    }

    private void release(Lease lease, SliceEnd end) {
        int job = jobContext.job().number();
        int account = lease.account().number();
        AccountEnd over = end.accountEnd();
        ledger.writer().write(tx -> {
            Accounts accounts = tx.accounts(job);
            // The lease may have run out during a final seal. If no other worker has taken it, and no later run was
            // confirmed meanwhile, the account run is still this one.
            boolean isOwn = accounts.lease(account)
                            .filter(stored -> stored.epoch() == lease.epoch())
                            .isPresent()
                    && accounts.status(account)
                            .filter(status -> status.firstEpoch() <= lease.epoch())
                            .isPresent();
            if (isOwn && over != null && over != AccountEnd.STOPPED) {
                accounts.endRun(account, over);
            }
            accounts.releaseLease(account, lease.epoch());
            return isOwn;
        });
    }

    @Override
    public void close() {
        jobContext.close();
    }
}
