package io.efface.erasure.internal.run;

import io.efface.Effect;
import io.efface.FaceException;
import io.efface.erasure.AccountEnd;
import io.efface.erasure.TargetState;
import io.efface.erasure.internal.ledger.Checkpoint;
import io.efface.erasure.internal.ledger.record.DetachedFace;
import io.efface.erasure.internal.ledger.record.Job;
import io.efface.erasure.internal.ledger.record.Target;
import io.efface.erasure.internal.ledger.record.TargetClaim;
import io.efface.erasure.internal.ledger.record.TargetEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Submits the outcomes of one account's targets to the ledger. This class does not wait for the commits. The permit of a target is released
 * after the commit of its outcome. Thread-safe.
 */
final class OutcomeRecorder {
    /** The longest time between the loss of a lease and the beginning of the next epoch. */
    private static final Duration EPOCH_BEGINS = Duration.ofSeconds(5);

    private final AccountRun run;
    private final SafetyStop safety;

    OutcomeRecorder(AccountRun run, SafetyStop safety) {
        this.run = run;
        this.safety = safety;
    }

    /** Submits the result of a read. The result is not stored if the worker has lost its lease. */
    void readBack(Target target, Instant at, boolean isFound) {
        Job job = run.job();
        long epoch = run.lease().epoch();
        CompletableFuture<Boolean> unused = run.writer()
                .submit(tx -> {
                    if (!tx.accounts(job.number()).isLeased(run.account().number(), epoch, run.now())) {
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
     * @param commonError an error of the account, or an error of unknown effect that every target of the account may get, or null
     */
    void record(
            Permit permit,
            Target target,
            @Nullable TargetClaim claim,
            AttemptOutcome attempt,
            @Nullable FaceException commonError) {
        run.pool().progress.error(attempt.kind());
        Target rest = rest(permit, attempt);
        StoreOutcome change = new StoreOutcome(
                run.job(),
                run.account().number(),
                target,
                claim,
                claim != null ? claim.epoch() : run.lease().epoch(),
                attempt,
                rest == null,
                run.isDatabaseReplaced(),
                run.clock());
        run.pool()
                .submit(
                        permit,
                        change,
                        result -> result.ifPresentOrElse(
                                stored -> committed(permit, claim, attempt, rest, stored, commonError),
                                () -> claimLost(permit, claim)));
    }

    /**
     * Releases the permit of a target whose outcome was not stored because the run lost its lease. In the next epoch, which begins about
     * now, the effect of the claimed attempt is unknown.
     */
    private void claimLost(Permit permit, @Nullable TargetClaim claim) {
        run.doubtLease();
        if (claim == null) {
            permit.dropped();
        } else {
            Instant due = run.callEnd().plus(Lease.GRACE).plus(EPOCH_BEGINS);
            permit.returned(permit.target().orphaned(claim.attempt(), due).detaching(claim.detached()));
        }
    }

    private void committed(
            Permit permit,
            @Nullable TargetClaim claim,
            AttemptOutcome attempt,
            @Nullable Target rest,
            StoreOutcome.Stored stored,
            @Nullable FaceException commonError) {
        run.sealer().countEvent();
        run.reached(Checkpoint.OUTCOME_COMMITTED);
        List<DetachedFace> detached = claim == null ? List.of() : claim.detached();
        if (rest != null) {
            Target again = rest.again(stored.state(), stored.attempt()).detaching(detached);
            permit.postponed(
                    attempt.mayStillDelete() ? again.after(run.callEnd().plus(Lease.GRACE)) : again);
        } else if (attempt.concernsTarget()) {
            run.pool().progress.count(stored.state(), stored.outcome());
            AccountEnd stop = safety.check(stored.counts());
            if (stop != null) {
                permit.stopAccount(stop);
            }
            boolean isKnown = stored.state() != TargetState.UNKNOWN;
            permit.completed(isKnown || attempt.answered(), isKnown, commonError);
        } else {
            Target again =
                    permit.target().again(stored.state(), stored.attempt()).detaching(detached);
            if (commonError != null) {
                permit.rejected(again, commonError);
            } else {
                permit.returned(again);
            }
        }
    }

    /**
     * Returns the target with the faces that did not fit into the request. Returns null if there are no such faces. Also returns null if
     * the result of the attempt is doubtful, because the same run then does not process these faces.
     */
    private static @Nullable Target rest(Permit permit, AttemptOutcome attempt) {
        boolean isReadable = attempt.effect() == null || attempt.effect() == Effect.NONE;
        boolean hasResults = attempt.concernsTarget() && !attempt.faces().isEmpty();
        if (!isReadable || !hasResults || permit.wasRejectedAlone()) {
            return null;
        }
        Target rest = permit.target()
                .without(attempt.faces().stream().map(FaceAttemptOutcome::face).toList());
        return rest.faces().isEmpty() ? null : rest;
    }
}
