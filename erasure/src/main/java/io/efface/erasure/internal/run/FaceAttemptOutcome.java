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
 * What became of one face of a target.
 *
 * @param maybeEarlier whether a deletion of unknown effect may have been the one, once the face is gone
 */
public record FaceAttemptOutcome(
        OpenFace face,
        FaceOutcome outcome,
        @Nullable Evidence evidence,
        @Nullable Instant verifiedAt,
        boolean maybeEarlier,
        @Nullable ErrorKind kind) {
    /**
     * Takes over what a call says of a face.
     *
     * @param settled whether it was clear before the call that the face was still there; else a face that was in doubt stays so
     *     unless the call settles it
     * @param alone whether a rejection that reads like the account's is about this target
     */
    public static FaceAttemptOutcome of(OpenFace face, FaceResult result, boolean settled, boolean alone) {
        FaceAttemptOutcome attemptOutcome = ofCall(face, result, settled, alone);
        return face.refuted() && attemptOutcome.evidence() != Evidence.VERIFIED_ABSENT
                ? attemptOutcome.unproven()
                : attemptOutcome;
    }

    private static FaceAttemptOutcome ofCall(OpenFace face, FaceResult result, boolean settled, boolean alone) {
        FaceOutcome outcome = result.outcome();
        boolean doubtful = outcome.isOpen();
        FaceOutcome before = face.lastOutcome();
        if (before != null && face.isDoubtful() && !settled && !outcome.isGone() && !doubtful) {
            return new FaceAttemptOutcome(face, before, null, null, face.mayBeDeleted(), null);
        }
        // A face that a read found after a deletion existed: whatever deletes it from now on may be that deletion.
        boolean earlier = face.maybeEarlier() || (settled && face.isDoubtful());
        FaceException error = result.error();
        FailureDisposition disposition = error == null || error.kind() == ErrorKind.STILL_PRESENT
                ? FailureDisposition.TARGET
                : FailureDisposition.of(error);
        if (disposition == FailureDisposition.CONFLICT) {
            return new FaceAttemptOutcome(face, FaceOutcome.UNKNOWN, null, null, earlier, ErrorKind.CONFLICT);
        }
        if (!alone && disposition.isAccounts()) {
            // It is the account that was rejected, and not this face.
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
     * Returns this of a face that a read has found after the vendor had accepted its deletion: the vendor's word alone is no proof any
     * more that the face is gone, and the kind says so until a read does not find it.
     */
    FaceAttemptOutcome unproven() {
        boolean gone = outcome.isGone();
        return new FaceAttemptOutcome(
                face, gone ? FaceOutcome.UNKNOWN : outcome, null, null, maybeEarlier || gone, ErrorKind.STILL_PRESENT);
    }

    /** Returns whether it is open what was done to it. */
    public boolean isDoubtful() {
        return outcome.isOpen();
    }

    /** Returns this without the remark on an earlier attempt, which a target for which nothing was ever sent cannot have. */
    public FaceAttemptOutcome neverSent() {
        return new FaceAttemptOutcome(face, outcome, evidence, verifiedAt, false, kind);
    }

    /** Settles a face that a read did not find. */
    public static FaceAttemptOutcome absentAt(OpenFace face, Instant readAt) {
        return new FaceAttemptOutcome(
                face, FaceOutcome.ALREADY_ABSENT, Evidence.VERIFIED_ABSENT, readAt, face.mayBeDeleted(), null);
    }
}
