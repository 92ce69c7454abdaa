package io.efface.erasure;

import io.efface.erasure.internal.ledger.Checkpoints;
import io.efface.erasure.internal.receipts.JobScrubber;
import io.efface.erasure.keys.KeyFolder;
import java.time.Clock;

/**
 * Destroys the ids of a job, and leaves hashes, outcomes and receipts. First it writes down that it does, so that nothing is sent for
 * the job any more and a scrub that is cut off anywhere can be brought to its end; then it destroys the data key, which alone makes the
 * ids unreadable in every copy of the ledger; then it empties them, rewrites the file, and writes down that it is done. Thread-safe.
 */
public final class Scrub {
    private final JobScrubber scrubber;

    /** Creates a scrub that needs no accounts, as {@link Erasure} does. */
    public Scrub(Ledger ledger, KeyFolder keys, Clock clock) {
        this(new JobScrubber(ledger.store(), keys, clock, Checkpoints.NONE));
    }

    Scrub(JobScrubber scrubber) {
        this.scrubber = scrubber;
    }

    /**
     * Destroys a job's ids everywhere that this process can reach. It may be repeated.
     *
     * @param force whether to go on though a planned target is not done and read back, a plan was never finished, the data key is not
     *     there, or the rows are not what the receipts say
     * @throws ErasureException of reason {@code WRONG_STATE} if it is not forced and there is such a target, or the job is being run;
     *     {@code ROWS_DIFFER} if it is not forced and the rows are not what the receipts say; {@code KEYS_MISSING} or
     *     {@code KEYS_DIFFER} if the folder does not hold the job's keys; {@code LEDGER_IN_USE} if somebody reads the ledger, so that
     *     it cannot be rewritten: then the ids are unreadable already, and a repeated scrub removes what is left; {@code EVENT_FORGED}
     *     and {@code OLD_TAIL} as {@link Erasure#run} says
     */
    public ScrubSummary scrub(String name, boolean force) {
        return scrubber.scrub(name, force);
    }

    /**
     * Destroys a job's data key, and nothing else: its ids cannot be read any more, and {@link #scrub} removes what is left of them.
     * It may be repeated.
     *
     * @throws ErasureException as {@link #scrub} does
     */
    public void destroyDataKey(String name, boolean force) {
        scrubber.destroyDataKey(name, force);
    }
}
