package io.efface.erasure.internal.ledger;

import io.efface.erasure.AccountEnd;
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
     * Returns the accounts, sorted by number. If cells of an account are damaged, the result still contains the other accounts, because
     * another job may need only those.
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

    /** Returns the accounts with their account runs, sorted by number. */
    List<AccountStatus> statuses();

    /** Returns an account with its account run, or empty if the job has no account with this number. */
    default Optional<AccountStatus> status(int account) {
        return statuses().stream()
                .filter(status -> status.account().number() == account)
                .findFirst();
    }

    /**
     * An account and its account run.
     *
     * @param pause the pause of the account, or null if the account is not paused
     * @param lease the lease of the account run
     * @param firstEpoch the first epoch of the present run of the account, or 0 before the first run
     * @param end how the present run of the account ended, or null if it has not ended
     */
    record AccountStatus(
            JobAccount account,
            @Nullable Pause pause,
            StoredLease lease,
            long firstEpoch,
            @Nullable AccountEnd end) {
        /** Returns an account that no run has worked on. */
        public static AccountStatus of(JobAccount account) {
            return new AccountStatus(account, null, StoredLease.NONE, 0, null);
        }
    }

    /**
     * The pause of an account, in which no requests are sent to the account.
     *
     * @param reason the kind of the error after which the account was paused, or the name of the {@link AccountEnd} if the account was
     *     given up
     * @param at the time at which the pause began
     * @param until the time at which the pause ends, or null if only another run ends the pause
     * @param number the number of this pause among the pauses since the account last worked, from 1; 0 if it is not known
     */
    record Pause(String reason, Instant at, @Nullable Instant until, int number) {}

    /** Sets the pause of an account, or ends its pause if the value is null. */
    void setPause(int account, @Nullable Pause pause);

    /**
     * Begins a run of an account: the account is neither paused nor ended, its attempts are counted anew, and the next epoch is the first
     * epoch of the run.
     */
    void beginRun(int account);

    /** Stores how the present run of an account ended. */
    void endRun(int account, AccountEnd end);

    /** Returns the counts of an account run. They are zero if the job has no account with this number. */
    RunCounts counts(int account);

    void setCounts(int account, RunCounts counts);

    /**
     * Returns the lease of an account run, or empty if the job has no account with this number. If several processes can write the ledger
     * and this transaction may change the ledger, the account run is locked until this transaction ends.
     */
    Optional<StoredLease> lease(int account);

    /** Returns whether the lease of an account run belongs to the given epoch and ends after the given time. */
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
