package io.efface.erasure.internal.run;

import io.efface.ErrorKind;
import io.efface.Operation;
import io.efface.erasure.JobState;
import io.efface.erasure.TargetState;
import io.efface.erasure.internal.ledger.Change;
import io.efface.erasure.internal.ledger.Targets;
import io.efface.erasure.internal.ledger.Transaction;
import io.efface.erasure.internal.ledger.record.DetachedFace;
import io.efface.erasure.internal.ledger.record.Job;
import io.efface.erasure.internal.ledger.record.JobAccount;
import io.efface.erasure.internal.ledger.record.Target;
import io.efface.erasure.internal.ledger.record.TargetClaim;
import io.efface.erasure.internal.ledger.record.TargetEvent;
import io.efface.erasure.internal.ledger.record.TargetRecord;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/**
 * Claims a target right before its first request is sent. The transaction checks the lease, the job, the target and the hold list again,
 * and stores the claim.
 *
 * @param epoch the epoch of the account run; its lease must last until the deadline of the call
 * @param until the deadline of the call
 * @param detaching the faces that the request detaches from their person. They are stored with the claim, because later reads of the person
 *     no longer find them. Empty for most vendors
 */
record ClaimTarget(
        Job job,
        JobAccount account,
        Target target,
        String operationId,
        long epoch,
        Instant until,
        List<DetachedFace> detaching,
        Clock clock)
        implements Change<ClaimTarget.Result> {
    /** The result of the change. */
    enum Result {
        /** The target is in flight, and the request may be sent. */
        CLAIMED,
        /** The target is on the hold list. */
        HELD,
        /** The target or the job has changed since the run read the target, or the target has to wait. */
        CHANGED,
        /** The worker has lost its lease, or the lease does not last long enough. */
        NO_LEASE
    }

    @Override
    public Result apply(Transaction tx) {
        Instant now = clock.instant();
        if (!now.isBefore(until) || !tx.accounts(job.number()).isLeased(account.number(), epoch, until)) {
            return Result.NO_LEASE;
        }
        JobState state = tx.jobs().state(job.number()).orElse(null);
        Targets targets = tx.targets(job.number());
        TargetRecord record = targets.find(target.id()).orElse(null);
        boolean canRun = state == JobState.PLANNED || state == JobState.STARTED;
        if (record == null || !isAsRead(record, now) || !canRun) {
            return Result.CHANGED;
        }
        if (tx.holds(job.number()).isHeld(target.id())) {
            return Result.HELD;
        }
        if (state == JobState.PLANNED) {
            tx.jobs().setState(job.number(), JobState.STARTED);
        }
        // The event keeps this error, so that a later run still knows that a read found the person after the vendor's
        // OK.
        ErrorKind keptKind = target.refuted() ? ErrorKind.STILL_PRESENT : null;
        boolean hasFaces = target.operation() == Operation.DELETE_FACES;
        TargetClaim claim = toClaim();
        TargetEvent.Attempted event = new TargetEvent.Attempted(
                target.id(),
                now,
                claim.attempt(),
                keptKind,
                hasFaces ? target.faces().size() : null);
        targets.store(target.id(), record.claimed(claim, event, until.plus(Lease.GRACE)));
        if (target.state() == TargetState.FAILED) {
            tx.events(job.number()).add(new TargetEvent.Reopened(target.id(), now, target.state(), true).event());
        }
        tx.events(job.number())
                .add(event.event()
                        .with("account", account.name())
                        .with("library", account.library().orElse(null))
                        .with("person", target.hash())
                        .with("operation", target.operation())
                        .with("operationId", operationId)
                        .with("epoch", epoch));
        StoreDetachedFaces.store(tx, job.number(), claim, detaching, now);
        return Result.CLAIMED;
    }

    /** Returns the claim that the ledger contains after the commit of this change. */
    TargetClaim toClaim() {
        return new TargetClaim(target.id(), operationId, epoch, target.attempt() + 1, until, detaching);
    }

    private boolean isAsRead(TargetRecord record, Instant now) {
        Instant stored = record.notBefore();
        // If the clock was set back, Targets.page has shortened the wait of the target.
        Instant notBefore = stored == null || target.notBefore() == null ? stored : target.notBefore();
        return record.state() == target.state()
                && record.attempt() == target.attempt()
                && record.operation() == target.operation()
                && (notBefore == null || !now.isBefore(notBefore));
    }
}
