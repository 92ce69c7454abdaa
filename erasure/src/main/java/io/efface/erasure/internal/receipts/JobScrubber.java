package io.efface.erasure.internal.receipts;

import io.efface.erasure.ErasureException;
import io.efface.erasure.ErasureException.Reason;
import io.efface.erasure.JobState;
import io.efface.erasure.ReceiptsCheck;
import io.efface.erasure.ReceiptsCheck.Verdict;
import io.efface.erasure.Scrub;
import io.efface.erasure.ScrubSummary;
import io.efface.erasure.internal.ledger.Checkpoint;
import io.efface.erasure.internal.ledger.Checkpoints;
import io.efface.erasure.internal.ledger.DetachedRuns;
import io.efface.erasure.internal.ledger.LedgerStore;
import io.efface.erasure.internal.ledger.Transaction;
import io.efface.erasure.internal.ledger.record.Event;
import io.efface.erasure.internal.ledger.record.EventType;
import io.efface.erasure.internal.ledger.record.Job;
import io.efface.erasure.keys.KeyFolder;
import io.efface.erasure.keys.SealSigner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;

/**
 * Destroys the ids of a job. Hashes, outcomes and receipts stay. A scrub has these steps, in this order:
 *
 * <ol>
 *   <li>It sets the job's state to {@code SCRUBBING}. From then on, no request is sent for the job, and an interrupted scrub can be
 *       completed.
 *   <li>It destroys the data key. The ids are then unreadable in every copy of the ledger.
 *   <li>It empties the columns with the encrypted ids.
 *   <li>It rewrites the ledger's file.
 *   <li>It sets the state to {@code SCRUBBED} and adds an event that records the scrub.
 * </ol>
 *
 * Thread-safe.
 */
public final class JobScrubber {
    private static final int ROWS_PER_COMMIT = 10_000;

    private final LedgerStore ledger;
    private final KeyFolder keys;
    private final Clock clock;
    private final Checkpoints checkpoints;

    public JobScrubber(LedgerStore ledger, KeyFolder keys, Clock clock, Checkpoints checkpoints) {
        this.ledger = ledger;
        this.keys = keys;
        this.clock = clock;
        this.checkpoints = checkpoints;
    }

    /**
     * A scrub that has begun.
     *
     * @param unproven the number of planned targets that are not done or not read back
     * @param lostFaces the number of detached faces that may still exist
     * @param resumed whether an earlier scrub of the job was interrupted
     */
    private record BegunScrub(long unproven, long lostFaces, boolean resumed) {
        ScrubSummary summary(Job job, long rows) {
            return new ScrubSummary(job.name(), rows, unproven, lostFaces, resumed, false);
        }
    }

    /** Implements {@link Scrub#scrub}. */
    public ScrubSummary scrub(String name, boolean force) {
        Job job = ledger.job(name);
        LedgerStore.Occupation occupation = ledger.occupy(job);
        try {
            DetachedRuns.requireNone(ledger, job, clock);
            return scrub(job, force);
        } finally {
            occupation.close();
        }
    }

    private ScrubSummary scrub(Job job, boolean force) {
        SealSigner signer = openReceipts(job);
        if (job.state() == JobState.SCRUBBED) {
            // An earlier scrub may have been interrupted before its last event was sealed.
            seal(job, signer, force);
            return new ScrubSummary(job.name(), lastRow(job), 0, 0, false, true);
        }
        BegunScrub begun = begin(job, signer, force);
        destroyKey(job);
        long lastRow = lastRow(job);
        removeIds(job, lastRow);
        ledger.writer().destroyRemovedData(checkpoints);
        ledger.writer().write(tx -> {
            tx.jobs().setState(job.number(), JobState.SCRUBBED);
            tx.events(job.number())
                    .add(Event.of(EventType.SCRUBBED, clock.instant())
                            .with("step", "ids")
                            .with("rows", lastRow));
            return true;
        });
        checkpoints.reached(Checkpoint.SCRUB_STEP);
        seal(job, signer, force);
        return begun.summary(job, lastRow);
    }

    /** Implements {@link Scrub#destroyDataKey}. */
    public ScrubSummary destroyDataKey(String name, boolean force) {
        Job job = ledger.job(name);
        if (job.state() == JobState.SCRUBBED) {
            return new ScrubSummary(job.name(), lastRow(job), 0, 0, false, true);
        }
        LedgerStore.Occupation occupation = ledger.occupy(job);
        try {
            DetachedRuns.requireNone(ledger, job, clock);
            SealSigner signer = openReceipts(job);
            BegunScrub begun = begin(job, signer, force);
            destroyKey(job);
            seal(job, signer, force);
            return begun.summary(job, lastRow(job));
        } finally {
            occupation.close();
        }
    }

    private SealSigner openReceipts(Job job) {
        SealSigner signer = keys.signer(job.keys());
        new JobReceipts(ledger, keys, clock).open(job, false);
        return signer;
    }

    private BegunScrub begin(Job found, SealSigner signer, boolean force) {
        boolean hasDataKey = keys.hasDataKey(ledger.id(), found.number());
        BegunScrub begun = ledger.writer().write(tx -> {
            Job job = tx.jobs().get(found.name());
            if (job.number() != found.number()) {
                throw new ErasureException(
                        Reason.WRONG_STATE, "the job '" + job.name() + "' has been planned anew meanwhile");
            }
            boolean resumed = job.state() == JobState.SCRUBBING;
            long lostFaces = tx.detached(job.number()).unverified();
            if (resumed && wasForced(tx, job, signer)) {
                return new BegunScrub(0, lostFaces, true);
            }
            // The state of the job is not authenticated, so an interrupted scrub has to pass the same checks as a new
            // scrub.
            if (!hasDataKey && !force && !resumed) {
                throw new ErasureException(
                        Reason.KEYS_MISSING,
                        "the data key of the job '" + job.name() + "' is not in " + keys.folder()
                                + "; name the folder that contains the key, or force the scrub if the key is lost");
            }
            long unproven = tx.targets(job.number()).unproven();
            if ((unproven > 0 || job.state() == JobState.PLANNING) && !force) {
                throw new ErasureException(Reason.WRONG_STATE, refusal(job, unproven));
            }
            if (lostFaces > 0 && !force) {
                throw new ErasureException(Reason.WRONG_STATE, refusalOfFaces(job, lostFaces));
            }
            boolean rowsDiffer = job.state() != JobState.PLANNING && rowsDiffer(tx, job, signer, force);
            if (force) {
                tx.events(job.number())
                        .add(Event.of(EventType.OVERRIDDEN, clock.instant())
                                .with("stop", "scrub")
                                .with("unproven", unproven)
                                .with("lostFaces", lostFaces > 0 ? lostFaces : null)
                                .with("dataKeyThere", hasDataKey)
                                .with("rowsDiffer", rowsDiffer ? true : null));
            }
            tx.jobs().setState(job.number(), JobState.SCRUBBING);
            return new BegunScrub(unproven, lostFaces, resumed);
        });
        checkpoints.reached(Checkpoint.SCRUB_STEP);
        return begun;
    }

    /**
     * Returns whether authenticated events record that the operator forced a scrub. If a forced scrub was interrupted, the next scrub needs
     * no checks.
     */
    private static boolean wasForced(Transaction tx, Job job, SealSigner signer) {
        try (EventFold fold = RowsVerifier.startFold(tx, job.number(), false);
                LedgerReceipts source = LedgerReceipts.open(tx, job.name())) {
            ReceiptsCheck receipts = new ReceiptsVerifier(signer.publicKey(), null, source, fold::add).check();
            return receipts.verdict() != Verdict.BROKEN && fold.job().isScrubForced();
        } catch (IOException e) {
            throw new UncheckedIOException("reading events from a ledger uses no stream", e);
        }
    }

    /**
     * Checks the rows against the receipts, because the rows determine whose ids are destroyed.
     *
     * @return true if the rows differ and the operator forced the scrub, false if the rows agree
     * @throws ErasureException of reason {@code ROWS_DIFFER} if the rows differ and the operator did not force the scrub
     */
    private static boolean rowsDiffer(Transaction tx, Job job, SealSigner signer, boolean force) {
        try {
            RowsVerifier.requireTotals(signer.publicKey(), tx, job, "nothing was destroyed");
            return false;
        } catch (ErasureException e) {
            if (!force || e.reason() != Reason.ROWS_DIFFER) {
                throw e;
            }
            return true;
        }
    }

    /** Seals the events of the scrub. The last seal is final, unless the rows differ and the operator forced the scrub. */
    private void seal(Job job, SealSigner signer, boolean force) {
        Sealer sealer = sealer(job, signer);
        try {
            sealer.finish();
        } catch (ErasureException e) {
            if (!force || e.reason() != Reason.ROWS_DIFFER) {
                throw e;
            }
            sealer.sealAll();
        }
    }

    private static String refusal(Job job, long unproven) {
        return job.state() == JobState.PLANNING
                ? "planning the job '" + job.name() + "' was never completed; plan it anew, or force the scrub"
                : unproven + " planned targets of the job '" + job.name()
                        + "' are not done or were not read back, and they could not be processed"
                        + " after a scrub; run and verify the job, or force the scrub";
    }

    private static String refusalOfFaces(Job job, long faces) {
        return faces + (faces == 1 ? " detached face" : " detached faces") + " of the job '" + job.name()
                + "' may still exist at the vendor, and could not be found after a scrub; remove their targets from the"
                + " hold list, then run and verify the job, or force the scrub";
    }

    private void destroyKey(Job job) {
        boolean destroyed = keys.destroyDataKey(ledger.id(), job.number());
        checkpoints.reached(Checkpoint.SCRUB_STEP);
        if (destroyed) {
            ledger.writer().write(tx -> {
                tx.events(job.number())
                        .add(Event.of(EventType.SCRUBBED, clock.instant()).with("step", "dataKey"));
                return true;
            });
        }
    }

    private long lastRow(Job job) {
        return ledger.writer().write(tx -> tx.targets(job.number()).lastRow());
    }

    private void removeIds(Job job, long lastRow) {
        for (long from = 1; from <= lastRow; from += ROWS_PER_COMMIT) {
            long first = from;
            ledger.writer().write(tx -> {
                tx.edits(job.number()).removeIds(first, first + ROWS_PER_COMMIT - 1);
                return true;
            });
            checkpoints.reached(Checkpoint.SCRUB_STEP);
        }
    }

    private Sealer sealer(Job job, SealSigner signer) {
        return new Sealer(ledger.writer(), ledger.id(), job, signer, clock);
    }
}
