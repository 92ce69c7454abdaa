package io.efface.erasure.internal.run;

import io.efface.erasure.internal.ledger.Change;
import io.efface.erasure.internal.ledger.Transaction;
import io.efface.erasure.internal.ledger.record.DetachedFace;
import io.efface.erasure.internal.ledger.record.Job;
import io.efface.erasure.internal.ledger.record.JobAccount;
import io.efface.erasure.internal.ledger.record.TargetClaim;
import io.efface.erasure.internal.ledger.record.TargetEvent;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/**
 * Stores the faces that a later request of an attempt is about to detach. {@link ClaimTarget} stores the faces of the first request.
 */
record StoreDetachedFaces(Job job, JobAccount account, TargetClaim claim, List<DetachedFace> faces, Clock clock)
        implements Change<ClaimTarget.Result> {
    @Override
    public ClaimTarget.Result apply(Transaction tx) {
        Instant now = clock.instant();
        boolean isLeased = tx.accounts(job.number()).isLeased(account.number(), claim.epoch(), claim.until());
        if (!isLeased || !now.isBefore(claim.until())) {
            return ClaimTarget.Result.NO_LEASE;
        }
        boolean isInFlight = tx.targets(job.number())
                .find(claim.target())
                .filter(record -> record.isClaimedBy(claim))
                .isPresent();
        if (!isInFlight) {
            return ClaimTarget.Result.CHANGED;
        }
        store(tx, job.number(), claim, faces, now);
        return ClaimTarget.Result.CLAIMED;
    }

    /**
     * Stores the faces that a request is about to detach, in the transaction that allows this request. Adds an event about the faces that
     * were not stored before.
     */
    static void store(Transaction tx, int job, TargetClaim claim, List<DetachedFace> faces, Instant now) {
        List<String> added = tx.detached(job).store(faces);
        if (!added.isEmpty()) {
            tx.events(job)
                    .add(new TargetEvent.Detached(claim.target(), now, added)
                            .event()
                            .with("operationId", claim.operationId())
                            .with("epoch", claim.epoch()));
        }
    }
}
