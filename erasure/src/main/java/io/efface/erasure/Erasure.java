package io.efface.erasure;

import io.efface.config.FaceRepositories;
import io.efface.erasure.internal.ledger.Checkpoints;
import io.efface.erasure.internal.ledger.LedgerStore;
import io.efface.erasure.internal.plan.Planner;
import io.efface.erasure.internal.receipts.JobScrubber;
import io.efface.erasure.internal.run.RunContext;
import io.efface.erasure.internal.run.Runner;
import io.efface.erasure.internal.run.Verifier;
import io.efface.erasure.internal.run.Waits;
import io.efface.erasure.keys.KeyFolder;
import java.time.Clock;
import java.util.Objects;
import java.util.random.RandomGenerator;

/**
 * Erases lists of people everywhere, on the record: one method for each command. It closes nothing that it was given. Thread-safe.
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
    private final Planner planner;
    private final Runner runner;
    private final Verifier verifier;
    private final Holds holds;
    private final Scrub scrub;

    /**
     * Makes one.
     *
     * @param keys not in the ledger's folder or below
     * @param clock the clock that the accounts have too
     * @param random thread-safe, such as {@link java.security.SecureRandom}
     * @throws ErasureException of reason {@code KEYS_UNSUITABLE} if the keys lie where the ledger does
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
        this(ledger, keys, accounts, new RunContext(clock, random, Waits.system(clock), checkpoints));
    }

    Erasure(Ledger ledger, KeyFolder keys, FaceRepositories accounts, RunContext context) {
        Objects.requireNonNull(ledger, "ledger");
        Objects.requireNonNull(keys, "keys");
        Objects.requireNonNull(accounts, "accounts");
        keys.checkApart(ledger.file());
        LedgerStore store = ledger.store();
        this.planner = new Planner(store, keys, accounts, context.clock(), context.random(), context.checkpoints());
        this.runner = new Runner(store, keys, accounts, context);
        this.verifier = new Verifier(store, keys, accounts, context);
        this.holds = new Holds(ledger, keys, context.clock());
        this.scrub = new Scrub(new JobScrubber(store, keys, context.clock(), context.checkpoints()));
    }

    /**
     * Makes a job of a list, or of an old job's targets that are there again. Sends no deletion; reads people back only for a probe, or
     * to plan from an old job.
     *
     * @throws ErasureException of reason {@code INPUT} if the list cannot be read, its format cannot be recognised, its header will not do, or
     *     the hold list has a bad row (a bad row of the list itself is refused by itself); {@code CONFIGURATION} if a chosen account is
     *     not there; {@code JOB_EXISTS} if the name is taken; {@code WRONG_STATE} if the job of this name cannot be replaced any more, or
     *     the old job cannot be planned from; {@code NO_SUCH_JOB} if there is no old job; {@code INTERRUPTED} if the thread is; the
     *     reasons of the ledger and of the keys. Nothing of the plan is left then
     */
    public PlanSummary plan(PlanRequest request) {
        return planner.plan(request);
    }

    /**
     * Returns what a run would take, for a dry run and for the operator to confirm. Sends nothing and changes nothing.
     *
     * @throws ErasureException as {@link #run} does
     */
    public RunPreview preview(String job, RunOptions options) {
        return runner.preview(job, options);
    }

    /**
     * Erases what a job has open, until nothing is left or something stops it. What becomes of each target is in the ledger, whatever
     * ends the run; taking it up again is another call. An interrupt of the thread aborts as {@link RunControl#abort()} does, and the
     * flag stays set.
     *
     * @throws ErasureException of reason {@code NO_SUCH_JOB}; {@code WRONG_STATE} if the job is not planned, has lost its ids or is
     *     being run; {@code CONFIGURATION} if its accounts are not what they were; {@code NOT_CONFIRMED} if it has another number of
     *     targets than expected; {@code LEDGER_FAILED} if the ledger cannot be written or read, after which nothing more was sent;
     *     {@code LEDGER_UNREADABLE} if its counts do not agree; {@code EVENT_FORGED} if an event without a seal was not written by this
     *     job, or one is missing; {@code OLD_TAIL} if an older version left events without a seal and they are not accepted; the reasons
     *     of the keys
     */
    public RunSummary run(String job, RunOptions options) {
        return runner.run(job, options, options.control().signals());
    }

    /**
     * Reads back what a job has settled, or a sample of it. Who is not found gets the evidence of a read; who is found, again and again,
     * is {@link TargetState#PRESENT} and not settled any more. Deletes nothing. An interrupt of the thread aborts as
     * {@link RunControl#abort()} does, and the flag stays set.
     *
     * @throws ErasureException as {@link #run} does
     */
    public VerifySummary verify(String job, VerifyOptions options) {
        return verifier.verify(job, options, options.control().signals());
    }

    /** Returns what changes jobs' hold lists. */
    public Holds holds() {
        return holds;
    }

    /**
     * Destroys a job's ids: their data key, then what is left of them in the ledger. Hashes, outcomes and receipts stay.
     *
     * @see Scrub#scrub
     */
    public ScrubSummary scrub(String job, boolean force) {
        return scrub.scrub(job, force);
    }

    /**
     * Destroys the key to a job's ids, and leaves what is left of them to {@link #scrub}: they cannot be read any more, in the ledger or
     * in any copy of it, unless somebody has a copy of the key. It may be repeated.
     *
     * @param force whether to go on though a planned target is not done and read back, which is recorded
     * @throws ErasureException as {@link #scrub} does
     */
    public void destroyDataKey(String job, boolean force) {
        scrub.destroyDataKey(job, force);
    }
}
