package io.efface.erasure.internal.run;

import io.efface.erasure.internal.ledger.Change;
import io.efface.erasure.internal.ledger.Claim;
import io.efface.erasure.internal.ledger.DetachedFace;
import io.efface.erasure.internal.ledger.Event;
import io.efface.erasure.internal.ledger.EventType;
import io.efface.erasure.internal.ledger.Job;
import io.efface.erasure.internal.ledger.JobTables;
import io.efface.erasure.internal.ledger.Transaction;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/**
 * Stores the faces that a further request of a claimed target is about to detach. The faces of its first request are stored with the
 * {@link ClaimTarget}.
 */
record StoreDetachedFaces(Job job, Claim claim, List<DetachedFace> faces, Clock clock)
        implements Change<ClaimTarget.Answer> {
    @Override
    public ClaimTarget.Answer apply(Transaction tx) throws SQLException {
        Instant now = clock.instant();
        if (!now.isBefore(claim.until()) || !Lease.holds(tx, job, claim.epoch(), claim.until())) {
            return ClaimTarget.Answer.NO_LEASE;
        }
        boolean isInFlight = tx.targets(job.number())
                .find(claim.target())
                .filter(record -> record.isClaimedBy(claim))
                .isPresent();
        if (!isInFlight) {
            return ClaimTarget.Answer.CHANGED;
        }
        store(tx, job.tables(), claim, faces, now);
        return ClaimTarget.Answer.CLAIMED;
    }

    /** Stores faces in the transaction that allows their request, and records the new ones. */
    static void store(Transaction tx, JobTables job, Claim claim, List<DetachedFace> faces, Instant now)
            throws SQLException {
        List<String> added = tx.detached(job.number()).store(faces);
        if (!added.isEmpty()) {
            tx.events(job.number())
                    .add(Event.of(EventType.DETACHED, now, claim.target())
                            .with("operationId", claim.operationId())
                            .with("epoch", claim.epoch())
                            .with("detached", added));
        }
    }
}
