package io.efface.erasure.internal.ledger;

import io.efface.erasure.ErasureException;
import io.efface.erasure.internal.ledger.record.JobAccount;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The accounts of one job, inside a transaction. Methods identify an account by its number. */
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

    /** Returns the accounts with their pauses, sorted by number. */
    List<AccountStatus> statuses();

    /**
     * An account and its pause.
     *
     * @param paused the reason why no requests are sent to the account, or null if the account is not paused
     * @param pausedAt the time at which the pause began, or null if the account is not paused
     */
    record AccountStatus(
            JobAccount account,
            @Nullable String paused,
            @Nullable Instant pausedAt) {}

    /**
     * Pauses an account, or ends its pause.
     *
     * @param reason the reason for the pause, or null to end the pause
     * @param at the time at which the pause begins, or null to end the pause
     */
    void setPaused(int account, @Nullable String reason, @Nullable Instant at);

    /** Removes all pauses. */
    void clearPauses();

    /** Returns the counts of an account's first erased targets. */
    Sample sample(int account);

    /**
     * Adds an erased target to the sample of an account. Does nothing if the sample is complete.
     *
     * @param absent whether the target was already absent, and no earlier attempt can have deleted it
     */
    void addToSample(int account, boolean absent);

    /**
     * The counts of an account's first erased targets.
     *
     * @param size the number of targets in the sample, at most {@link #MAX_SIZE}
     * @param absent the number of targets in the sample that were already absent, and that no earlier attempt can have deleted
     */
    record Sample(int size, int absent) {
        /** The number of targets in a complete sample. */
        public static final int MAX_SIZE = 200;
    }
}
