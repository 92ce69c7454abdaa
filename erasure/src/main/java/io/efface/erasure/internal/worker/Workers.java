package io.efface.erasure.internal.worker;

import io.efface.config.FaceRepositories;
import io.efface.erasure.ErasureException;
import io.efface.erasure.ErasureException.Reason;
import io.efface.erasure.internal.ledger.Checkpoints;
import io.efface.erasure.internal.ledger.LedgerStore;
import io.efface.erasure.internal.ledger.SharedDatabase;
import io.efface.erasure.internal.run.AccountSlices;
import io.efface.erasure.internal.run.RunContext;
import io.efface.erasure.internal.run.WaitStrategy;
import io.efface.erasure.keys.KeyFolder;
import java.time.Clock;
import java.time.Duration;
import java.util.random.RandomGenerator;

/** Starts workers. */
public final class Workers {
    private Workers() {}

    /** A worker. {@link #close} lets the calls in progress end, and then other workers continue its account runs. */
    public interface Worker extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Starts a worker, which works on all detached runs of a ledger.
     *
     * @param clock the clock of this machine, with which the accounts were opened
     * @param name the name of the worker, which no other worker of the ledger has
     * @param accountRuns the highest number of account runs on which the worker works at the same time, at least 1
     * @param shutdownWait the time for which {@link Worker#close} waits for calls in progress
     * @throws ErasureException of reason {@code LEDGER_UNSUITABLE} if only one process at a time can use the ledger
     */
    public static Worker start(
            LedgerStore ledger,
            KeyFolder keys,
            FaceRepositories accounts,
            Clock clock,
            RandomGenerator random,
            String name,
            int accountRuns,
            Duration shutdownWait) {
        SharedDatabase database = ledger.shared()
                .orElseThrow(() -> new ErasureException(
                        Reason.LEDGER_UNSUITABLE,
                        "only one process at a time can use the ledger, so it cannot have workers; use a ledger in"
                                + " PostgreSQL"));
        DatabaseClock databaseClock = new DatabaseClock(database.clock(), clock, System::nanoTime);
        RunContext context =
                new RunContext(databaseClock, clock, random, WaitStrategy.system(databaseClock), Checkpoints.NONE);
        OpenJobs jobs = new OpenJobs(job -> AccountSlices.open(ledger, keys, accounts, job, context));
        AccountRunScheduler scheduler =
                new AccountRunScheduler(ledger, database, jobs, name, databaseClock, accountRuns, shutdownWait);
        scheduler.start();
        return scheduler::close;
    }
}
