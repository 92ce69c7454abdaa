package io.efface.erasure.internal.ledger.record;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What became of a target, as it is stored. Constants are held by name, since a damaged ledger may hold another text in their place.
 *
 * @param attempts how many attempts were made
 * @param outcome a {@link io.efface.PersonOutcome}, or null
 * @param evidence a {@link io.efface.Evidence}, or null
 * @param verifiedAt when a read did not find it, or null
 * @param readAt when a verification read it last, or null
 * @param maybeEarlier whether an earlier attempt may have deleted it
 * @param kind an {@link io.efface.ErrorKind}, or null
 * @param effect an {@link io.efface.Effect}, or null
 * @param permanent whether trying again cannot succeed, or null without a failure
 * @param vendorCode the code of the vendor's answer, or null
 * @param requestId the vendor's id of the request, or null
 * @param outcomeAt when the answer came, or null
 */
public record RowResult(
        long attempts,
        @Nullable String outcome,
        @Nullable String evidence,
        @Nullable Instant verifiedAt,
        @Nullable Instant readAt,
        boolean maybeEarlier,
        @Nullable String kind,
        @Nullable String effect,
        @Nullable Boolean permanent,
        @Nullable String vendorCode,
        @Nullable String requestId,
        @Nullable Instant outcomeAt) {
    /** Returns a constant's name, or null for null. */
    public static @Nullable String name(@Nullable Enum<?> constant) {
        return constant == null ? null : constant.name();
    }

    /** Returns what a ledger stores of a target's progress. */
    public static RowResult of(TargetProgress progress) {
        return new RowResult(
                progress.attempts(),
                name(progress.outcome()),
                name(progress.evidence()),
                progress.verifiedAt(),
                progress.readAt(),
                progress.maybeEarlier(),
                name(progress.kind()),
                name(progress.effect()),
                progress.permanent(),
                progress.answer().code(),
                progress.answer().requestId(),
                progress.answer().at());
    }
}
