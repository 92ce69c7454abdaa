package io.efface.erasure.internal.worker;

import io.efface.config.FaceRepositories;
import io.efface.erasure.ErasureException;
import io.efface.erasure.ErasureException.Reason;
import io.efface.erasure.internal.ledger.LedgerStore;
import io.efface.erasure.internal.ledger.SharedDatabase;
import io.efface.erasure.internal.run.AccountSlices;
import io.efface.erasure.internal.run.RunContext;
import io.efface.erasure.internal.run.Verifier;
import io.efface.erasure.internal.run.WaitStrategy;
import io.efface.erasure.keys.KeyFolder;
import io.efface.erasure.worker.ErasureWorker;
import io.efface.erasure.worker.WorkerOptions;

/** Starts workers. */
public final class Workers {
    private Workers() {}

    /**
     * Starts a worker, which works on all detached runs of a ledger.
     *
     * @param own the dependencies of the process, with the clock of this machine, with which the accounts were opened
     * @throws ErasureException of reason {@code LEDGER_UNSUITABLE} if only one process at a time can use the ledger, or if db-scheduler is
     *     missing
     */
    public static ErasureWorker start(
            LedgerStore ledger,
            KeyFolder keys,
            FaceRepositories accounts,
            RunContext own,
            WorkerOptions options,
            WorkerTimes times) {
        SharedDatabase database = ledger.requireShared();
        DatabaseClock databaseClock = new DatabaseClock(database.clock(), own.clock(), System::nanoTime);
        RunContext context = new RunContext(
                databaseClock, own.clock(), own.random(), WaitStrategy.system(databaseClock), own.checkpoints());
        WorkerLedger workerLedger = new WorkerLedger(ledger, database.reopening());
        OpenJobs jobs = new OpenJobs(job -> AccountSlices.open(workerLedger.get(), keys, accounts, job, context));
        ProblemLog problems = new ProblemLog();
        try {
            RecurringTasks recurring = new RecurringTasks(
                    workerLedger,
                    open -> new Verifier(open, keys, accounts, context),
                    keys.canSign() ? (open, job) -> AccountSlices.seal(open, keys, job, context) : null,
                    options,
                    times.heartbeat(),
                    databaseClock,
                    problems);
            AccountRunScheduler scheduler = new AccountRunScheduler(
                    workerLedger,
                    database,
                    jobs,
                    account -> AccountSlices.requireUsable(accounts, account),
                    recurring,
                    problems,
                    options,
                    databaseClock,
                    own.random(),
                    times);
            scheduler.start();
            return scheduler;
        } catch (NoClassDefFoundError e) {
            throw new ErasureException(
                    Reason.LEDGER_UNSUITABLE,
                    "workers need the library com.github.kagkarlsson:db-scheduler on the class path",
                    e);
        }
    }
}
