package io.efface.erasure.internal.ledger;

import io.efface.erasure.internal.ledger.record.JobAccount;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The accounts of one job, inside a transaction. An account is named by its number. */
public interface Accounts {
    /** Adds an account. If one has its number or name already, the ledger fails. */
    void add(JobAccount account);

    /** Returns the accounts by number. */
    List<JobAccount> all();

    /** Returns the accounts by number, each with its pause. */
    List<AccountStatus> statuses();

    /**
     * An account and its pause.
     *
     * @param paused why no requests are sent to it, or null
     * @param pausedAt since when, or null
     */
    record AccountStatus(
            JobAccount account,
            @Nullable String paused,
            @Nullable Instant pausedAt) {}

    /**
     * Stores that no requests are sent to an account, or that they are again.
     *
     * @param reason why not, or null
     * @param at since when, or null
     */
    void setPaused(int account, @Nullable String reason, @Nullable Instant at);

    /**
     * Empties the cells of a wrong type that a repair restores. Of an account with a wrong sample, the count begins again; a wrong pause
     * ends.
     *
     * @return how many there were; a wrong sample counts once
     */
    int clearWrongCells();

    /** Removes all pauses. */
    void clearPauses();

    /** Returns what was counted of an account's first erased targets. */
    Sample sample(int account);

    /**
     * Counts one more erased target of an account, unless as many were counted as the sample has.
     *
     * @param absent whether it was plainly absent
     */
    void addToSample(int account, boolean absent);

    /**
     * What was counted of an account's first erased targets.
     *
     * @param size how many targets were counted, at most {@link #MOST}
     * @param absent how many of them were plainly absent
     */
    record Sample(int size, int absent) {
        /** The targets that are counted, from the job's first on. */
        public static final int MOST = 200;
    }
}
