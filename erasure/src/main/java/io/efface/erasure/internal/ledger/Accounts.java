package io.efface.erasure.internal.ledger;

import io.efface.erasure.ErasureException;
import io.efface.erasure.ErasureException.Reason;
import io.efface.erasure.internal.ledger.record.JobAccount;
import io.efface.erasure.internal.ledger.record.RunCounts;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The accounts of one job and their account runs, inside a transaction. The account run of an account is the work on the account's open
 * targets. A worker must have the lease of an account run to change the account's targets. Methods identify an account by its number.
 */
public interface Accounts {
    /** Adds an account. Throws a {@link LedgerFailure} if another account has the same number or name. */
    void add(JobAccount account);

    /** Returns the accounts, sorted by number. */
    List<JobAccount> all();

    /**
     * Returns the accounts, sorted by number. Damaged cells of one account do not prevent that the other accounts are read, because another
     * job may need only the other accounts.
     */
    List<ReadAccount> readable();

    /**
     * An account, or the damage that prevents reading the account.
     *
     * @param account the account, or null if it cannot be read
     * @param damage the error that names the damaged cell, or null
     */
    record ReadAccount(
            int number,
            @Nullable JobAccount account,
            @Nullable ErasureException damage) {
        /** Returns the account that a function reads, or the damage that it finds. */
        public static <E extends Exception> ReadAccount of(int number, Reading<E> reading) throws E {
            try {
                JobAccount account = reading.read();
                account.requireReadable();
                return new ReadAccount(number, account, null);
            } catch (ErasureException e) {
                return new ReadAccount(number, null, e);
            }
        }

        /**
         * Reads an account.
         *
         * @param <E> the type of the checked exceptions that the function throws
         */
        public interface Reading<E extends Exception> {
            /** Throws an {@link ErasureException} of reason {@code LEDGER_UNREADABLE} if a cell is damaged. */
            JobAccount read() throws E;
        }
    }

    /** Returns the accounts with their pauses and leases, sorted by number. */
    List<AccountStatus> statuses();

    /**
     * An account, its pause and its lease.
     *
     * @param paused the reason why no requests are sent to the account, or null if the account is not paused
     * @param pausedAt the time at which the pause began, or null if the account is not paused
     */
    record AccountStatus(
            JobAccount account,
            @Nullable String paused,
            @Nullable Instant pausedAt,
            StoredLease lease) {}

    /**
     * Pauses an account, or ends its pause.
     *
     * @param reason the reason for the pause, or null to end the pause
     * @param at the time at which the pause begins, or null to end the pause
     */
    void setPaused(int account, @Nullable String reason, @Nullable Instant at);

    /** Returns the counts of an account run. They are zero if the job has no account with this number. */
    RunCounts counts(int account);

    void setCounts(int account, RunCounts counts);

    /**
     * Returns the lease of an account run, or empty if the job has no account with this number. If several processes write the ledger, the
     * account run is locked until the end of a transaction that changes the ledger.
     */
    Optional<StoredLease> lease(int account);

    /** Returns whether the lease of an account run belongs to an epoch and ends after a time. */
    default boolean isLeased(int account, long epoch, Instant at) {
        return lease(account)
                .filter(lease -> lease.epoch() == epoch
                        && lease.until() != null
                        && lease.until().toEpochMilli() > at.toEpochMilli())
                .isPresent();
    }

    /**
     * Gives a worker the lease of an account run and begins an epoch, even if another worker has the lease.
     *
     * @return the new epoch
     * @throws ErasureException of reason {@code NO_SUCH_JOB} if the job has no account with this number
     */
    long takeLease(int account, String worker, Instant until);

    /**
     * Sets the end of the lease of an account run if {@link #isLeased} is true for the epoch and the present time.
     *
     * @return whether the end was set
     */
    boolean renewLease(int account, long epoch, Instant now, Instant until);

    /** Ends the lease of an account run if the account run still has this epoch. */
    void releaseLease(int account, long epoch);

    /**
     * The lease of an account run.
     *
     * @param epoch the number of times that a worker has taken the lease so far
     * @param worker the worker with the lease, or null if the lease was released
     * @param until the end of the lease, or null if the lease was released
     */
    record StoredLease(
            long epoch, @Nullable String worker, @Nullable Instant until) {
        /** The lease of an account run that no worker has taken. */
        public static final StoredLease NONE = new StoredLease(0, null, null);

        /** Returns the error of {@link #takeLease} for an account that the job does not have. */
        public static ErasureException missing() {
            return new ErasureException(Reason.NO_SUCH_JOB, "the job was removed meanwhile");
        }
    }
}
