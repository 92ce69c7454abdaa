package io.efface.erasure.internal.ledger.record;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * The progress of a face as the ledger stores it. Enum constants are texts here, because a damaged ledger may contain any text.
 *
 * @param outcome the name of a {@link io.efface.FaceOutcome}, or null
 * @param evidence the name of an {@link io.efface.Evidence}, or null
 * @param verifiedAt the time of the read that did not find the face, in whole milliseconds, or null
 * @param maybeEarlier whether an earlier attempt may have deleted the face
 * @param kind the name of an {@link io.efface.ErrorKind}, or null
 */
public record StoredFaceResult(
        @Nullable String outcome,
        @Nullable String evidence,
        @Nullable Instant verifiedAt,
        boolean maybeEarlier,
        @Nullable String kind) {
    /** Returns the values that a ledger stores for a face. */
    public static StoredFaceResult of(FaceRecord face) {
        return new StoredFaceResult(
                RowResult.name(face.outcome()),
                RowResult.name(face.evidence()),
                face.verifiedAt() == null ? null : face.verifiedAt().truncatedTo(ChronoUnit.MILLIS),
                face.maybeEarlier(),
                RowResult.name(face.kind()));
    }
}
