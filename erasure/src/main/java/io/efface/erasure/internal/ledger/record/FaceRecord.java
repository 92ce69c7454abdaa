package io.efface.erasure.internal.ledger.record;

import io.efface.ErrorKind;
import io.efface.Evidence;
import io.efface.FaceOutcome;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The progress of a face as the events of its target record it. Immutable.
 *
 * @param outcome the outcome for the face, or null before the first attempt that names the face
 * @param evidence the evidence for the outcome, or null
 * @param verifiedAt the time of the read that did not find the face, or null
 * @param maybeEarlier whether an earlier attempt may have deleted the face
 * @param kind the kind of the failure that prevented the deletion of the face or left its outcome unknown, or null
 */
public record FaceRecord(
        @Nullable FaceOutcome outcome,
        @Nullable Evidence evidence,
        @Nullable Instant verifiedAt,
        boolean maybeEarlier,
        @Nullable ErrorKind kind) {
    /** A face that no attempt has named yet. */
    public static final FaceRecord NEW = new FaceRecord(null, null, null, false, null);

    /** Returns the face after an event of its target. This method is the only one that changes the progress of a face. */
    public FaceRecord apply(TargetEvent event, String hash) {
        if (event instanceof TargetEvent.Outcome ended) {
            FaceRecord change = ended.faces().get(hash);
            return change == null ? this : changed(change);
        } else if (event instanceof TargetEvent.Orphaned) {
            return orphaned();
        } else if (event instanceof TargetEvent.ReadBack read && read.isAbsence()) {
            return new FaceRecord(outcome, Evidence.VERIFIED_ABSENT, read.at(), maybeEarlier, kind);
        } else if (event instanceof TargetEvent.ReadBack read && read.isPresent(hash)) {
            return new FaceRecord(
                    FaceOutcome.FAILED, null, null, read.requestSent() || maybeEarlier, ErrorKind.STILL_PRESENT);
        }
        return this;
    }

    private FaceRecord changed(FaceRecord change) {
        return new FaceRecord(
                change.outcome, change.evidence, change.verifiedAt, maybeEarlier || change.maybeEarlier, change.kind);
    }

    private FaceRecord orphaned() {
        boolean isKnown = outcome != null && (outcome.isGone() || outcome == FaceOutcome.RETAINED);
        return isKnown ? this : new FaceRecord(FaceOutcome.UNKNOWN, evidence, verifiedAt, true, kind);
    }
}
