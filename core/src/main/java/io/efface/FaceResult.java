package io.efface;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What became of one requested face. Immutable and thread-safe.
 *
 * @param outcome what became of it
 * @param evidence how sure that is; non-null exactly when the outcome {@linkplain FaceOutcome#isGone() says it is gone}
 * @param verifiedAt when a read did not find it; non-null exactly when the evidence is {@link Evidence#VERIFIED_ABSENT}
 * @param retained why it was kept; non-null exactly for {@link FaceOutcome#RETAINED}
 * @param error why it was not deleted; non-null exactly for {@link FaceOutcome#FAILED}
 * @param maybeByEarlierAttempt true when an earlier attempt of unknown effect, or an answer that left the face out, may stand for
 *     its removal: it was perhaps there when the call began
 */
public record FaceResult(
        FaceOutcome outcome,
        @Nullable Evidence evidence,
        @Nullable Instant verifiedAt,
        @Nullable RetainedReason retained,
        @Nullable FaceException error,
        boolean maybeByEarlierAttempt) {
    /**
     * Checks that the parts agree.
     *
     * @throws NullPointerException if {@code outcome} is null
     * @throws IllegalArgumentException if a part is missing or too much for the outcome
     */
    public FaceResult {
        Objects.requireNonNull(outcome, "outcome");
        if (outcome.isGone() != (evidence != null)) {
            throw new IllegalArgumentException(outcome + ": evidence belongs to a face that is gone, and to no other");
        }
        if (evidence != null) {
            checkEvidence(evidence, verifiedAt);
        } else if (verifiedAt != null) {
            throw new IllegalArgumentException(outcome + ": a time of verification belongs to VERIFIED_ABSENT");
        }
        if ((outcome == FaceOutcome.RETAINED) != (retained != null)) {
            throw new IllegalArgumentException(outcome + ": a reason belongs to RETAINED, and to no other");
        }
        if ((outcome == FaceOutcome.FAILED) != (error != null)) {
            throw new IllegalArgumentException(outcome + ": an error belongs to FAILED, and to no other");
        }
    }

    static void checkEvidence(Evidence evidence, @Nullable Instant verifiedAt) {
        if ((evidence == Evidence.VERIFIED_ABSENT) != (verifiedAt != null)) {
            throw new IllegalArgumentException(evidence + ": a time of verification belongs to VERIFIED_ABSENT");
        }
    }

    /** Returns {@link FaceOutcome#DELETED} with evidence below {@link Evidence#VERIFIED_ABSENT}. */
    public static FaceResult deleted(Evidence evidence) {
        return new FaceResult(FaceOutcome.DELETED, evidence, null, null, null, false);
    }

    /** Returns {@link FaceOutcome#ALREADY_ABSENT} with evidence below {@link Evidence#VERIFIED_ABSENT}. */
    public static FaceResult alreadyAbsent(Evidence evidence) {
        return new FaceResult(FaceOutcome.ALREADY_ABSENT, evidence, null, null, null, false);
    }

    /** Returns {@link FaceOutcome#ALREADY_ABSENT} as a read at the given time showed it. */
    public static FaceResult alreadyAbsentAt(Instant readAt) {
        return new FaceResult(FaceOutcome.ALREADY_ABSENT, Evidence.VERIFIED_ABSENT, readAt, null, null, false);
    }

    /** Returns {@link FaceOutcome#UNCONFIRMED}. */
    public static FaceResult unconfirmed() {
        return new FaceResult(FaceOutcome.UNCONFIRMED, null, null, null, null, false);
    }

    /** Returns {@link FaceOutcome#UNKNOWN}. */
    public static FaceResult unknown() {
        return new FaceResult(FaceOutcome.UNKNOWN, null, null, null, null, false);
    }

    /** Returns {@link FaceOutcome#RETAINED}. */
    public static FaceResult retained(RetainedReason reason) {
        return new FaceResult(FaceOutcome.RETAINED, null, null, reason, null, false);
    }

    /** Returns {@link FaceOutcome#FAILED}. */
    public static FaceResult failed(FaceException error) {
        return new FaceResult(FaceOutcome.FAILED, null, null, null, error, false);
    }

    /** Returns {@link FaceOutcome#NOT_ATTEMPTED}. */
    public static FaceResult notAttempted() {
        return new FaceResult(FaceOutcome.NOT_ATTEMPTED, null, null, null, null, false);
    }

    /**
     * Returns this face as gone by a read at the given time: {@code DELETED} stays so, everything else becomes
     * {@code ALREADY_ABSENT}, with the remark about an earlier attempt where the outcome was open.
     */
    public FaceResult verifiedAbsent(Instant at) {
        FaceOutcome gone = outcome == FaceOutcome.DELETED ? outcome : FaceOutcome.ALREADY_ABSENT;
        return new FaceResult(
                gone, Evidence.VERIFIED_ABSENT, at, null, null, maybeByEarlierAttempt || outcome.isOpen());
    }

    /**
     * Returns this face as a read found it after its deletion: {@code FAILED} if its request was answered, {@code UNKNOWN} if not
     * or if the effect of an earlier attempt is open, since a lost request may still arrive. A face that was never sent, was kept
     * or had surely failed stays what it is.
     *
     * @param error why the face is still there, of kind {@link ErrorKind#STILL_PRESENT}
     */
    public FaceResult verifiedPresent(FaceException error) {
        return switch (outcome) {
            case DELETED, ALREADY_ABSENT, UNCONFIRMED -> maybeByEarlierAttempt ? unknown() : failed(error);
            case UNKNOWN, RETAINED, FAILED, NOT_ATTEMPTED -> this;
        };
    }

    /** Returns this result with the remark that an earlier attempt may have been the one. */
    public FaceResult maybeEarlier() {
        return new FaceResult(outcome, evidence, verifiedAt, retained, error, true);
    }
}
