package io.efface.erasure.internal.ledger.record;

import io.efface.Effect;
import io.efface.ErrorKind;
import io.efface.Evidence;
import io.efface.PersonOutcome;
import io.efface.erasure.TargetState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The progress of a target as its events record it, and the state machine of a target. {@link #apply} is the only code that changes the
 * progress of a target: a run applies each event that it stores, and a check of receipts applies the same events again.
 *
 * <pre>
 *               HELD &lt;---- hold list ----&gt; PENDING
 *                                            |   ^
 *                                  Attempted |   | Outcome, returned (certainly no effect)
 *                                            v   |
 *      FAILED, PARTIAL, UNKNOWN -Attempted-&gt; IN_FLIGHT -Orphaned-&gt; UNKNOWN
 *                                            |
 *                                            | Outcome
 *                                            v
 *                      DONE, FAILED, PARTIAL, UNKNOWN, PENDING (some faces are left), HELD (put on hold meanwhile)
 *
 *      PENDING, PRESENT -Outcome, rejected before a request-&gt; FAILED
 *      DONE -ReadBack, not found-&gt; DONE with the evidence VERIFIED_ABSENT
 *      DONE -Reopened-&gt; PRESENT -Attempted-&gt; IN_FLIGHT
 *      UNKNOWN, PARTIAL -Outcome of the read before an attempt-&gt; DONE, FAILED, ...
 * </pre>
 * The plan decides which rows are REFUSED or DUPLICATE, so no event about a target leads to these states. A change of the hold list moves
 * targets between PENDING and HELD without an event about each target. Immutable.
 *
 * @param attempts the number of attempts so far
 * @param outcome the outcome, or null if the target is not done
 * @param evidence the evidence for the outcome, or null
 * @param verifiedAt the time of the read that did not find the target, or null
 * @param readAt the time of the last verification read, or null
 * @param maybeEarlier whether an earlier attempt may have deleted the target
 * @param kind the failure that prevented the deletion of the target or left its outcome unknown, or null
 * @param effect the effect that a failed call may have had, or null
 * @param permanent whether the same call would fail again, or null if no call failed
 * @param answer the vendor's last response
 */
public record TargetProgress(
        TargetState state,
        int attempts,
        @Nullable PersonOutcome outcome,
        @Nullable Evidence evidence,
        @Nullable Instant verifiedAt,
        @Nullable Instant readAt,
        boolean maybeEarlier,
        @Nullable ErrorKind kind,
        @Nullable Effect effect,
        @Nullable Boolean permanent,
        Answer answer) {
    /** The progress of a target without events. */
    public static final TargetProgress NEW = of(TargetState.PENDING);

    /** Returns the progress of a row without attempts. */
    public static TargetProgress of(TargetState state) {
        return new TargetProgress(state, 0, null, null, null, null, false, null, null, null, Answer.NONE);
    }

    /** Returns the progress after an event. */
    public TargetProgress apply(TargetEvent event) {
        if (event instanceof TargetEvent.Attempted attempted) {
            return attempted(attempted);
        } else if (event instanceof TargetEvent.Outcome ended) {
            return ended(ended);
        } else if (event instanceof TargetEvent.Orphaned orphaned) {
            return orphaned(orphaned.at());
        } else if (event instanceof TargetEvent.ReadBack read && read.isAbsence()) {
            return notFound(read.at());
        } else if (event instanceof TargetEvent.Reopened reopened && reopened.state() == TargetState.PRESENT) {
            return found(reopened);
        }
        return this;
    }

    private TargetProgress attempted(TargetEvent.Attempted event) {
        return new TargetProgress(
                TargetState.IN_FLIGHT,
                event.attempt(),
                null,
                null,
                null,
                null,
                maybeEarlier,
                event.keptKind(),
                null,
                null,
                Answer.NONE);
    }

    private TargetProgress ended(TargetEvent.Outcome event) {
        boolean returned = event.returned();
        Effect effect = returned ? null : event.effect();
        return new TargetProgress(
                event.state(),
                event.attempt(),
                event.outcome(),
                event.evidence(),
                event.verifiedAt(),
                readAt,
                maybeEarlier || event.maybeEarlier(),
                event.keptKind() != null || returned ? event.keptKind() : event.kind(),
                event.state() == TargetState.UNKNOWN ? Effect.UNKNOWN : effect,
                returned ? null : event.permanent(),
                returned ? Answer.NONE : Answer.of(event.at(), event.code(), event.requestId()));
    }

    private TargetProgress orphaned(Instant at) {
        return new TargetProgress(
                TargetState.UNKNOWN,
                attempts,
                outcome,
                evidence,
                verifiedAt,
                readAt,
                true,
                kind,
                Effect.UNKNOWN,
                permanent,
                Answer.of(at, null, null));
    }

    private TargetProgress notFound(Instant at) {
        return new TargetProgress(
                state,
                attempts,
                outcome,
                Evidence.VERIFIED_ABSENT,
                at,
                at,
                maybeEarlier,
                kind,
                effect,
                permanent,
                answer);
    }

    /**
     * Returns the progress after a verification has found the target. A request that was sent earlier may still delete the target. If a
     * later attempt finds the target absent, that request may be the reason, so {@code maybeEarlier} is set if a request was ever sent.
     */
    private TargetProgress found(TargetEvent.Reopened event) {
        return new TargetProgress(
                TargetState.PRESENT,
                attempts,
                null,
                null,
                null,
                event.at(),
                maybeEarlier || event.requestSent(),
                ErrorKind.STILL_PRESENT,
                effect,
                false,
                answer);
    }

    /**
     * Returns whether the target has no result yet, and certainly no request had an effect on the target. In this case, the hold list alone
     * decides whether the target is PENDING or HELD.
     */
    public boolean isUntouched() {
        return !maybeEarlier && (state == TargetState.PENDING || state == TargetState.HELD);
    }

    /**
     * Returns this progress with the remark that an earlier attempt may have deleted the target. Each target that is open when the job
     * continues in a copy of its database has this remark from its next outcome on.
     */
    public TargetProgress withMaybeEarlier() {
        return new TargetProgress(
                state, attempts, outcome, evidence, verifiedAt, readAt, true, kind, effect, permanent, answer);
    }

    /** Returns this progress with another state. Use this method only for a state that the plan or the hold list determines. */
    public TargetProgress withState(TargetState other) {
        return new TargetProgress(
                other, attempts, outcome, evidence, verifiedAt, readAt, maybeEarlier, kind, effect, permanent, answer);
    }
}
