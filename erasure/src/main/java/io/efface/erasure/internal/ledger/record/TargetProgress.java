package io.efface.erasure.internal.ledger.record;

import io.efface.Effect;
import io.efface.ErrorKind;
import io.efface.Evidence;
import io.efface.PersonOutcome;
import io.efface.erasure.TargetState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The progress of a target as its events record it, and the state machine that they drive. {@link #apply} is the only code that changes
 * the progress of a target: a run applies each event that it stores, and a check of receipts applies the same events again.
 *
 * <pre>
 *               HELD &lt;---- hold list ----&gt; PENDING
 *                                            |   ^
 *                                  Attempted |   | Outcome, returned: surely nothing was sent
 *                                            v   |
 *      FAILED, PARTIAL, UNKNOWN -Attempted-&gt; IN_FLIGHT -Orphaned-&gt; UNKNOWN
 *                                            |
 *                                            | Outcome
 *                                            v
 *                      DONE, FAILED, PARTIAL, UNKNOWN, PENDING (some faces are left)
 *
 *      DONE -ReadBack, not found-&gt; DONE, verified absent
 *      DONE -Reopened-&gt; PRESENT -Attempted-&gt; IN_FLIGHT
 *      UNKNOWN, PARTIAL -Outcome of the read before an attempt-&gt; DONE, FAILED, ...
 * </pre>
 *
 * No event records REFUSED and DUPLICATE, which the plan decides, nor a change between PENDING and HELD by the hold list alone.
 * Immutable.
 *
 * @param attempts how many attempts there were
 * @param verifiedAt when a read did not find it, or null
 * @param readAt when a verification read it, or null
 * @param maybeEarlier whether an earlier attempt may have been the one that deleted it
 * @param kind why it was not deleted, or may not have been, or null
 * @param permanent whether the same call fails again, or null if none failed
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

    /** Returns the progress of a row for which no attempt was made. */
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
                event.targetKind(),
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
                event.targetKind() != null || returned ? event.targetKind() : event.kind(),
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

    /** A deletion that removes it from now on did not find it absent at first, unless nothing was ever sent. */
    private TargetProgress found(TargetEvent.Reopened event) {
        return new TargetProgress(
                TargetState.PRESENT,
                attempts,
                null,
                null,
                null,
                event.at(),
                maybeEarlier || event.sent(),
                ErrorKind.STILL_PRESENT,
                effect,
                false,
                answer);
    }

    /** Returns whether no request may have had an effect, so that the hold list alone decides between PENDING and HELD. */
    public boolean isUntouched() {
        return !maybeEarlier && (state == TargetState.PENDING || state == TargetState.HELD);
    }

    /** Returns this progress in another state, as the plan or the hold list decides. */
    public TargetProgress in(TargetState other) {
        return new TargetProgress(
                other, attempts, outcome, evidence, verifiedAt, readAt, maybeEarlier, kind, effect, permanent, answer);
    }
}
