package io.efface;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The result of a successful deletion of a person. Immutable and thread-safe; {@code toString} shows no id.
 *
 * @param person the person of the request
 * @param outcome whether this call removed the person or found nothing to remove
 * @param evidence how certain the outcome is
 * @param verifiedAt the time of the read that did not find the person; null if the evidence is not {@link Evidence#VERIFIED_ABSENT}
 * @param maybeByEarlierAttempt whether an earlier attempt of unknown effect may have removed the person
 * @param trace the requests, waits and warnings of the call
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
     * Checks that {@code verifiedAt} fits the evidence.
     *
     * @throws NullPointerException if an argument other than {@code verifiedAt} is null
     * @throws IllegalArgumentException if {@code verifiedAt} is null for {@link Evidence#VERIFIED_ABSENT}, or not null for other evidence
     */
    public DeletePersonResult {
        Objects.requireNonNull(person, "person");
        Objects.requireNonNull(outcome, "outcome");
        Objects.requireNonNull(trace, "trace");
        Evidence.checkTime(Objects.requireNonNull(evidence, "evidence"), verifiedAt);
    }

    /** Returns a result in which {@code verifiedAt} is null and {@code maybeByEarlierAttempt} is false. */
    public static DeletePersonResult of(PersonId person, PersonOutcome outcome, Evidence evidence, CallTrace trace) {
        return new DeletePersonResult(person, outcome, evidence, null, false, trace);
    }

    /** Returns this result with the evidence {@link Evidence#VERIFIED_ABSENT} and the time of the read that did not find the person. */
    public DeletePersonResult verifiedAbsent(Instant at) {
        return new DeletePersonResult(
                person,
                outcome,
                Evidence.VERIFIED_ABSENT,
                Objects.requireNonNull(at, "at"),
                maybeByEarlierAttempt,
                trace);
    }

    /** Returns this result with {@code maybeByEarlierAttempt} set to true. */
    public DeletePersonResult maybeEarlier() {
        return new DeletePersonResult(person, outcome, evidence, verifiedAt, true, trace);
    }

    @Override
    public DeletePersonResult withTrace(CallTrace other) {
        return new DeletePersonResult(person, outcome, evidence, verifiedAt, maybeByEarlierAttempt, other);
    }
}
