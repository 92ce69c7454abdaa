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
 * Destroys the ids of a job, and leaves hashes, outcomes and receipts. First it writes down that it does, so that nothing is sent for
 * the job any more and a scrub that is cut off anywhere can be brought to its end; then it destroys the data key, which alone makes the
 * ids unreadable in every copy of the ledger; then it empties them, rewrites the file, and writes down that it is done. Thread-safe.
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

    /** What a scrub finds. */
    private record Begun(Job job, long unproven, boolean resumed) {}

    /** Does what {@link Scrub#scrub} says. */
    public ScrubSummary scrub(String name, boolean force) {
        Job found = ledger.job(name);
        LedgerStore.Occupation mine = ledger.occupy(found);
        try {
            return scrub(found, force);
        } finally {
            mine.close();
        }
    }

    private ScrubSummary scrub(Job found, boolean force) {
        SealSigner signer = openReceipts(found);
        if (found.state() == JobState.SCRUBBED) {
            // An earlier one may have been cut off before its last event was sealed.
            seal(found, signer, force);
            return new ScrubSummary(found.name(), lastRow(found), 0, false, true);
        }
        Begun begun = begin(found, signer, force);
        destroyKey(found);
        long last = lastRow(found);
        empty(found, last);
        rewrite();
        ledger.writer().write(tx -> {
            tx.jobs().setState(found.number(), JobState.SCRUBBED);
            tx.events(found.number())
                    .add(Event.of(EventType.SCRUBBED, clock.instant())
                            .with("step", "ids")
                            .with("rows", last));
            return true;
        });
        checkpoints.reached(Checkpoint.SCRUB_STEP);
        seal(found, signer, force);
        return new ScrubSummary(found.name(), last, begun.unproven(), begun.resumed(), false);
    }

    /** Does what {@link Scrub#destroyDataKey} says. */
    public void destroyDataKey(String name, boolean force) {
        Job found = ledger.job(name);
        if (found.state() == JobState.SCRUBBED) {
            return;
        }
        LedgerStore.Occupation mine = ledger.occupy(found);
        try {
            SealSigner signer = openReceipts(found);
            begin(found, signer, force);
            destroyKey(found);
            seal(found, signer, force);
        } finally {
            mine.close();
        }
    }

    private SealSigner openReceipts(Job job) {
        SealSigner signer = keys.signer(job.keys());
        new JobReceipts(ledger, keys, clock).open(job, false);
        return signer;
    }

    private Begun begin(Job found, SealSigner signer, boolean force) {
        boolean keyThere = keys.hasDataKey(ledger.id(), found.number());
        Begun begun = ledger.writer().write(tx -> {
            Job job = tx.jobs().get(found.name());
            if (job.number() != found.number()) {
                throw new ErasureException(
                        Reason.WRONG_STATE, "the job '" + job.name() + "' has been planned anew meanwhile");
            }
            boolean resumed = job.state() == JobState.SCRUBBING;
            if (resumed && isForcedBefore(tx, job, signer)) {
                return new Begun(job, 0, true);
            }
            // Nothing authenticates the state of the job, so that a scrub that was cut off is checked as a new one is.
            if (!keyThere && !force && !resumed) {
                throw new ErasureException(
                        Reason.KEYS_MISSING,
                        "the data key of the job '" + job.name() + "' is not in " + keys.folder()
                                + "; say where it is, or force the scrub if it is gone");
            }
            long unproven = tx.targets(job.number()).unproven();
            if ((unproven > 0 || job.state() == JobState.PLANNING) && !force) {
                throw new ErasureException(Reason.WRONG_STATE, refusal(job, unproven));
            }
            boolean differ = job.state() != JobState.PLANNING && differ(tx, job, signer, force);
            if (force) {
                tx.events(job.number())
                        .add(Event.of(EventType.OVERRIDDEN, clock.instant())
                                .with("stop", "scrub")
                                .with("unproven", unproven)
                                .with("dataKeyThere", keyThere)
                                .with("rowsDiffer", differ ? true : null));
            }
            tx.jobs().setState(job.number(), JobState.SCRUBBING);
            return new Begun(job, unproven, resumed);
        });
        checkpoints.reached(Checkpoint.SCRUB_STEP);
        return begun;
    }

    /** Returns whether authenticated events record that the operator forced a scrub, which may then be completed. */
    private static boolean isForcedBefore(Transaction tx, Job job, SealSigner signer) {
        try (EventFold fold = RowsVerifier.fold(tx, job.number(), false);
                LedgerReceipts source = LedgerReceipts.open(tx, job.name())) {
            ReceiptsCheck receipts = new ReceiptsVerifier(signer.publicKey(), null, source, fold::add).check();
            return receipts.verdict() != Verdict.BROKEN && fold.job().isScrubForced();
        } catch (IOException e) {
            throw new UncheckedIOException("a ledger is read without streams", e);
        }
    }

    /** Returns whether the rows, which say whose ids may be destroyed, are not what the receipts say. */
    private static boolean differ(Transaction tx, Job job, SealSigner signer, boolean force) {
        try {
            RowsVerifier.totals(signer.publicKey(), tx, job, "nothing was destroyed");
            return false;
        } catch (ErasureException e) {
            if (!force || e.reason() != Reason.ROWS_DIFFER) {
                throw e;
            }
            return true;
        }
    }

    /** Seals what was done; with a final seal, unless the rows differ and the operator forced the scrub. */
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
                ? "the job '" + job.name() + "' was never planned to its end; plan it anew, or force the scrub"
                : unproven + " planned targets of the job '" + job.name()
                        + "' are not done and read back, and could not be"
                        + " any more after a scrub; run and verify the job, or force the scrub";
    }

    private void destroyKey(Job job) {
        boolean now = keys.destroyDataKey(ledger.id(), job.number());
        checkpoints.reached(Checkpoint.SCRUB_STEP);
        if (now) {
            ledger.writer().write(tx -> {
                tx.events(job.number())
                        .add(Event.of(EventType.SCRUBBED, clock.instant()).with("step", "dataKey"));
                return true;
            });
        }
    }

    private long lastRow(Job job) {
        return ledger.writer().write(tx -> tx.targets(job.number()).last());
    }

    private void empty(Job job, long last) {
        for (long from = 1; from <= last; from += ROWS_PER_COMMIT) {
            long first = from;
            ledger.writer().write(tx -> {
                tx.edits(job.number()).removeIds(first, first + ROWS_PER_COMMIT - 1);
                tx.detached(job.number()).empty(first, first + ROWS_PER_COMMIT - 1);
                return true;
            });
            checkpoints.reached(Checkpoint.SCRUB_STEP);
        }
    }

    /** Leaves no page, and no frame of the log, that held an id. */
    private void rewrite() {
        ledger.writer().writeAlone(tx -> truncateLog(tx));
        checkpoints.reached(Checkpoint.SCRUB_STEP);
        ledger.writer().writeAlone(tx -> {
            tx.rewrite();
            return true;
        });
        checkpoints.reached(Checkpoint.SCRUB_STEP);
        ledger.writer().writeAlone(tx -> truncateLog(tx));
        checkpoints.reached(Checkpoint.SCRUB_STEP);
    }

    private static boolean truncateLog(Transaction tx) {
        if (!tx.emptyLog()) {
            throw new ErasureException(
                    Reason.LEDGER_IN_USE,
                    "the ledger is being read, so that what the ids were in cannot be removed from it yet; they are"
                            + " unreadable already: repeat the scrub when no process reads it");
        }
        return true;
    }

    private Sealer sealer(Job job, SealSigner signer) {
        return new Sealer(ledger.writer(), ledger.id(), job, signer, clock);
    }
}
