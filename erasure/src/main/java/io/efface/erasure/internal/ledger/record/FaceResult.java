package io.efface.erasure.internal.ledger.record;

import io.efface.ErrorKind;
import io.efface.Evidence;
import io.efface.FaceOutcome;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * What became of a face. Constants are held by name, since a damaged ledger may hold another text in their place.
 *
 * @param outcome a {@link FaceOutcome}, or null
 * @param evidence an {@link Evidence}, or null
 * @param verifiedAt when a read did not find it, in whole milliseconds, or null
 * @param maybeEarlier whether an earlier attempt may have deleted it
 * @param kind an {@link ErrorKind}, or null
 */
public record FaceResult(
        @Nullable String outcome,
        @Nullable String evidence,
        @Nullable Instant verifiedAt,
        boolean maybeEarlier,
        @Nullable String kind) {
    /** What is stored of a face before the first attempt. */
    public static final FaceResult NOTHING = new FaceResult(null, null, null, false, null);

    /** Returns what an event says of a face. */
    public static FaceResult of(EventLine.Face face, FaceResult before) {
        return new FaceResult(
                RowResult.name(face.outcome),
                RowResult.name(face.evidence),
                face.verifiedAt == null ? null : face.verifiedAt.truncatedTo(ChronoUnit.MILLIS),
                face.maybeEarlier || before.maybeEarlier(),
                RowResult.name(face.kind));
    }

    /** Returns this face after the claim of its target was lost. */
    public FaceResult orphaned() {
        boolean settled = FaceOutcome.DELETED.name().equals(outcome)
                || FaceOutcome.ALREADY_ABSENT.name().equals(outcome)
                || FaceOutcome.RETAINED.name().equals(outcome);
        return settled ? this : new FaceResult(FaceOutcome.UNKNOWN.name(), evidence, verifiedAt, true, kind);
    }

    /** Returns this face after a read has found it; the remark on an earlier attempt needs one that was sent. */
    public FaceResult found(boolean sent) {
        return new FaceResult(
                FaceOutcome.FAILED.name(), null, null, sent || maybeEarlier, ErrorKind.STILL_PRESENT.name());
    }

    /** Returns this face after a read has not found it. */
    public FaceResult notFound(Instant at) {
        return new FaceResult(
                outcome, Evidence.VERIFIED_ABSENT.name(), at.truncatedTo(ChronoUnit.MILLIS), maybeEarlier, kind);
    }
}
