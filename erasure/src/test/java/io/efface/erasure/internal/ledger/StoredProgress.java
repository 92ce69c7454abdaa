package io.efface.erasure.internal.ledger;

import io.efface.Effect;
import io.efface.ErrorKind;
import io.efface.Evidence;
import io.efface.Operation;
import io.efface.PersonOutcome;
import io.efface.erasure.TargetState;
import io.efface.erasure.internal.ledger.record.Answer;
import io.efface.erasure.internal.ledger.record.TargetProgress;
import io.efface.erasure.internal.ledger.record.TargetRecord;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A builder of the records that tests store for targets. */
final class StoredProgress {
    private final TargetState state;
    private int attempt;
    private @Nullable String operationId;
    private @Nullable Long epoch;
    private @Nullable Instant since;
    private @Nullable Instant notBefore;
    private @Nullable PersonOutcome outcome;
    private @Nullable Evidence evidence;
    private @Nullable Instant verifiedAt;
    private boolean maybeEarlier;
    private @Nullable ErrorKind kind;
    private @Nullable Effect effect;
    private @Nullable Boolean permanent;
    private @Nullable String vendorCode;
    private @Nullable String requestId;
    private @Nullable Instant outcomeAt;
    private @Nullable Instant readAt;

    private StoredProgress(TargetState state) {
        this.state = state;
    }

    static StoredProgress of(TargetState state) {
        return new StoredProgress(state);
    }

    static StoredProgress done(Instant at) {
        StoredProgress progress = of(TargetState.DONE).attempted(1, 1).settledAt(at);
        progress.outcome = PersonOutcome.DELETED;
        progress.evidence = Evidence.ACCEPTED;
        return progress;
    }

    static StoredProgress failed(boolean permanent, ErrorKind kind) {
        StoredProgress progress = of(TargetState.FAILED).attempted(1, 1).kind(kind);
        progress.permanent = permanent;
        return progress;
    }

    /** Returns a progress with a value in every field. */
    static StoredProgress full(Instant at) {
        StoredProgress progress =
                done(at).attempted(3, 7).maybeEarlier().kind(ErrorKind.TIMEOUT).since(at);
        progress.operationId = "op";
        progress.notBefore = at.plusSeconds(9);
        progress.verifiedAt = at.plusSeconds(2);
        progress.effect = Effect.UNKNOWN;
        progress.permanent = false;
        progress.vendorCode = "Throttling";
        progress.requestId = "r-1";
        progress.readAt = at.plusSeconds(3);
        return progress;
    }

    StoredProgress attempted(int attempts, long inEpoch) {
        attempt = attempts;
        epoch = inEpoch;
        return this;
    }

    StoredProgress verified() {
        evidence = Evidence.VERIFIED_ABSENT;
        return this;
    }

    StoredProgress maybeEarlier() {
        maybeEarlier = true;
        return this;
    }

    StoredProgress kind(ErrorKind other) {
        kind = other;
        return this;
    }

    StoredProgress permanent() {
        permanent = true;
        return this;
    }

    StoredProgress code(String code) {
        vendorCode = code;
        return this;
    }

    StoredProgress since(Instant time) {
        since = time;
        return this;
    }

    StoredProgress notBefore(Instant time) {
        notBefore = time;
        return this;
    }

    StoredProgress settledAt(Instant time) {
        outcomeAt = time;
        return this;
    }

    TargetRecord record() {
        TargetProgress progress = new TargetProgress(
                state,
                attempt,
                outcome,
                evidence,
                verifiedAt,
                readAt,
                maybeEarlier,
                kind,
                effect,
                permanent,
                Answer.of(outcomeAt, vendorCode, requestId));
        return new TargetRecord(progress, Operation.DELETE_PERSON, operationId, epoch, since, notBefore);
    }
}
