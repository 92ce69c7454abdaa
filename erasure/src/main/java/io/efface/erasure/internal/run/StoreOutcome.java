package io.efface.erasure.internal.run;

import io.efface.ErrorKind;
import io.efface.Operation;
import io.efface.PersonOutcome;
import io.efface.erasure.TargetState;
import io.efface.erasure.internal.ledger.Accounts;
import io.efface.erasure.internal.ledger.Change;
import io.efface.erasure.internal.ledger.Transaction;
import io.efface.erasure.internal.ledger.record.Job;
import io.efface.erasure.internal.ledger.record.RunCounts;
import io.efface.erasure.internal.ledger.record.Target;
import io.efface.erasure.internal.ledger.record.TargetClaim;
import io.efface.erasure.internal.ledger.record.TargetEvent;
import io.efface.erasure.internal.ledger.record.TargetRecord;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Stores the outcome of an attempt for a target. Stores nothing if the worker has lost its lease or the target has changed meanwhile.
 *
 * @param claim the claim of the attempt, or null if the attempt ended before a claim
 * @param epoch the epoch of the account run
 * @param isLast whether the run does not process other faces of the target after this attempt
 * @param isDatabaseReplaced whether the job continues in a copy of its database, so that the ledger may have lost attempts for the target
 */
record StoreOutcome(
        Job job,
        int account,
        Target target,
        @Nullable TargetClaim claim,
        long epoch,
        AttemptOutcome attemptOutcome,
        boolean isLast,
        boolean isDatabaseReplaced,
        Clock clock)
        implements Change<Optional<StoreOutcome.Stored>> {
    /**
     * The stored state of the target.
     *
     * @param attempt the number of attempts so far
     * @param counts the counts of the account run after this attempt
     */
    record Stored(TargetState state, @Nullable PersonOutcome outcome, int attempt, RunCounts counts) {}

    @Override
    public Optional<Stored> apply(Transaction tx) {
        Instant now = clock.instant();
        TargetRecord record = tx.targets(job.number()).find(target.id()).orElse(null);
        if (record == null || !tx.accounts(job.number()).isLeased(account, epoch, now) || !isUnchanged(tx, record)) {
            return Optional.empty();
        }
        AttemptOutcome outcome = withRemark(record);
        FaceTally faces = null;
        AttemptOutcome combined;
        if (target.operation() == Operation.DELETE_FACES) {
            TargetEvent.Outcome alone = event(record, now, outcome, outcome, outcome.state());
            faces = FaceTally.of(tx.faces(job.number()).apply(alone));
            combined = outcome.combinedWith(faces);
        } else {
            combined = outcome.combinedWith(target);
        }
        if (isDatabaseReplaced) {
            combined = combined.withMaybeEarlier(true);
        }
        TargetEvent.Outcome event = decide(tx, record, now, outcome, combined);
        // A request without a response may still arrive at the vendor until record.notBefore().
        boolean mustWait = outcome.concernsTarget()
                && !outcome.answered()
                && (combined.state() == TargetState.UNKNOWN || outcome.mayStillDelete());
        tx.targets(job.number()).store(target.id(), record.after(event, epoch, mustWait ? record.notBefore() : null));
        tx.events(job.number()).add(event.event().with("operationId", claim == null ? null : claim.operationId()));
        boolean isFailed = faces == null
                ? combined.state() == TargetState.FAILED || combined.state() == TargetState.UNKNOWN
                : combined.state() != TargetState.DONE && faces.hasFailures();
        Accounts accounts = tx.accounts(job.number());
        RunCounts counts = accounts.counts(account);
        if (outcome.concernsTarget()) {
            counts = counted(counts, combined, isFailed);
            accounts.setCounts(account, counts);
        }
        return Optional.of(new Stored(combined.state(), combined.outcome(), record.attempt(), counts));
    }

    /** Returns the outcome with the remark that follows from the attempts that the ledger knows, or may have lost. */
    private AttemptOutcome withRemark(TargetRecord record) {
        if (isDatabaseReplaced) {
            return attemptOutcome.withMaybeEarlier(true);
        }
        return record.attempt() == 0 ? attemptOutcome.withMaybeEarlier(false) : attemptOutcome;
    }

    private boolean isUnchanged(Transaction tx, TargetRecord record) {
        return claim != null
                ? record.isClaimedBy(claim)
                : record.state() == target.state()
                        && record.attempt() == target.attempt()
                        && !tx.holds(job.number()).isHeld(target.id());
    }

    /**
     * Makes the event for the outcome.
     *
     * @param outcome the outcome of the attempt alone
     * @param combined the outcome together with earlier attempts and other faces of the target
     */
    private TargetEvent.Outcome decide(
            Transaction tx, TargetRecord record, Instant now, AttemptOutcome outcome, AttemptOutcome combined) {
        // If the target was put on hold during an attempt that had no effect, the target becomes HELD.
        boolean held = combined.state() == TargetState.PENDING
                && !combined.maybeEarlier()
                && !target.maybeEarlier()
                && tx.holds(job.number()).isHeld(target.id());
        return event(record, now, outcome, combined, held ? TargetState.HELD : combined.state());
    }

    private TargetEvent.Outcome event(
            TargetRecord record, Instant now, AttemptOutcome outcome, AttemptOutcome combined, TargetState state) {
        ErrorKind ownKind = outcome.concernsTarget() ? outcome.kind() : null;
        return new TargetEvent.Outcome(
                target.id(),
                now,
                record.attempt(),
                state,
                combined.outcome(),
                combined.evidence(),
                combined.verifiedAt(),
                combined.maybeEarlier(),
                outcome.kind(),
                combined.kind() == ownKind ? null : combined.kind(),
                outcome.permanent(),
                outcome.concernsTarget() ? combined.effect() : outcome.effect(),
                outcome.vendorCode(),
                outcome.requestId(),
                outcome.faceRecords(),
                !outcome.concernsTarget());
    }

    /**
     * Counts the attempt. A done target is added to the sample of erased targets, whose share of absent targets can stop the run. One kind
     * of done target is left out: a target that is absent and that an earlier attempt may have deleted. The earlier attempt may be the
     * reason for its absence. In a copy of the job's database, every outcome has this remark, so absent targets count there. Otherwise the
     * run would not stop if all targets are absent.
     */
    private RunCounts counted(RunCounts before, AttemptOutcome combined, boolean isFailed) {
        RunCounts counts = isLast ? before.withAttempt(isFailed) : before;
        boolean isAbsent = combined.outcome() == PersonOutcome.ALREADY_ABSENT;
        boolean isErased =
                combined.state() == TargetState.DONE && !(isAbsent && combined.maybeEarlier() && !isDatabaseReplaced);
        return isErased ? counts.withErased(isAbsent) : counts;
    }
}
