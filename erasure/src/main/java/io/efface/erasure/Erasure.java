package io.efface.erasure;

import io.efface.config.FaceRepositories;
import io.efface.erasure.internal.ledger.Checkpoints;
import io.efface.erasure.internal.ledger.LedgerStore;
import io.efface.erasure.internal.plan.Planner;
import io.efface.erasure.internal.receipts.JobScrubber;
import io.efface.erasure.internal.run.RunContext;
import io.efface.erasure.internal.run.Runner;
import io.efface.erasure.internal.run.Verifier;
import io.efface.erasure.internal.run.WaitStrategy;
import io.efface.erasure.internal.worker.WorkerTimes;
import io.efface.erasure.internal.worker.Workers;
import io.efface.erasure.keys.KeyFolder;
import io.efface.erasure.worker.ErasureWorker;
import io.efface.erasure.worker.WorkerOptions;
import java.time.Clock;
import java.util.Objects;
import java.util.random.RandomGenerator;

/**
 * Plans, runs, verifies and scrubs jobs. A job deletes the people of a list and records each deletion in receipts. The methods correspond
 * to the commands of the same names. An instance does not close the objects that its constructor received. Thread-safe.
 *
 * <pre>{@code
 * try (Ledger ledger = Ledger.open(Path.of("jobs/ledger.db"));
 *         FaceRepositories accounts = FaceRepositories.load(Path.of("efface.properties"))) {
 *     Erasure erasure = new Erasure(ledger, KeyFolder.create(Path.of("keys")), accounts, Clock.systemUTC(), new SecureRandom());
 *     PlanSummary plan = erasure.plan(PlanRequest.of("leavers-2026", InputSource.file(Path.of("leavers.csv"))).build());
 * }
 * }</pre>
 */
public final class Erasure {
    private final LedgerStore store;
    private final KeyFolder keys;
    private final FaceRepositories accounts;
    private final RunContext context;
    private final Planner planner;
    private final Runner runner;
    private final Verifier verifier;
    private final Holds holds;
    private final Scrub scrub;

    /**
     * Creates an instance for one ledger.
     *
     * @param keys the key folder, which must be neither the ledger's folder nor below it
     * @param accounts the configured accounts
     * @param clock the clock; the accounts must use the same clock
     * @param random a thread-safe source of random numbers, such as {@link java.security.SecureRandom}
     * @throws ErasureException of reason {@code KEYS_UNSUITABLE} if the key folder is the ledger's folder or below it
     */
    public Erasure(Ledger ledger, KeyFolder keys, FaceRepositories accounts, Clock clock, RandomGenerator random) {
        this(ledger, keys, accounts, clock, random, Checkpoints.NONE);
    }

    Erasure(
            Ledger ledger,
            KeyFolder keys,
            FaceRepositories accounts,
            Clock clock,
            RandomGenerator random,
            Checkpoints checkpoints) {
        this(ledger, keys, accounts, new RunContext(clock, random, WaitStrategy.system(clock), checkpoints));
    }

    Erasure(Ledger ledger, KeyFolder keys, FaceRepositories accounts, RunContext context) {
        Objects.requireNonNull(ledger, "ledger");
        Objects.requireNonNull(keys, "keys");
        Objects.requireNonNull(accounts, "accounts");
        ledger.address().file().ifPresent(keys::checkApart);
        this.store = ledger.store();
        this.keys = keys;
        this.accounts = accounts;
        this.context = context;
        this.planner = new Planner(store, keys, accounts, context.clock(), context.random(), context.checkpoints());
        this.runner = new Runner(store, keys, accounts, context);
        this.verifier = new Verifier(store, keys, accounts, context);
        this.holds = new Holds(ledger, keys, context.clock());
        this.scrub = new Scrub(new JobScrubber(store, keys, context.clock(), context.checkpoints()));
    }

    /**
     * Creates a job from a list, or from those targets of an old job that exist again. Sends no deletion. People are read only for a probe,
     * and for a plan from an old job. If the method throws an exception, the ledger contains no part of the plan.
     *
     * @throws ErasureException of reason {@code INPUT} if the list cannot be read, its format is not recognised, its header is wrong, no
     *     row became a target, or a row of the hold list is bad. A bad row of the list itself does not stop the plan: the row is refused
     * @throws ErasureException of reason {@code CONFIGURATION} if a chosen account is not configured, if two chosen accounts are the same
     *     at the vendor, or if an account of the old job has changed
     * @throws ErasureException of reason {@code JOB_EXISTS} if the ledger has a job of this name, and the request does not allow replacing
     *     it
     * @throws ErasureException of reason {@code WRONG_STATE} if the job of this name was started or has taken over detached faces, so that
     *     it cannot be replaced
     * @throws ErasureException of reason {@code WRONG_STATE} if another plan of the same name began before this plan ended
     * @throws ErasureException of reason {@code WRONG_STATE} if the old job is not planned or has been scrubbed
     * @throws ErasureException of reason {@code LEDGER_UNREADABLE} if the old job is damaged
     * @throws ErasureException of reason {@code NO_SUCH_JOB} if the old job does not exist
     * @throws ErasureException of reason {@code NOT_CONFIRMED} if the plan does not have the expected digest
     * @throws ErasureException of reason {@code HOLDS_MISSING} as {@link PlanRequest.Builder#reuse} describes
     * @throws ErasureException of reason {@code INTERRUPTED} if the thread was interrupted
     * @throws ErasureException of the reasons of {@link Ledger} and {@link KeyFolder}
     */
    public PlanSummary plan(PlanRequest request) {
        return planner.plan(request);
    }

    /**
     * Returns what a run with these options would process, for a dry run and for the operator's confirmation. Sends nothing and changes
     * nothing.
     *
     * @throws ErasureException of reason {@code NO_SUCH_JOB}, {@code WRONG_STATE}, {@code CONFIGURATION}, {@code LEDGER_UNREADABLE}, {@code
     *     KEYS_MISSING}, {@code KEYS_DIFFER} or {@code KEYS_UNSUITABLE}, in the cases of {@link #run}
     */
    public RunPreview preview(String job, RunOptions options) {
        return runner.preview(job, options);
    }

    /**
     * Deletes the open targets of a job, until no open target is left or a stop condition ends the run. However the run ends, the ledger
     * contains the outcome of each processed target, or at least the intent of its last attempt. Another call continues the job. An
     * interrupt of the thread aborts the run as {@link RunControl#abort()} does, and the interrupt flag stays set.
     *
     * @throws ErasureException of reason {@code NO_SUCH_JOB} if the job does not exist
     * @throws ErasureException of reason {@code WRONG_STATE} if the job is not planned, has been scrubbed, or is being run or verified
     * @throws ErasureException of reason {@code CONFIGURATION} if an account of the job is missing or has changed since the job was planned
     * @throws ErasureException of reason {@code NOT_CONFIRMED} if the job does not have the expected number of targets
     * @throws ErasureException of reason {@code ROWS_DIFFER} if the hold list differs from the receipts, or if the rows differ from the
     *     receipts at the end of the job
     * @throws ErasureException of reason {@code LEDGER_FAILED} if the ledger cannot be written or read; no request is sent after that
     * @throws ErasureException of reason {@code LEDGER_UNREADABLE} if the ledger is damaged or its counts do not agree
     * @throws ErasureException of reason {@code EVENT_FORGED} if one of the events without a seal is missing, or was not written by this
     *     job
     * @throws ErasureException of reason {@code OLD_TAIL} if an older version of Efface left events without a seal, and the options do not
     *     accept these events
     * @throws ErasureException of reason {@code KEYS_MISSING}, {@code KEYS_DIFFER} or {@code KEYS_UNSUITABLE} if the key folder lacks keys
     *     of the job, contains other keys, or cannot be used. If this happens during the run, no request is sent after that
     */
    public RunSummary run(String job, RunOptions options) {
        return runner.run(job, options, options.control().signals());
    }

    /**
     * Records a run that workers carry out ({@link #startWorker}). The call itself sends nothing. Outside the hours of {@link
     * RunOptions#window()}, the workers wait until these hours begin again. If an account rejects requests, the workers pause the account.
     * They give the account up only if the cause of the rejections cannot pass by itself.
     *
     * @param options the options of the run. {@link RunOptions#concurrency()} applies to each account
     * @throws ErasureException of reason {@code INPUT} if the options contain a limit of targets or a maximum duration
     * @throws ErasureException of reason {@code LEDGER_UNSUITABLE} if the ledger is a file, which only one process at a time can use
     * @throws ErasureException of reason {@code WRONG_STATE} if workers carry out another detached run of the job, or in the cases of
     *     {@link #run}
     * @throws ErasureException of the other reasons of {@link #run}
     */
    public void detach(String job, RunOptions options) {
        store.requireShared();
        runner.detach(job, options);
    }

    /**
     * Starts a worker, which carries out the detached runs of a ledger in PostgreSQL. Any number of processes may have workers on the same
     * ledger. One worker at a time works on a job's targets in one account. If a worker dies, another worker continues its work. The clocks
     * of the machines may differ, because leases and waits follow the clock of the database. The method needs the library {@code
     * com.github.kagkarlsson:db-scheduler}. Close the worker before the ledger and the accounts.
     *
     * @throws ErasureException of reason {@code LEDGER_UNSUITABLE} if the ledger is a file, which only one process at a time can use, or if
     *     the library is missing; of reason {@code LEDGER_FAILED} if the database cannot be reached
     */
    public ErasureWorker startWorker(WorkerOptions options) {
        return startWorker(options, WorkerTimes.DEFAULT);
    }

    /** Does the same as {@link #startWorker(WorkerOptions)} with other times, for tests. */
    ErasureWorker startWorker(WorkerOptions options, WorkerTimes times) {
        return Workers.start(store, keys, accounts, context, options, times);
    }

    /**
     * Reads back the targets of a job that are {@link TargetState#DONE}, or a sample of them. A target that is not found gets the evidence
     * {@code VERIFIED_ABSENT}. A target that is found in several reads becomes {@link TargetState#PRESENT}. Deletes nothing. An interrupt
     * of the thread aborts the verification as {@link RunControl#abort()} does, and the interrupt flag stays set.
     *
     * @throws ErasureException of reason {@code ROWS_DIFFER} if the rows differ from the receipts. In this case, no request is sent
     * @throws ErasureException of reason {@code WRONG_STATE} if workers carry out a detached run of the job
     * @throws ErasureException of the other reasons of {@link #run}, except {@code NOT_CONFIRMED}
     */
    public VerifySummary verify(String job, VerifyOptions options) {
        return verifier.verify(job, options, options.control().signals());
    }

    /** Returns the methods that change the hold lists of jobs. */
    public Holds holds() {
        return holds;
    }

    /**
     * Destroys the data key of a job, then removes the encrypted ids from the ledger. Hashes, outcomes and receipts stay.
     *
     * @param force whether to continue although a check failed, as {@link Scrub#scrub} describes. If it is true, the receipts record this
     * @throws ErasureException as {@link Scrub#scrub} does
     */
    public ScrubSummary scrub(String job, boolean force) {
        return scrub.scrub(job, force);
    }

    /**
     * Destroys only the data key of a job. After that, the ids in the ledger and in its copies can be decrypted only with a copy of the
     * key. A later {@link #scrub} removes the encrypted ids from the ledger. The call can be repeated.
     *
     * @param force whether to continue although a check failed, as {@link Scrub#scrub} describes. If it is true, the receipts record this
     * @throws ErasureException as {@link Scrub#scrub} does
     */
    public ScrubSummary destroyDataKey(String job, boolean force) {
        return scrub.destroyDataKey(job, force);
    }
}
