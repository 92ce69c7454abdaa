package io.efface.erasure.internal.ledger.record;

import io.efface.ErrorKind;
import io.efface.Evidence;
import io.efface.FaceOutcome;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the ledger stores about the progress of a face. Immutable; each change returns a new record.
 *
 * @param outcome what became of it, or null if it was never asked for
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
    /** A face that was never asked for. */
    public static final FaceRecord NEW = new FaceRecord(null, null, null, false, null);

    /** Returns the face after the worker that had its target in flight ended, or lost its lease. */
    public FaceRecord orphaned() {
        boolean settled = outcome != null && (outcome.isGone() || outcome == FaceOutcome.RETAINED);
        return settled ? this : new FaceRecord(FaceOutcome.UNKNOWN, evidence, verifiedAt, true, kind);
    }

    /** Returns the face after a verification did not find it. */
    public FaceRecord notFound(Instant at) {
        return new FaceRecord(outcome, Evidence.VERIFIED_ABSENT, at, maybeEarlier, kind);
    }

    /**
     * Returns the face after a verification found it.
     *
     * @param sent whether any request was sent for its target, without which there is no earlier attempt
     */
    public FaceRecord found(boolean sent) {
        return new FaceRecord(FaceOutcome.FAILED, null, null, sent || maybeEarlier, ErrorKind.STILL_PRESENT);
    }
}
