package io.efface.erasure;

import io.efface.config.FaceRepositories;
import io.efface.erasure.keys.KeyFolder;
import java.time.Clock;
import java.util.Objects;
import java.util.random.RandomGenerator;

/**
 * Erases lists of people everywhere, on the record: one method for each command. It closes nothing that it was given. Thread-safe.
 *
 * <pre>{@code
 * try (Ledger ledger = Ledger.open(Path.of("ledger.db"));
 *         FaceRepositories accounts = FaceRepositories.load(Path.of("efface.properties"))) {
 *     Erasure erasure = new Erasure(ledger, KeyFolder.create(Path.of("keys")), accounts, Clock.systemUTC(), new SecureRandom());
 *     PlanSummary plan = erasure.plan(PlanRequest.of("leavers-2026", InputSource.file(Path.of("leavers.csv"))).build());
 * }
 * }</pre>
 */
public final class Erasure {
    private final Planner planner;
    private final Holds holds;

    /**
     * Makes one.
     *
     * @param clock the clock that the accounts have too
     * @param random thread-safe, such as {@link java.security.SecureRandom}
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
        Objects.requireNonNull(ledger, "ledger");
        Objects.requireNonNull(keys, "keys");
        Objects.requireNonNull(accounts, "accounts");
        Objects.requireNonNull(clock, "clock");
        Objects.requireNonNull(random, "random");
        this.planner = new Planner(ledger, keys, accounts, clock, random, checkpoints);
        this.holds = new Holds(ledger, keys, clock);
    }

    /**
     * Makes a job of a list, or of an old job's targets that are there again. Sends no deletion; reads people back only for a probe, or
     * to plan from an old job.
     *
     * @throws ErasureException of reason {@code INPUT} if the list cannot be read, its format cannot be told, its header will not do, or
     *     the hold list has a bad row (a bad row of the list itself is refused by itself); {@code CONFIGURATION} if a chosen account is
     *     not there; {@code JOB_EXISTS} if the name is taken; {@code WRONG_STATE} if the job of this name cannot be replaced any more, or
     *     the old job cannot be planned from; {@code NO_SUCH_JOB} if there is no old job; {@code INTERRUPTED} if the thread is; the
     *     reasons of the ledger and of the keys. Nothing of the plan is left then
     */
    public PlanSummary plan(PlanRequest request) {
        return planner.plan(request);
    }

    /** Returns what changes jobs' hold lists. */
    public Holds holds() {
        return holds;
    }
}
