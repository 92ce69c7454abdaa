package io.efface.erasure.internal.run;

import io.efface.ErrorKind;
import io.efface.Evidence;
import io.efface.FaceException;
import io.efface.FaceOutcome;
import io.efface.FaceResult;
import io.efface.erasure.internal.ledger.record.OpenFace;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of an attempt for one face of a target.
 *
 * @param maybeEarlier whether a request of unknown effect may have deleted the face, or may still delete it
 */
public record FaceAttemptOutcome(
        OpenFace face,
        FaceOutcome outcome,
        @Nullable Evidence evidence,
        @Nullable Instant verifiedAt,
        boolean maybeEarlier,
        @Nullable ErrorKind kind) {
    /**
     * Returns the outcome of a face from the result of a call.
     *
     * @param isUndeleted whether it is certain that no earlier attempt has deleted the face. If this is not certain and the last outcome is
     *     unknown, only two kinds of results replace the last outcome: a result that shows that the face is gone, and an unknown result
     * @param isTargetRejected whether an error that looks like a rejection of the account concerns this target alone
     */
    public static FaceAttemptOutcome of(
            OpenFace face, FaceResult result, boolean isUndeleted, boolean isTargetRejected) {
        FaceAttemptOutcome attemptOutcome = ofCall(face, result, isUndeleted, isTargetRejected);
        return face.refuted() && attemptOutcome.evidence() != Evidence.VERIFIED_ABSENT
                ? attemptOutcome.unproven()
                : attemptOutcome;
    }

    private static FaceAttemptOutcome ofCall(
            OpenFace face, FaceResult result, boolean isUndeleted, boolean isTargetRejected) {
        FaceOutcome outcome = result.outcome();
        boolean doubtful = outcome.isUncertain();
        FaceOutcome lastOutcome = face.lastOutcome();
        if (lastOutcome != null && face.isDoubtful() && !isUndeleted && !outcome.isGone() && !doubtful) {
            return new FaceAttemptOutcome(face, lastOutcome, null, null, face.mayBeDeleted(), null);
        }
        // If isUndeleted is true and the last outcome is uncertain, a read before this attempt found the face. The
        // earlier request may
        // still delete it.
        boolean earlier = face.maybeEarlier() || (isUndeleted && face.isDoubtful());
        FaceException error = result.error();
        FailureDisposition disposition = error == null || error.kind() == ErrorKind.STILL_PRESENT
                ? FailureDisposition.TARGET
                : FailureDisposition.of(error);
        if (disposition == FailureDisposition.CONFLICT) {
            return new FaceAttemptOutcome(face, FaceOutcome.UNKNOWN, null, null, earlier, ErrorKind.CONFLICT);
        }
        if (!isTargetRejected && disposition.sparesTarget()) {
            // The rejection concerns the account and not this face.
            return new FaceAttemptOutcome(face, FaceOutcome.NOT_ATTEMPTED, null, null, earlier, null);
        }
        boolean stillPresent = error != null && error.kind() == ErrorKind.STILL_PRESENT;
        return new FaceAttemptOutcome(
                face,
                outcome,
                result.evidence(),
                result.verifiedAt(),
                earlier || result.maybeByEarlierAttempt() || result.maybeDeleted() || stillPresent,
                error == null ? null : error.kind());
    }

    /**
     * Returns this outcome for a face that a read found after the vendor had reported its deletion. The vendor's report alone then no
     * longer proves that the face is gone. The error kind is {@code STILL_PRESENT} until a read does not find the face.
     */
    FaceAttemptOutcome unproven() {
        boolean gone = outcome.isGone();
        return new FaceAttemptOutcome(
                face, gone ? FaceOutcome.UNKNOWN : outcome, null, null, maybeEarlier || gone, ErrorKind.STILL_PRESENT);
    }

    /** Returns true if it is unknown whether the attempt deleted the face. */
    public boolean isDoubtful() {
        return outcome.isUncertain();
    }

    /** Returns this outcome with or without the remark about an earlier attempt. */
    public FaceAttemptOutcome withMaybeEarlier(boolean newMaybeEarlier) {
        return new FaceAttemptOutcome(face, outcome, evidence, verifiedAt, newMaybeEarlier, kind);
    }

    /** Returns the outcome of a face that a read did not find after an attempt of unknown effect. */
    public static FaceAttemptOutcome absentAt(OpenFace face, Instant readAt) {
        return new FaceAttemptOutcome(
                face, FaceOutcome.ALREADY_ABSENT, Evidence.VERIFIED_ABSENT, readAt, face.mayBeDeleted(), null);
    }
}
