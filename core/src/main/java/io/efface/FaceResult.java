package io.efface;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The result of one requested face: one record for each family of outcomes, which holds what exists for that family only. The methods
 * of this interface read any of them. Immutable and thread-safe.
 */
public sealed interface FaceResult {
    /** Returns the outcome. */
    FaceOutcome outcome();

    /** Returns how sure it is that the face is gone, or null unless the result is {@link Gone}. */
    default @Nullable Evidence evidence() {
        return null;
    }

    /** Returns when a read did not find the face, or null unless the evidence is {@link Evidence#VERIFIED_ABSENT}. */
    default @Nullable Instant verifiedAt() {
        return null;
    }

    /** Returns why the face was kept, or null unless the result is {@link Retained}. */
    default @Nullable RetainedReason retained() {
        return null;
    }

    /** Returns why the face was not deleted, or null unless the result is {@link Failed}. */
    default @Nullable FaceException error() {
        return null;
    }

    /**
     * Returns true when a request whose effect is unknown may have removed the face: it perhaps existed when the call began. Only for
     * {@link Gone} and {@link Open} results.
     */
    default boolean maybeByEarlierAttempt() {
        return false;
    }

    /**
     * Returns whether the last request that named the face may have deleted it: its answer was lost, or does not say which faces were
     * deleted. Only for {@link Open} results; false for a face that is missing from the vendor's list of the faces it deleted.
     */
    default boolean maybeDeleted() {
        return false;
    }

    /**
     * Returns this face as gone by a read at the given time: {@code DELETED} stays so, everything else becomes
     * {@code ALREADY_ABSENT}, with the remark about an earlier attempt where a request {@linkplain #maybeDeleted() may have deleted} it.
     */
    default FaceResult verifiedAbsent(Instant at) {
        FaceOutcome gone = outcome() == FaceOutcome.DELETED ? FaceOutcome.DELETED : FaceOutcome.ALREADY_ABSENT;
        return new Gone(gone, Evidence.VERIFIED_ABSENT, at, maybeByEarlierAttempt() || maybeDeleted());
    }

    /**
     * Returns this face as a read found it after its deletion: {@code FAILED} if its request was answered, {@code UNKNOWN} if not
     * or if the effect of an earlier attempt is open, since a lost request may still arrive. A face that was never sent, was kept
     * or had surely failed stays what it is.
     *
     * @param error why the face is still there, of kind {@link ErrorKind#STILL_PRESENT}
     */
    default FaceResult verifiedPresent(FaceException error) {
        return switch (outcome()) {
            case DELETED, ALREADY_ABSENT, UNCONFIRMED -> maybeByEarlierAttempt() ? unknown() : failed(error);
            case UNKNOWN, RETAINED, FAILED, NOT_ATTEMPTED -> this;
        };
    }

    /** Returns this result with the remark that an earlier attempt may have removed the face; unchanged unless gone or open. */
    default FaceResult maybeEarlier() {
        return this;
    }

    /** Returns {@link FaceOutcome#DELETED} with evidence below {@link Evidence#VERIFIED_ABSENT}. */
    static FaceResult deleted(Evidence evidence) {
        return new Gone(FaceOutcome.DELETED, evidence, null, false);
    }

    /** Returns {@link FaceOutcome#ALREADY_ABSENT} with evidence below {@link Evidence#VERIFIED_ABSENT}. */
    static FaceResult alreadyAbsent(Evidence evidence) {
        return new Gone(FaceOutcome.ALREADY_ABSENT, evidence, null, false);
    }

    /** Returns {@link FaceOutcome#ALREADY_ABSENT} as a read at the given time showed it. */
    static FaceResult alreadyAbsentAt(Instant readAt) {
        return new Gone(FaceOutcome.ALREADY_ABSENT, Evidence.VERIFIED_ABSENT, readAt, false);
    }

    /** Returns {@link FaceOutcome#UNCONFIRMED} of a face that is missing from the vendor's list of the faces that the request deleted. */
    static FaceResult unconfirmed() {
        return new Open(FaceOutcome.UNCONFIRMED, false, false);
    }

    /** Returns {@link FaceOutcome#UNCONFIRMED} of a face that may be deleted: the answer does not say which faces were. */
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
     * The face is gone from this person, as far as the evidence goes.
     *
     * @param outcome {@link FaceOutcome#DELETED} or {@link FaceOutcome#ALREADY_ABSENT}
     * @param evidence how sure that is
     * @param verifiedAt when a read did not find it; non-null exactly when the evidence is {@link Evidence#VERIFIED_ABSENT}
     * @param maybeByEarlierAttempt whether an earlier attempt of unknown effect may have deleted it
     */
    record Gone(
            FaceOutcome outcome,
            Evidence evidence,
            @Nullable Instant verifiedAt,
            boolean maybeByEarlierAttempt) implements FaceResult {
        /**
         * Checks that the parts agree.
         *
         * @throws IllegalArgumentException if the outcome is another, or evidence and time do not agree
         */
        public Gone {
            if (!outcome.isGone()) {
                throw new IllegalArgumentException(outcome + " is not the outcome of a face that is gone");
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
     * @param maybeByEarlierAttempt whether an earlier attempt of unknown effect may have deleted it
     * @param maybeDeleted whether the last request that named it may have deleted it; always for {@code UNKNOWN}
     */
    record Open(FaceOutcome outcome, boolean maybeByEarlierAttempt, boolean maybeDeleted) implements FaceResult {
        /**
         * Checks that the parts agree.
         *
         * @throws IllegalArgumentException if the outcome is another, or an unknown one is surely not a deletion
         */
        public Open {
            if (!outcome.isOpen()) {
                throw new IllegalArgumentException(outcome + " is not an open outcome");
            }
            if (outcome == FaceOutcome.UNKNOWN && !maybeDeleted) {
                throw new IllegalArgumentException("a face of unknown outcome may be deleted");
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
     * @param retained why
     */
    record Retained(RetainedReason retained) implements FaceResult {
        /** Checks that the reason is there. */
        public Retained {
            Objects.requireNonNull(retained, "retained");
        }

        @Override
        public FaceOutcome outcome() {
            return FaceOutcome.RETAINED;
        }
    }

    /**
     * The face was surely not deleted.
     *
     * @param error why
     */
    record Failed(FaceException error) implements FaceResult {
        /** Checks that the error is there. */
        public Failed {
            Objects.requireNonNull(error, "error");
        }

        @Override
        public FaceOutcome outcome() {
            return FaceOutcome.FAILED;
        }
    }

    /** The face was never sent. */
    record NotAttempted() implements FaceResult {
        @Override
        public FaceOutcome outcome() {
            return FaceOutcome.NOT_ATTEMPTED;
        }
    }
}
