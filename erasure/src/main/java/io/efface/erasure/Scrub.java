package io.efface.erasure;

import io.efface.erasure.internal.ledger.Checkpoints;
import io.efface.erasure.internal.receipts.JobScrubber;
import io.efface.erasure.keys.KeyFolder;
import java.time.Clock;

/**
 * Destroys the ids of a job. Hashes, outcomes and receipts stay. First, the ledger records that the scrub has begun. From then on, no
 * request is sent for the job, and an interrupted scrub can be completed by another call. Second, the job's data key is destroyed, which
 * makes the ids unreadable in every copy of the ledger. Third, the encrypted ids are removed from the ledger, and its file is rewritten.
 * Finally, the ledger records that the scrub is done. Thread-safe.
 */
public final class Scrub {
    private final JobScrubber scrubber;

    /** Creates a scrub for a ledger. Unlike an {@link Erasure}, a scrub needs no accounts. */
    public Scrub(Ledger ledger, KeyFolder keys, Clock clock) {
        this(new JobScrubber(ledger.store(), keys, clock, Checkpoints.NONE));
    }

    Scrub(JobScrubber scrubber) {
        this.scrubber = scrubber;
    }

    /**
     * Destroys the data key of a job, and removes its encrypted ids from the ledger. The call can be repeated.
     *
     * @param name the job's name
     * @param force whether to continue although a check failed. The checks fail if a planned target is not done or was not read back, if a
     *     detached face may still exist, if the plan is incomplete, if the data key is missing, or if the rows differ from the receipts
     * @throws ErasureException of reason {@code NO_SUCH_JOB} if the job does not exist
     * @throws ErasureException of reason {@code WRONG_STATE} if {@code force} is false, and a planned target is not done or was not read
     *     back, a detached face may still exist, or the plan is incomplete
     * @throws ErasureException of reason {@code WRONG_STATE} if the job is being run or verified, or was replaced during the call
     * @throws ErasureException of reason {@code ROWS_DIFFER} if {@code force} is false and the rows differ from the receipts
     * @throws ErasureException of reason {@code KEYS_MISSING} if {@code mac.key} is missing; also if {@code force} is false and the job's
     *     data key is missing
     * @throws ErasureException of reason {@code KEYS_DIFFER} if the key folder contains other keys than the job's
     * @throws ErasureException of reason {@code LEDGER_IN_USE} if another process reads the ledger, so that its file cannot be rewritten.
     *     In this case, the data key is already destroyed, so the ids are unreadable. Repeat the scrub to remove the encrypted ids
     * @throws ErasureException of reason {@code EVENT_FORGED} or {@code OLD_TAIL} as {@link Erasure#run} does
     */
    public ScrubSummary scrub(String name, boolean force) {
        return scrubber.scrub(name, force);
    }

    /**
     * Destroys only the data key of a job. Without the key the ids cannot be decrypted; {@link #scrub} also removes the encrypted ids from
     * the ledger. The call can be repeated.
     *
     * @param name the job's name
     * @param force as for {@link #scrub}
     * @throws ErasureException as {@link #scrub} does
     */
    public ScrubSummary destroyDataKey(String name, boolean force) {
        return scrubber.destroyDataKey(name, force);
    }
}
