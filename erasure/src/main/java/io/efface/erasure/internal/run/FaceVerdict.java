package io.efface.erasure.internal.run;

import io.efface.ErrorKind;
import io.efface.Evidence;
import io.efface.FaceException;
import io.efface.FaceOutcome;
import io.efface.FaceResult;
import io.efface.erasure.internal.ledger.OpenFace;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What became of one face of a target.
 *
 * @param maybeEarlier whether a deletion of unknown effect may have been the one, once the face is gone
 */
public record FaceVerdict(
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
     * @param alone whether a refusal that reads like the account's is about this target
     */
    public static FaceVerdict of(OpenFace face, FaceResult result, boolean settled, boolean alone) {
        FaceVerdict verdict = ofCall(face, result, settled, alone);
        return face.refuted() && verdict.evidence() != Evidence.VERIFIED_ABSENT ? verdict.unproven() : verdict;
    }

    private static FaceVerdict ofCall(OpenFace face, FaceResult result, boolean settled, boolean alone) {
        FaceOutcome outcome = result.outcome();
        boolean doubtful = outcome.isOpen();
        FaceOutcome before = face.before();
        if (before != null && face.isDoubtful() && !settled && !outcome.isGone() && !doubtful) {
            return new FaceVerdict(face, before, null, null, face.mayBeDeleted(), null);
        }
        // A face that a read found after a deletion existed: whatever deletes it from now on may be that deletion.
        boolean earlier = face.maybeEarlier() || (settled && face.isDoubtful());
        FaceException error = result.error();
        Fate fate = error == null || error.kind() == ErrorKind.STILL_PRESENT ? Fate.TARGET : Fate.of(error);
        if (fate == Fate.CONFLICT) {
            return new FaceVerdict(face, FaceOutcome.UNKNOWN, null, null, earlier, ErrorKind.CONFLICT);
        }
        if (!alone && fate.isAccounts()) {
            // It is the account that was refused, and not this face.
            return new FaceVerdict(face, FaceOutcome.NOT_ATTEMPTED, null, null, earlier, null);
        }
        boolean stillPresent = error != null && error.kind() == ErrorKind.STILL_PRESENT;
        return new FaceVerdict(
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
    FaceVerdict unproven() {
        boolean gone = outcome.isGone();
        return new FaceVerdict(
                face, gone ? FaceOutcome.UNKNOWN : outcome, null, null, maybeEarlier || gone, ErrorKind.STILL_PRESENT);
    }

    /** Returns whether it is open what was done to it. */
    public boolean isDoubtful() {
        return outcome.isOpen();
    }

    /** Returns this without the remark on an earlier attempt, which a target for which nothing was ever sent cannot have. */
    public FaceVerdict neverSent() {
        return new FaceVerdict(face, outcome, evidence, verifiedAt, false, kind);
    }

    /** Settles a face that a read did not find. */
    public static FaceVerdict absentAt(OpenFace face, Instant readAt) {
        return new FaceVerdict(
                face, FaceOutcome.ALREADY_ABSENT, Evidence.VERIFIED_ABSENT, readAt, face.mayBeDeleted(), null);
    }
}
