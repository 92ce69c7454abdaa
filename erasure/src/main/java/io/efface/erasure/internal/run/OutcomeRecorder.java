package io.efface.erasure.internal.run;

import io.efface.Effect;
import io.efface.FaceException;
import io.efface.erasure.AccountEnd;
import io.efface.erasure.TargetState;
import io.efface.erasure.internal.ledger.Checkpoint;
import io.efface.erasure.internal.ledger.record.Claim;
import io.efface.erasure.internal.ledger.record.DetachedFace;
import io.efface.erasure.internal.ledger.record.Job;
import io.efface.erasure.internal.ledger.record.Target;
import io.efface.erasure.internal.ledger.record.TargetEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Submits the outcomes of one account's targets to the ledger without waiting for the commit, and releases each target's permit after it.
 * Thread-safe.
 */
final class OutcomeRecorder {
    /** The longest time until the next epoch has begun after a claim was lost. */
    private static final Duration EPOCH_BEGINS = Duration.ofSeconds(5);

    private final AccountRun run;
    private final SafetyStop safety;

    OutcomeRecorder(AccountRun run, SafetyStop safety) {
        this.run = run;
        this.safety = safety;
    }

    /** Submits the result of a read, unless the run has lost its lease. */
    void readBack(Target target, Instant at, boolean isFound) {
        Job job = run.job();
        long epoch = run.lease().epoch();
        CompletableFuture<Boolean> unused = run.writer()
                .submit(tx -> {
                    if (!Lease.holds(tx, job, epoch, run.now())) {
                        return false;
                    }
                    tx.events(job.number())
                            .add(new TargetEvent.ReadBack(target.id(), at, null, isFound, true, null).event());
                    return true;
                })
                .whenComplete((done, error) -> {
                    if (error == null) {
                        run.sealer().countEvent();
                    }
                });
    }

    /**
     * Submits the outcome of a target.
     *
     * @param rejection the error with which the account rejected the target, or an error of unknown effect that need not concern the target,
     *     or null
     */
    void settle(
            Permit permit,
            Target target,
            @Nullable Claim claim,
            AttemptOutcome attempt,
            @Nullable FaceException rejection) {
        run.pool().progress.error(attempt.kind());
        StoreOutcome change = new StoreOutcome(
                run.job(),
                run.account().number(),
                target,
                claim,
                claim != null ? claim.epoch() : run.lease().epoch(),
                attempt,
                run.clock());
        run.pool()
                .submit(
                        permit,
                        change,
                        settled -> settled.ifPresentOrElse(
                                known -> committed(permit, claim, attempt, known, rejection),
                                () -> claimLost(permit, claim)));
    }

    /** A target whose claim was lost with the lease has an unknown effect in the next epoch, which begins about now. */
    private void claimLost(Permit permit, @Nullable Claim claim) {
        if (claim == null) {
            permit.dropped();
        } else {
            Instant due = run.callEnd().plus(Lease.GRACE).plus(EPOCH_BEGINS);
            permit.returned(permit.target().orphaned(claim.attempt(), due).detaching(claim.detached()));
        }
    }

    private void committed(
            Permit permit,
            @Nullable Claim claim,
            AttemptOutcome attempt,
            StoreOutcome.Settled settled,
            @Nullable FaceException rejection) {
        run.sealer().countEvent();
        run.reached(Checkpoint.OUTCOME_COMMITTED);
        List<DetachedFace> detached = claim == null ? List.of() : claim.detached();
        Target rest = attempt.counts() ? rest(permit, attempt, settled) : null;
        if (rest != null) {
            permit.postponed(rest.detaching(detached));
        } else if (attempt.counts()) {
            run.pool().progress.settled(settled.state(), settled.outcome());
            AccountEnd stop = safety.add(settled.failed(), settled.sample());
            if (stop != null) {
                permit.stopAccount(stop);
            }
            boolean isKnown = settled.state() != TargetState.UNKNOWN;
            permit.settled(isKnown || attempt.answered(), isKnown, rejection);
        } else {
            Target again =
                    permit.target().again(settled.state(), settled.attempt()).detaching(detached);
            if (rejection != null) {
                permit.rejected(again, rejection);
            } else {
                permit.returned(again);
            }
        }
    }

    /** Returns the target with the faces that did not fit into the answered request, or null if all did. The same run takes it again. */
    private @Nullable Target rest(Permit permit, AttemptOutcome attempt, StoreOutcome.Settled settled) {
        boolean isReadable = attempt.effect() == null || attempt.effect() == Effect.NONE;
        if (!isReadable || permit.wasRejectedAlone() || attempt.faces().isEmpty()) {
            return null;
        }
        Target rest = permit.target()
                .without(attempt.faces().stream().map(FaceAttemptOutcome::face).toList());
        if (rest.faces().isEmpty()) {
            return null;
        }
        Target again = rest.again(settled.state(), settled.attempt());
        return attempt.mayBeAtWork() ? again.after(run.callEnd().plus(Lease.GRACE)) : again;
    }
}
