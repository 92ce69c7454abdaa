package io.efface.erasure.internal.run;

import io.efface.erasure.ErasureException;
import io.efface.erasure.RunOptions;
import io.efface.erasure.internal.ledger.Change;
import io.efface.erasure.internal.ledger.Checkpoint;
import io.efface.erasure.internal.ledger.LedgerWriter;
import io.efface.erasure.internal.ledger.record.Job;
import io.efface.erasure.internal.ledger.record.JobAccount;
import io.efface.erasure.internal.receipts.Sealer;
import io.efface.erasure.keys.JobCipher;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;

/**
 * The objects that a run uses to process the targets of one account. Thread-safe.
 *
 * @param isDatabaseReplaced whether the job continues in a copy of its database, so that the ledger may have lost attempts
 */
record AccountRun(
        JobContext jobContext,
        JobAccount account,
        RunOptions options,
        RunContext context,
        Lease lease,
        Sealer sealer,
        WorkerPool pool,
        boolean isDatabaseReplaced) {
    Job job() {
        return jobContext.job();
    }

    Clock clock() {
        return context.clock();
    }

    Instant now() {
        return clock().instant();
    }

    /** Returns the deadline of a call that begins now. */
    Instant callEnd() {
        return pool.callEnd();
    }

    JobCipher cipher() {
        return jobContext.keys().cipher();
    }

    LedgerWriter writer() {
        return jobContext.ledger().writer();
    }

    void reached(Checkpoint checkpoint) {
        context.checkpoints().reached(checkpoint);
    }

    String newOperationId() {
        byte[] id = new byte[16];
        context.random().nextBytes(id);
        return HexFormat.of().formatHex(id);
    }

    /** Returns whether no request may be sent any more: the run is aborted, or a run of this process could not write the ledger. */
    boolean isEnding() {
        ErasureException failure = writer().failure();
        if (failure != null) {
            pool.fail(failure);
        }
        return failure != null || pool.signals().isAborted();
    }

    /** Checks soon whether this worker still has the lease. */
    void doubtLease() {
        lease.doubt();
        pool.wake();
    }

    /** Commits a change that allows a request, and waits for the commit. */
    ClaimTarget.Result commit(Change<ClaimTarget.Result> change) {
        ClaimTarget.Result result;
        try {
            result = writer().write(change);
        } catch (ErasureException e) {
            pool.fail(e);
            throw e;
        }
        if (result == ClaimTarget.Result.CLAIMED) {
            sealer.countEvent();
            reached(Checkpoint.INTENT_COMMITTED);
        }
        return result;
    }
}
