package io.efface.erasure.internal.ledger.memory;

import io.efface.Effect;
import io.efface.ErrorKind;
import io.efface.Evidence;
import io.efface.FaceOutcome;
import io.efface.Operation;
import io.efface.PersonOutcome;
import io.efface.erasure.TargetState;
import io.efface.erasure.internal.ledger.record.FaceRecord;
import io.efface.erasure.internal.ledger.record.FaceResult;
import io.efface.erasure.internal.ledger.record.RowResult;
import io.efface.erasure.internal.ledger.record.TargetRecord;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Conversions between what the operations store and what they read. */
final class Records {
    private Records() {}

    /** Returns a time as a ledger holds it. */
    static @Nullable Instant whole(@Nullable Instant time) {
        return time == null ? null : time.truncatedTo(ChronoUnit.MILLIS);
    }

    private static <E extends Enum<E>> @Nullable E constant(Class<E> type, @Nullable String name) {
        return name == null ? null : Enum.valueOf(type, name);
    }

    /** Returns a row that no attempt was made for. */
    static TargetRecord planned(TargetState state, Operation operation) {
        return new TargetRecord(
                state, 0, operation, null, null, null, null, null, null, null, false, null, null, null, null, null,
                null, null);
    }

    static TargetRecord with(TargetRecord was, TargetState state) {
        return with(was, state, was.operation());
    }

    static TargetRecord with(TargetRecord was, TargetState state, Operation operation) {
        return new TargetRecord(
                state,
                was.attempt(),
                operation,
                was.operationId(),
                was.epoch(),
                whole(was.since()),
                whole(was.notBefore()),
                was.outcome(),
                was.evidence(),
                whole(was.verifiedAt()),
                was.maybeEarlier(),
                was.kind(),
                was.effect(),
                was.permanent(),
                was.vendorCode(),
                was.requestId(),
                whole(was.outcomeAt()),
                whole(was.readAt()));
    }

    /** Returns a record with what a repair restores, except for the vendor's answer. */
    static TargetRecord restored(TargetRecord was, TargetState state, RowResult to, @Nullable Instant notBefore) {
        return new TargetRecord(
                state,
                (int) to.attempts(),
                was.operation(),
                null,
                null,
                null,
                whole(notBefore),
                constant(PersonOutcome.class, to.outcome()),
                constant(Evidence.class, to.evidence()),
                whole(to.verifiedAt()),
                to.maybeEarlier(),
                was.kind(),
                was.effect(),
                was.permanent(),
                was.vendorCode(),
                was.requestId(),
                was.outcomeAt(),
                whole(to.readAt()));
    }

    /** Returns a record with the vendor's answer that a repair restores. */
    static TargetRecord answered(TargetRecord was, RowResult to) {
        return new TargetRecord(
                was.state(),
                was.attempt(),
                was.operation(),
                was.operationId(),
                was.epoch(),
                was.since(),
                was.notBefore(),
                was.outcome(),
                was.evidence(),
                was.verifiedAt(),
                was.maybeEarlier(),
                constant(ErrorKind.class, to.kind()),
                constant(Effect.class, to.effect()),
                to.permanent(),
                to.vendorCode(),
                to.requestId(),
                whole(to.outcomeAt()),
                was.readAt());
    }

    static RowResult result(TargetRecord of) {
        return new RowResult(
                of.attempt(),
                RowResult.name(of.outcome()),
                RowResult.name(of.evidence()),
                of.verifiedAt(),
                of.readAt(),
                of.maybeEarlier(),
                RowResult.name(of.kind()),
                RowResult.name(of.effect()),
                of.permanent(),
                of.vendorCode(),
                of.requestId(),
                of.outcomeAt());
    }

    static FaceRecord whole(FaceRecord of) {
        return new FaceRecord(of.outcome(), of.evidence(), whole(of.verifiedAt()), of.maybeEarlier(), of.kind());
    }

    static FaceResult result(FaceRecord of) {
        return new FaceResult(
                RowResult.name(of.outcome()),
                RowResult.name(of.evidence()),
                of.verifiedAt(),
                of.maybeEarlier(),
                RowResult.name(of.kind()));
    }

    static FaceRecord record(FaceResult of) {
        return new FaceRecord(
                constant(FaceOutcome.class, of.outcome()),
                constant(Evidence.class, of.evidence()),
                whole(of.verifiedAt()),
                of.maybeEarlier(),
                constant(ErrorKind.class, of.kind()));
    }
}
