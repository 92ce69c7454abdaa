package io.efface.erasure.internal.ledger.record;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * What became of a face. Constants are held by name, since a damaged ledger may hold another text in their place.
 *
 * @param outcome a {@link io.efface.FaceOutcome}, or null
 * @param evidence an {@link io.efface.Evidence}, or null
 * @param verifiedAt when a read did not find it, in whole milliseconds, or null
 * @param maybeEarlier whether an earlier attempt may have deleted it
 * @param kind an {@link io.efface.ErrorKind}, or null
 */
public record FaceResult(
        @Nullable String outcome,
        @Nullable String evidence,
        @Nullable Instant verifiedAt,
        boolean maybeEarlier,
        @Nullable String kind) {
    /** Returns what a ledger stores of a face. */
    public static FaceResult of(FaceRecord face) {
        return new FaceResult(
                RowResult.name(face.outcome()),
                RowResult.name(face.evidence()),
                face.verifiedAt() == null ? null : face.verifiedAt().truncatedTo(ChronoUnit.MILLIS),
                face.maybeEarlier(),
                RowResult.name(face.kind()));
    }
}
