package io.efface.erasure.internal.ledger.record;

import io.efface.Operation;
import io.efface.erasure.TargetState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the ledger stores about the progress of a target. Receipts certify {@link #progress} and, through the plan's digest, the
 * operation. The other fields coordinate runs; so do the pauses, leases and samples of accounts and jobs. No check of receipts compares
 * them. Immutable; each change returns a new record.
 *
 * @param operationId the id of the last attempt, or null before the first
 * @param epoch the epoch of the run that changed the target last, or null
 * @param since when the last attempt was claimed, or null
 * @param notBefore until when the target is left alone, or null
 */
public record TargetRecord(
        TargetProgress progress,
        Operation operation,
        @Nullable String operationId,
        @Nullable Long epoch,
        @Nullable Instant since,
        @Nullable Instant notBefore) {
    /** Returns a row for which no attempt was made. */
    public static TargetRecord planned(TargetState state, Operation operation) {
        return new TargetRecord(TargetProgress.of(state), operation, null, null, null, null);
    }

    public TargetState state() {
        return progress.state();
    }

    public int attempt() {
        return progress.attempts();
    }

    /** Returns whether it is in flight for an attempt. */
    public boolean isClaimedBy(Claim claim) {
        return state() == TargetState.IN_FLIGHT
                && epoch != null
                && epoch == claim.epoch()
                && claim.operationId().equals(operationId);
    }

    /**
     * Returns the target in flight.
     *
     * @param until until when it is left alone if nothing more is heard of the attempt
     */
    public TargetRecord claimed(Claim claim, TargetEvent.Attempted event, Instant until) {
        return new TargetRecord(
                progress.apply(event), operation, claim.operationId(), claim.epoch(), event.at(), until);
    }

    /** Returns the target after an event that leaves it to be worked on from a time on, or at once with null. */
    public TargetRecord after(TargetEvent event, @Nullable Long inEpoch, @Nullable Instant from) {
        return new TargetRecord(progress.apply(event), operation, operationId, inEpoch, since, from);
    }

    /** Returns the target after an event that does not change when it is worked on. */
    public TargetRecord after(TargetEvent event) {
        return after(event, epoch, notBefore);
    }
}
