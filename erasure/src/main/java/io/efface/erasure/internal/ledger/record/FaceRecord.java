package io.efface.erasure.internal.ledger.record;

import io.efface.ErrorKind;
import io.efface.Evidence;
import io.efface.FaceOutcome;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The progress of a face as the events of its target record it. Immutable.
 *
 * @param outcome what became of it, or null if no request was about it
 * @param verifiedAt when a read did not find it, or null
 * @param maybeEarlier whether an earlier attempt may have been the one that deleted it
 * @param kind why it was not deleted, or may not have been, or null
 */
public record FaceRecord(
        @Nullable FaceOutcome outcome,
        @Nullable Evidence evidence,
        @Nullable Instant verifiedAt,
        boolean maybeEarlier,
        @Nullable ErrorKind kind) {
    /** A face that no request was about. */
    public static final FaceRecord NEW = new FaceRecord(null, null, null, false, null);

    /** Returns the face after an event of its target; this is the only code that changes the progress of a face. */
    public FaceRecord apply(TargetEvent event, String hash) {
        if (event instanceof TargetEvent.Outcome ended) {
            FaceRecord change = ended.faces().get(hash);
            return change == null ? this : changed(change);
        } else if (event instanceof TargetEvent.Orphaned) {
            return orphaned();
        } else if (event instanceof TargetEvent.ReadBack read && read.isAbsence()) {
            return new FaceRecord(outcome, Evidence.VERIFIED_ABSENT, read.at(), maybeEarlier, kind);
        } else if (event instanceof TargetEvent.ReadBack read && read.isPresent(hash)) {
            return new FaceRecord(FaceOutcome.FAILED, null, null, read.sent() || maybeEarlier, ErrorKind.STILL_PRESENT);
        }
        return this;
    }

    /** Returns the face after an attempt changed it to this. */
    public FaceRecord changed(FaceRecord change) {
        return new FaceRecord(
                change.outcome, change.evidence, change.verifiedAt, maybeEarlier || change.maybeEarlier, change.kind);
    }

    private FaceRecord orphaned() {
        boolean known = outcome != null && (outcome.isGone() || outcome == FaceOutcome.RETAINED);
        return known ? this : new FaceRecord(FaceOutcome.UNKNOWN, evidence, verifiedAt, true, kind);
    }
}
