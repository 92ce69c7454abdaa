package io.efface.erasure.internal.ledger.record;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The progress of a target as the ledger stores it. Enum constants are texts here, because a damaged ledger may contain any text.
 *
 * @param attempts the number of attempts so far
 * @param outcome the name of a {@link io.efface.PersonOutcome}, or null
 * @param evidence the name of an {@link io.efface.Evidence}, or null
 * @param verifiedAt the time of the read that did not find the target, or null
 * @param readAt the time of the last verification read, or null
 * @param maybeEarlier whether an earlier attempt may have deleted the target
 * @param kind the name of an {@link io.efface.ErrorKind}, or null
 * @param effect the name of an {@link io.efface.Effect}, or null
 * @param permanent whether the same call would fail again, or null if no attempt failed
 * @param vendorCode the code in the vendor's last response, or null
 * @param requestId the vendor's id of the last request, or null
 * @param outcomeAt the time of the vendor's last response, or null
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
    /** Returns the name of an enum constant, or null for null. */
    public static @Nullable String name(@Nullable Enum<?> constant) {
        return constant == null ? null : constant.name();
    }

    /** Returns the values that a ledger stores for the progress of a target. */
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
