package io.efface.erasure.internal.run;

import io.efface.Operation;
import io.efface.erasure.ErasureException;
import io.efface.erasure.ErasureException.Reason;
import io.efface.erasure.JobState;
import io.efface.erasure.RunOptions;
import io.efface.erasure.internal.ledger.Accounts;
import io.efface.erasure.internal.ledger.Accounts.AccountStatus;
import io.efface.erasure.internal.ledger.Accounts.StoredLease;
import io.efface.erasure.internal.ledger.LedgerWriter;
import io.efface.erasure.internal.ledger.Targets;
import io.efface.erasure.internal.ledger.Transaction;
import io.efface.erasure.internal.ledger.record.Job;
import io.efface.erasure.internal.ledger.record.JobAccount;
import io.efface.erasure.internal.ledger.record.TargetEvent;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The lease of an account run: the time for which a worker may change the targets of one account of a job. The worker renews its lease
 * while it works. Each time a worker takes the lease, an epoch begins. When an epoch begins, all targets of the account that an older epoch
 * left in flight get the state {@code UNKNOWN}, and from then on outcomes of older epochs are discarded. Thread-safe; only one thread calls
 * {@link #keep}.
 */
final class Lease {
    /** Efface assumes that a request arrives at the vendor at most this long after the timeout of its call. */
    static final Duration GRACE = Duration.ofSeconds(10);

    private record Hold(long epoch, Instant until) {}

    private final Job job;
    private final JobAccount account;
    private final Clock clock;
    private final String worker;
    private final Duration length;
    private final Duration callTimeout;
    private volatile Hold hold = new Hold(0, Instant.EPOCH);
    private volatile long firstEpoch;
    private volatile boolean isLost;
    private volatile boolean isDoubted;

    private Lease(Job job, JobAccount account, Clock clock, String worker, RunOptions options) {
        this.job = job;
        this.account = account;
        this.clock = clock;
        this.worker = worker;
        this.length = options.lease();
        this.callTimeout = options.callTimeout();
    }

    /**
     * Takes the leases of account runs of a job in one transaction, and begins an epoch of each.
     *
     * @param beginsRun whether a run of the accounts begins; otherwise, the present run of the accounts continues
     * @return the leases, in the order of the accounts
     * @throws ErasureException of reason {@code WRONG_STATE} if the job cannot be run
     */
    static List<Lease> take(
            LedgerWriter writer,
            Job job,
            Collection<JobAccount> accounts,
            Clock clock,
            String worker,
            RunOptions options,
            boolean beginsRun) {
        List<Lease> leases = accounts.stream()
                .map(account -> new Lease(job, account, clock, worker, options))
                .toList();
        change(writer, leases, (lease, tx) -> lease.taken(tx, beginsRun));
        return leases;
    }

    JobAccount account() {
        return account;
    }

    long epoch() {
        return hold.epoch();
    }

    /** Returns the first epoch of the present run of the account. */
    long firstEpoch() {
        return firstEpoch;
    }

    /** Returns whether a call that ends by this time may be sent: the time is in the future, and the lease lasts longer. */
    boolean covers(Instant end) {
        return !isLost
                && !isDoubted
                && clock.instant().isBefore(end)
                && hold.until().isAfter(end);
    }

    /**
     * Makes {@link #keep} due now, because the ledger may have rejected a change for which the lease is needed. No call begins before
     * {@link #keep} has run.
     */
    void doubt() {
        isDoubted = true;
    }

    /** Returns whether another worker has taken the lease. */
    boolean isLost() {
        return isLost;
    }

    /**
     * Returns the time at which {@link #keep} is due. If the clock was set back, the lease would last too long, so {@link #keep} is due
     * now.
     */
    Instant renewal() {
        return renewal(clock.instant());
    }

    private Instant renewal(Instant now) {
        Instant until = hold.until();
        return isDoubted || until.isAfter(now.plus(length))
                ? now
                : until.minus(length.dividedBy(3).multipliedBy(2));
    }

    /**
     * Renews those leases that are due, in one transaction. A lease is due when a third of its length is over. If a lease has ended, for
     * example because the process was suspended, the worker begins a new epoch, and the targets of the account that are in flight get the
     * state {@code UNKNOWN}. If another worker has taken the lease meanwhile, the lease {@linkplain #isLost() is lost}.
     *
     * @throws ErasureException if the ledger cannot be written
     */
    static void keep(LedgerWriter writer, List<Lease> leases) {
        List<Lease> due =
                leases.stream().filter(lease -> !lease.isLost && lease.isDue()).toList();
        if (!due.isEmpty()) {
            due.forEach(lease -> lease.isDoubted = false);
            change(writer, due, Lease::renewed);
        }
    }

    private boolean isDue() {
        Instant now = clock.instant();
        return !now.isBefore(renewal(now));
    }

    /** Ends leases. The account runs keep the numbers of their last epochs. */
    static void release(LedgerWriter writer, List<Lease> leases) {
        writer.write(tx -> {
            leases.forEach(lease -> lease.accounts(tx).releaseLease(lease.account.number(), lease.epoch()));
            return true;
        });
    }

    private interface Renewal {
        /** Returns the new epoch and the new end of the lease, or null if another worker has taken the lease. */
        @Nullable Hold apply(Lease lease, Transaction tx);
    }

    private static void change(LedgerWriter writer, List<Lease> leases, Renewal renewal) {
        List<@Nullable Hold> holds = writer.write(tx -> {
            List<@Nullable Hold> each = new ArrayList<>();
            leases.forEach(lease -> each.add(renewal.apply(lease, tx)));
            return each;
        });
        for (int i = 0; i < leases.size(); i++) {
            Hold hold = holds.get(i);
            if (hold == null) {
                leases.get(i).isLost = true;
            } else {
                leases.get(i).hold = hold;
            }
        }
    }

    private Hold taken(Transaction tx, boolean beginsRun) {
        if (beginsRun) {
            accounts(tx).beginRun(account.number());
        }
        Hold taken = begin(tx, false);
        firstEpoch = beginsRun
                ? taken.epoch()
                : accounts(tx)
                        .status(account.number())
                        .map(AccountStatus::firstEpoch)
                        .orElse(taken.epoch());
        return taken;
    }

    private @Nullable Hold renewed(Transaction tx) {
        long epoch = epoch();
        Instant until = end();
        if (accounts(tx).renewLease(account.number(), epoch, clock.instant(), until)) {
            return new Hold(epoch, until);
        }
        boolean isOwn = accounts(tx)
                .lease(account.number())
                .map(StoredLease::epoch)
                .filter(last -> last == epoch)
                .isPresent();
        return isOwn ? begin(tx, true) : null;
    }

    private Accounts accounts(Transaction tx) {
        return tx.accounts(job.number());
    }

    private Instant end() {
        return clock.instant().plus(length);
    }

    private Hold begin(Transaction tx, boolean isOwnLost) {
        // Reading the state locks the job, so that no scrub begins between this check and the change.
        tx.jobs().state(job.number());
        Job now = tx.jobs()
                .find(job.name())
                .filter(found -> found.number() == job.number())
                .orElseThrow(() -> new ErasureException(Reason.NO_SUCH_JOB, "the job was replaced meanwhile"));
        if (now.state() != JobState.PLANNED && now.state() != JobState.STARTED) {
            throw new ErasureException(
                    Reason.WRONG_STATE, "the job '" + job.name() + "' is " + now.state() + " and cannot be run");
        }
        Instant until = end();
        long epoch = accounts(tx).takeLease(account.number(), worker, until);
        orphan(tx, isOwnLost);
        return new Hold(epoch, until);
    }

    /** Gives the targets in flight the state {@code UNKNOWN}. */
    private void orphan(Transaction tx, boolean isOwnLost) {
        Instant now = clock.instant();
        Instant until = isOwnLost ? now.plus(callTimeout).plus(GRACE) : null;
        Targets targets = tx.targets(job.number());
        targets.inFlight(account.number()).forEach((orphan, record) -> {
            TargetEvent event =
                    new TargetEvent.Orphaned(orphan, now, isOwnLost ? "the lease ran out" : "the worker ended");
            // Without an epoch, the target is selected again in the present run of the account.
            targets.store(orphan, record.after(event, null, later(record.notBefore(), until)));
            if (record.operation() == Operation.DELETE_FACES) {
                tx.faces(job.number()).apply(event);
            }
            tx.events(job.number()).add(event.event());
        });
    }

    private static @Nullable Instant later(@Nullable Instant a, @Nullable Instant b) {
        return a == null || (b != null && b.isAfter(a)) ? b : a;
    }
}
