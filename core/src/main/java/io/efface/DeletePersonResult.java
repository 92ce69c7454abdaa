package io.efface;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A person's deletion that succeeded. Immutable and thread-safe; {@code toString} shows no id.
 *
 * @param person the person asked for
 * @param outcome whether this call removed the person or found nothing to remove
 * @param evidence how sure that is
 * @param verifiedAt when a read did not find the person; non-null exactly when the evidence is {@link Evidence#VERIFIED_ABSENT}
 * @param maybeByEarlierAttempt true when an earlier attempt of unknown effect may have been the one that removed the person
 * @param trace how the call went
 */
public record DeletePersonResult(
        PersonId person,
        PersonOutcome outcome,
        Evidence evidence,
        @Nullable Instant verifiedAt,
        boolean maybeByEarlierAttempt,
        CallTrace trace)
        implements CallResult<DeletePersonResult> {
    /**
     * Checks that evidence and time agree.
     *
     * @throws NullPointerException if anything but {@code verifiedAt} is null
     * @throws IllegalArgumentException if {@code verifiedAt} is missing for {@link Evidence#VERIFIED_ABSENT} or given for another
     */
    public DeletePersonResult {
        Objects.requireNonNull(person, "person");
        Objects.requireNonNull(outcome, "outcome");
        Objects.requireNonNull(trace, "trace");
        Evidence.checkTime(Objects.requireNonNull(evidence, "evidence"), verifiedAt);
    }

    /** Returns a result without remarks: not verified by a read, and not due to an earlier attempt. */
    public static DeletePersonResult of(PersonId person, PersonOutcome outcome, Evidence evidence, CallTrace trace) {
        return new DeletePersonResult(person, outcome, evidence, null, false, trace);
    }

    /** Returns this result raised to {@link Evidence#VERIFIED_ABSENT} by a read at the given time. */
    public DeletePersonResult verifiedAbsent(Instant at) {
        return new DeletePersonResult(
                person,
                outcome,
                Evidence.VERIFIED_ABSENT,
                Objects.requireNonNull(at, "at"),
                maybeByEarlierAttempt,
                trace);
    }

    /** Returns this result with the remark that an earlier attempt may have been the one. */
    public DeletePersonResult maybeEarlier() {
        return new DeletePersonResult(person, outcome, evidence, verifiedAt, true, trace);
    }

    @Override
    public DeletePersonResult withTrace(CallTrace other) {
        return new DeletePersonResult(person, outcome, evidence, verifiedAt, maybeByEarlierAttempt, other);
    }
}
