package io.efface;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The result of one requested face. Each record that implements this interface stands for one or two outcomes, and has only the components
 * that these outcomes need. The methods of this interface can be called on every record. Immutable and thread-safe.
 */
public sealed interface FaceResult {
    /** Returns the outcome. */
    FaceOutcome outcome();

    /** Returns how certain it is that the face is gone; null if the result is not {@link Gone}. */
    default @Nullable Evidence evidence() {
        return null;
    }

    /** Returns the time of the read that did not find the face; null if the evidence is not {@link Evidence#VERIFIED_ABSENT}. */
    default @Nullable Instant verifiedAt() {
        return null;
    }

    /** Returns why the face was kept; null if the result is not {@link Retained}. */
    default @Nullable RetainedReason retained() {
        return null;
    }

    /** Returns why the face was not deleted; null if the result is not {@link Failed}. */
    default @Nullable FaceException error() {
        return null;
    }

    /**
     * Returns whether an earlier request of unknown effect may have removed the face. If true, the face may have existed when the call
     * began. True only for {@link Gone} and {@link Open} results.
     */
    default boolean maybeByEarlierAttempt() {
        return false;
    }

    /**
     * Returns whether the last request with this face may have deleted the face, because the response was lost or contains no list of
     * deleted faces. True only for {@link Open} results. False if the response contains such a list and the face is not in the list.
     */
    default boolean maybeDeleted() {
        return false;
    }

    /**
     * Returns the result of this face after a read at the given time did not find the face. {@code DELETED} stays {@code DELETED}; every
     * other outcome becomes {@code ALREADY_ABSENT}. The new result has the remark {@link #maybeByEarlierAttempt()} in two cases: this
     * result has the remark, or the last request {@linkplain #maybeDeleted() may have deleted} the face.
     */
    default FaceResult verifiedAbsent(Instant at) {
        FaceOutcome gone = outcome() == FaceOutcome.DELETED ? FaceOutcome.DELETED : FaceOutcome.ALREADY_ABSENT;
        return new Gone(gone, Evidence.VERIFIED_ABSENT, at, maybeByEarlierAttempt() || maybeDeleted());
    }

    /**
     * Returns the result of this face after a read still found the face. {@code DELETED}, {@code ALREADY_ABSENT} and {@code UNCONFIRMED}
     * become {@code FAILED}. There is one exception: if {@link #maybeByEarlierAttempt()} is true, these outcomes become {@code UNKNOWN},
     * because the earlier request may still delete the face. Results with another outcome do not change.
     *
     * @param error the error of a {@code FAILED} result, of kind {@link ErrorKind#STILL_PRESENT}
     */
    default FaceResult verifiedPresent(FaceException error) {
        return switch (outcome()) {
            case DELETED, ALREADY_ABSENT, UNCONFIRMED -> maybeByEarlierAttempt() ? unknown() : failed(error);
            case UNKNOWN, RETAINED, FAILED, NOT_ATTEMPTED -> this;
        };
    }

    /** Returns this result with {@link #maybeByEarlierAttempt()} set to true. Only {@link Gone} and {@link Open} results change. */
    default FaceResult maybeEarlier() {
        return this;
    }

    /** Returns {@link FaceOutcome#DELETED} with the given evidence, which must be weaker than {@link Evidence#VERIFIED_ABSENT}. */
    static FaceResult deleted(Evidence evidence) {
        return new Gone(FaceOutcome.DELETED, evidence, null, false);
    }

    /** Returns {@link FaceOutcome#ALREADY_ABSENT} with the given evidence, which must be weaker than {@link Evidence#VERIFIED_ABSENT}. */
    static FaceResult alreadyAbsent(Evidence evidence) {
        return new Gone(FaceOutcome.ALREADY_ABSENT, evidence, null, false);
    }

    /** Returns {@link FaceOutcome#ALREADY_ABSENT} for a face that a read at the given time did not find. */
    static FaceResult alreadyAbsentAt(Instant readAt) {
        return new Gone(FaceOutcome.ALREADY_ABSENT, Evidence.VERIFIED_ABSENT, readAt, false);
    }

    /** Returns {@link FaceOutcome#UNCONFIRMED} for a face that the vendor's list of deleted faces does not contain. */
    static FaceResult unconfirmed() {
        return new Open(FaceOutcome.UNCONFIRMED, false, false);
    }

    /** Returns {@link FaceOutcome#UNCONFIRMED} for a face that may be deleted, because the response contains no list of deleted faces. */
    static FaceResult possiblyDeleted() {
        return new Open(FaceOutcome.UNCONFIRMED, false, true);
    }

    /** Returns {@link FaceOutcome#UNKNOWN}. */
    static FaceResult unknown() {
        return new Open(FaceOutcome.UNKNOWN, false, true);
    }

    /** Returns {@link FaceOutcome#RETAINED}. */
    static FaceResult retained(RetainedReason reason) {
        return new Retained(reason);
    }

    /** Returns {@link FaceOutcome#FAILED}. */
    static FaceResult failed(FaceException error) {
        return new Failed(error);
    }

    /** Returns {@link FaceOutcome#NOT_ATTEMPTED}. */
    static FaceResult notAttempted() {
        return new NotAttempted();
    }

    /**
     * The person no longer has the face.
     *
     * @param outcome {@link FaceOutcome#DELETED} or {@link FaceOutcome#ALREADY_ABSENT}
     * @param evidence how certain it is that the face is gone
     * @param verifiedAt the time of the read that did not find the face; null if the evidence is not {@link Evidence#VERIFIED_ABSENT}
     * @param maybeByEarlierAttempt whether an earlier attempt of unknown effect may have deleted the face
     */
    record Gone(
            FaceOutcome outcome,
            Evidence evidence,
            @Nullable Instant verifiedAt,
            boolean maybeByEarlierAttempt) implements FaceResult {
        /**
         * Checks that the arguments fit together.
         *
         * @throws IllegalArgumentException if {@code outcome} is another outcome, or {@code verifiedAt} does not fit the evidence
         */
        public Gone {
            if (!outcome.isGone()) {
                throw new IllegalArgumentException("the outcome must be DELETED or ALREADY_ABSENT, but is " + outcome);
            }
            Evidence.checkTime(Objects.requireNonNull(evidence, "evidence"), verifiedAt);
        }

        @Override
        public FaceResult maybeEarlier() {
            return new Gone(outcome, evidence, verifiedAt, true);
        }
    }

    /**
     * It is unknown whether the face was deleted.
     *
     * @param outcome {@link FaceOutcome#UNCONFIRMED} or {@link FaceOutcome#UNKNOWN}
     * @param maybeByEarlierAttempt whether an earlier attempt of unknown effect may have deleted the face
     * @param maybeDeleted whether the last request with this face may have deleted the face; always true for {@code UNKNOWN}
     */
    record Open(FaceOutcome outcome, boolean maybeByEarlierAttempt, boolean maybeDeleted) implements FaceResult {
        /**
         * Checks that the arguments fit together.
         *
         * @throws IllegalArgumentException if {@code outcome} is another outcome, or if it is {@code UNKNOWN} and {@code maybeDeleted} is
         *     false
         */
        public Open {
            if (!outcome.isUncertain()) {
                throw new IllegalArgumentException("the outcome must be UNCONFIRMED or UNKNOWN, but is " + outcome);
            }
            if (outcome == FaceOutcome.UNKNOWN && !maybeDeleted) {
                throw new IllegalArgumentException("maybeDeleted must be true for UNKNOWN");
            }
        }

        @Override
        public FaceResult maybeEarlier() {
            return new Open(outcome, true, maybeDeleted);
        }
    }

    /**
     * The face was kept on purpose.
     *
     * @param retained the reason for keeping the face
     */
    record Retained(RetainedReason retained) implements FaceResult {
        /** Checks that the reason is not null. */
        public Retained {
            Objects.requireNonNull(retained, "retained");
        }

        @Override
        public FaceOutcome outcome() {
            return FaceOutcome.RETAINED;
        }
    }

    /**
     * The face was certainly not deleted.
     *
     * @param error the reason
     */
    record Failed(FaceException error) implements FaceResult {
        /** Checks that the error is not null. */
        public Failed {
            Objects.requireNonNull(error, "error");
        }

        @Override
        public FaceOutcome outcome() {
            return FaceOutcome.FAILED;
        }
    }

    /** No request with this face was sent. */
    record NotAttempted() implements FaceResult {
        @Override
        public FaceOutcome outcome() {
            return FaceOutcome.NOT_ATTEMPTED;
        }
    }
}
