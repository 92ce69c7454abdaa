package io.efface.erasure.internal.ledger;

import io.efface.erasure.ErasureException;
import io.efface.erasure.ErasureException.Reason;
import io.efface.erasure.internal.ledger.Accounts.AccountStatus;
import io.efface.erasure.internal.ledger.record.DetachedRun;
import io.efface.erasure.internal.ledger.record.Job;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The detached runs of a ledger, which workers carry out. */
public final class DetachedRuns {
    private DetachedRuns() {}

    /** Returns whether workers carry out a detached run of a job: the run is not stopped, and an account run is not over. */
    public static boolean isOpen(Transaction tx, Job job) {
        return isOpen(
                tx.jobs().detachedRun(job.number()), tx.accounts(job.number()).statuses());
    }

    /**
     * Returns whether workers carry out a detached run of any job.
     *
     * @throws ErasureException of reason {@code LEDGER_UNREADABLE} if a detached run cannot be read, and no other run is open
     */
    public static boolean hasOpen(LedgerStore ledger) {
        return ledger.read(DetachedRuns::hasOpen);
    }

    private static boolean hasOpen(Transaction tx) {
        ErasureException unreadable = null;
        for (Job job : tx.jobs().all()) {
            try {
                if (isOpen(tx, job)) {
                    return true;
                }
            } catch (ErasureException e) {
                unreadable = e;
            }
        }
        if (unreadable != null) {
            throw unreadable;
        }
        return false;
    }

    /**
     * Stops the detached run of a job. Workers finish their calls, and begin no others.
     *
     * @param name the name of the job
     * @return whether workers were carrying out a detached run of the job
     */
    public static boolean stop(LedgerStore ledger, String name) {
        return ledger.writer().write(tx -> {
            Job job = tx.jobs().get(name);
            boolean wasOpen = isOpen(tx, job);
            if (wasOpen) {
                tx.jobs()
                        .detachedRun(job.number())
                        .map(DetachedRun::stop)
                        .ifPresent(run -> tx.jobs().setDetachedRun(job.number(), run));
            }
            return wasOpen;
        });
    }

    /**
     * Returns the workers that have a lease of the detached run of a job, by the clock of the database, each with the end of its last lease.
     * Until then, such a worker may have calls in progress.
     *
     * @param name the name of the job
     */
    public static Map<String, Instant> leases(LedgerStore ledger, String name) {
        Map<String, Instant> leases = new TreeMap<>();
        ledger.shared().ifPresent(database -> {
            // The time is read before the leases, so that a lease that is renewed meanwhile is not overlooked.
            Instant now = database.clock().get();
            leases.putAll(ledger.read(tx -> leases(tx, tx.jobs().get(name), now)));
        });
        return leases;
    }

    private static Map<String, Instant> leases(Transaction tx, Job job, Instant now) {
        Map<String, Instant> leases = new TreeMap<>();
        if (tx.jobs().detachedRun(job.number()).isPresent()) {
            for (AccountStatus account : tx.accounts(job.number()).statuses()) {
                Instant until = account.lease().until();
                String worker = account.lease().worker();
                if (until != null && worker != null && until.isAfter(now)) {
                    leases.merge(worker, until, (one, other) -> one.isAfter(other) ? one : other);
                }
            }
        }
        return leases;
    }

    private static boolean isOpen(Optional<DetachedRun> run, List<AccountStatus> accounts) {
        return run.isPresent() && !run.get().stopped() && accounts.stream().anyMatch(account -> account.end() == null);
    }

    /**
     * Checks that no worker works on a job. While the caller {@linkplain LedgerStore#occupy occupies} the job, no process can record
     * another detached run of the job.
     *
     * @param clock the clock of this machine
     * @throws ErasureException of reason {@code WRONG_STATE} if workers carry out a detached run of the job, or may still finish calls of a
     *     detached run that was stopped
     */
    public static void requireNone(LedgerStore ledger, Job job, Clock clock) {
        Instant now = ledger.now(clock);
        ledger.read(tx -> {
            requireNone(tx, job, now);
            return true;
        });
    }

    private static void requireNone(Transaction tx, Job job, Instant now) {
        Optional<DetachedRun> run = tx.jobs().detachedRun(job.number());
        List<AccountStatus> accounts = tx.accounts(job.number()).statuses();
        if (isOpen(run, accounts)) {
            throw new ErasureException(
                    Reason.WRONG_STATE,
                    "workers carry out a detached run of the job '" + job.name()
                            + "'; wait until it is finished, or stop the detached run");
        }
        for (AccountStatus account : accounts) {
            Instant until = account.lease().until();
            if (run.isPresent() && until != null && until.isAfter(now)) {
                throw new ErasureException(
                        Reason.WRONG_STATE,
                        "a worker may still finish calls of the detached run of the job '" + job.name() + "', until "
                                + until.truncatedTo(ChronoUnit.SECONDS) + " at the latest; try again");
            }
        }
    }
}
