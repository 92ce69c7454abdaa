package io.efface.erasure.internal.ledger.record;

import io.efface.Effect;
import io.efface.ErrorKind;
import io.efface.Evidence;
import io.efface.Operation;
import io.efface.PersonOutcome;
import io.efface.erasure.TargetState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the ledger stores about the progress of a target. Immutable; each change returns a new record.
 *
 * @param attempt how many attempts there were
 * @param operationId the id of the last attempt, or null before the first
 * @param epoch the epoch of the run that changed the target last, or null
 * @param since when the last attempt was claimed, or null
 * @param notBefore until when the target is left alone, or null
 * @param verifiedAt when a read did not find it, or null
 * @param maybeEarlier whether an earlier attempt may have been the one that deleted it
 * @param kind why it was not deleted, or may not have been, or null
 * @param permanent whether the same call fails again, or null if none failed
 * @param outcomeAt when the last outcome was stored, or null
 * @param readAt when a verification read it, or null
 */
public record TargetRecord(
        TargetState state,
        int attempt,
        Operation operation,
        @Nullable String operationId,
        @Nullable Long epoch,
        @Nullable Instant since,
        @Nullable Instant notBefore,
        @Nullable PersonOutcome outcome,
        @Nullable Evidence evidence,
        @Nullable Instant verifiedAt,
        boolean maybeEarlier,
        @Nullable ErrorKind kind,
        @Nullable Effect effect,
        @Nullable Boolean permanent,
        @Nullable String vendorCode,
        @Nullable String requestId,
        @Nullable Instant outcomeAt,
        @Nullable Instant readAt) {

    /** Returns whether it is in flight for an attempt. */
    public boolean isClaimedBy(Claim claim) {
        return state == TargetState.IN_FLIGHT
                && epoch != null
                && epoch == claim.epoch()
                && claim.operationId().equals(operationId);
    }

    /**
     * Returns the target in flight.
     *
     * @param kept the kind that outlasts the attempt, or null
     * @param until until when it is left alone if nothing more is heard of the attempt
     */
    public TargetRecord claimed(Claim claim, Instant now, Instant until, @Nullable ErrorKind kept) {
        return new TargetRecord(
                TargetState.IN_FLIGHT,
                claim.attempt(),
                operation,
                claim.operationId(),
                claim.epoch(),
                now,
                until,
                null,
                null,
                null,
                maybeEarlier,
                kept,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    /** Returns the target after the worker that had it in flight ended, or lost its lease. */
    public TargetRecord orphaned(Instant now, @Nullable Instant until) {
        boolean later = until != null && (notBefore == null || until.isAfter(notBefore));
        return new TargetRecord(
                TargetState.UNKNOWN,
                attempt,
                operation,
                operationId,
                epoch,
                since,
                later ? until : notBefore,
                outcome,
                evidence,
                verifiedAt,
                true,
                kind,
                Effect.UNKNOWN,
                permanent,
                vendorCode,
                requestId,
                now,
                readAt);
    }

    /** Returns the target after a verification did not find it. */
    public TargetRecord notFound(Instant at) {
        return new TargetRecord(
                state,
                attempt,
                operation,
                operationId,
                epoch,
                since,
                notBefore,
                outcome,
                Evidence.VERIFIED_ABSENT,
                at,
                maybeEarlier,
                kind,
                effect,
                permanent,
                vendorCode,
                requestId,
                outcomeAt,
                at);
    }

    /** Returns the target after a verification found it; the remark on an earlier attempt needs one that was sent. */
    public TargetRecord found(Instant at) {
        return new TargetRecord(
                TargetState.PRESENT,
                attempt,
                operation,
                operationId,
                epoch,
                since,
                notBefore,
                null,
                null,
                null,
                maybeEarlier || attempt > 0,
                ErrorKind.STILL_PRESENT,
                effect,
                false,
                vendorCode,
                requestId,
                outcomeAt,
                at);
    }
}
