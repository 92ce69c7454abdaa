package io.efface.erasure.internal.ledger.record;

import io.efface.Operation;
import io.efface.erasure.TargetState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The stored progress of a target, and the fields by which runs coordinate their work on it. The receipts prove {@link #progress}, and the
 * plan's digest proves {@link #operation}. A check of receipts ignores the other fields. It also ignores the column {@code problem_column}
 * of rows, the pauses of accounts, the counts of accounts for {@code --max-failures} and {@code --max-absent}, and the lease, the time of
 * creation and the key fingerprints of jobs. Immutable.
 *
 * @param operation the planned operation
 * @param operationId the id of the last attempt, or null before the first attempt
 * @param epoch the epoch of the run that changed the target last, or null
 * @param claimedAt the time at which the last attempt was claimed, or null
 * @param notBefore the time before which no call is made for the target, or null
 */
public record TargetRecord(
        TargetProgress progress,
        Operation operation,
        @Nullable String operationId,
        @Nullable Long epoch,
        @Nullable Instant claimedAt,
        @Nullable Instant notBefore) {
    /** Returns a row without attempts. */
    public static TargetRecord planned(TargetState state, Operation operation) {
        return new TargetRecord(TargetProgress.of(state), operation, null, null, null, null);
    }

    public TargetState state() {
        return progress.state();
    }

    public int attempt() {
        return progress.attempts();
    }

    /** Returns whether the target is in flight with this claim. */
    public boolean isClaimedBy(TargetClaim claim) {
        return state() == TargetState.IN_FLIGHT
                && epoch != null
                && epoch == claim.epoch()
                && claim.operationId().equals(operationId);
    }

    /**
     * Returns the target after a claim: the target is in flight.
     *
     * @param until the time before which no other call is made for the target if this attempt ends without an outcome
     */
    public TargetRecord claimed(TargetClaim claim, TargetEvent.Attempted event, Instant until) {
        return new TargetRecord(
                progress.apply(event), operation, claim.operationId(), claim.epoch(), event.at(), until);
    }

    /**
     * Returns the target after an event.
     *
     * @param newEpoch the epoch of the run that stores the event, or null
     * @param newNotBefore the time before which no call is made for the target, or null
     */
    public TargetRecord after(TargetEvent event, @Nullable Long newEpoch, @Nullable Instant newNotBefore) {
        return new TargetRecord(progress.apply(event), operation, operationId, newEpoch, claimedAt, newNotBefore);
    }

    /** Returns the target after an event that changes neither {@link #epoch} nor {@link #notBefore}. */
    public TargetRecord after(TargetEvent event) {
        return after(event, epoch, notBefore);
    }
}
