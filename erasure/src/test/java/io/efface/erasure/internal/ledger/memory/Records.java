package io.efface.erasure.internal.ledger.memory;

import io.efface.Operation;
import io.efface.erasure.internal.ledger.record.Answer;
import io.efface.erasure.internal.ledger.record.FaceRecord;
import io.efface.erasure.internal.ledger.record.TargetProgress;
import io.efface.erasure.internal.ledger.record.TargetRecord;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Converts records to the form in which a ledger stores them, with times in whole milliseconds. */
final class Records {
    private Records() {}

    /** Returns a time as a ledger stores it. */
    static @Nullable Instant whole(@Nullable Instant time) {
        return time == null ? null : time.truncatedTo(ChronoUnit.MILLIS);
    }

    static TargetRecord with(TargetRecord was, TargetProgress progress) {
        return new TargetRecord(
                progress, was.operation(), was.operationId(), was.epoch(), was.claimedAt(), was.notBefore());
    }

    static TargetRecord whole(TargetRecord of, Operation operation) {
        TargetProgress progress = of.progress();
        Answer answer = progress.answer();
        return new TargetRecord(
                new TargetProgress(
                        progress.state(),
                        progress.attempts(),
                        progress.outcome(),
                        progress.evidence(),
                        whole(progress.verifiedAt()),
                        whole(progress.readAt()),
                        progress.maybeEarlier(),
                        progress.kind(),
                        progress.effect(),
                        progress.permanent(),
                        Answer.of(whole(answer.at()), answer.code(), answer.requestId())),
                operation,
                of.operationId(),
                of.epoch(),
                whole(of.claimedAt()),
                whole(of.notBefore()));
    }

    /** Returns a progress with the failure and the answer of another progress. */
    static TargetProgress withFailureOf(TargetProgress other, TargetProgress progress) {
        return new TargetProgress(
                progress.state(),
                progress.attempts(),
                progress.outcome(),
                progress.evidence(),
                progress.verifiedAt(),
                progress.readAt(),
                progress.maybeEarlier(),
                other.kind(),
                other.effect(),
                other.permanent(),
                other.answer());
    }

    static FaceRecord whole(FaceRecord of) {
        return new FaceRecord(of.outcome(), of.evidence(), whole(of.verifiedAt()), of.maybeEarlier(), of.kind());
    }
}
