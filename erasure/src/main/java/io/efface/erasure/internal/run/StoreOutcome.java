package io.efface.erasure.internal.run;

import io.efface.Effect;
import io.efface.ErrorKind;
import io.efface.Evidence;
import io.efface.Operation;
import io.efface.PersonOutcome;
import io.efface.erasure.TargetState;
import io.efface.erasure.internal.ledger.Accounts;
import io.efface.erasure.internal.ledger.Change;
import io.efface.erasure.internal.ledger.Faces;
import io.efface.erasure.internal.ledger.Transaction;
import io.efface.erasure.internal.ledger.record.Claim;
import io.efface.erasure.internal.ledger.record.Event;
import io.efface.erasure.internal.ledger.record.EventType;
import io.efface.erasure.internal.ledger.record.FaceRecord;
import io.efface.erasure.internal.ledger.record.Job;
import io.efface.erasure.internal.ledger.record.Target;
import io.efface.erasure.internal.ledger.record.TargetRecord;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes what became of a target, if it is still this worker's to say.
 *
 * @param claim what was in flight, or null if no request was about to leave
 * @param epoch the run's
 */
record StoreOutcome(
        Job job,
        int account,
        Target target,
        @Nullable Claim claim,
        long epoch,
        AttemptOutcome attemptOutcome,
        Clock clock)
        implements Change<Optional<StoreOutcome.Settled>> {
    /**
     * What stands in the ledger now.
     *
     * @param attempt the attempts made so far
     * @param sample what was counted of the account's first erased targets
     * @param failed whether it is not done because of a failure
     */
    record Settled(
            TargetState state, @Nullable PersonOutcome outcome, int attempt, Accounts.Sample sample, boolean failed) {}

    /** What a target comes to, whole person or faces. */
    private record Whole(
            TargetState state,
            @Nullable PersonOutcome outcome,
            @Nullable Evidence evidence,
            @Nullable Instant verifiedAt,
            boolean maybeEarlier,
            @Nullable ErrorKind kind,
            @Nullable Effect effect,
            boolean failed) {}

    @Override
    public Optional<Settled> apply(Transaction tx) {
        Instant now = clock.instant();
        TargetRecord record = tx.targets(job.number()).find(target.id()).orElse(null);
        if (record == null || !Lease.holds(tx, job, epoch, now) || !isMine(tx, record)) {
            return Optional.empty();
        }
        int attempt = claim == null ? target.attempt() : claim.attempt();
        return new StoreOutcome(
                        job,
                        account,
                        target,
                        claim,
                        epoch,
                        attempt == 0 ? attemptOutcome.neverSent() : attemptOutcome,
                        clock)
                .store(tx, record, now, attempt);
    }

    private Optional<Settled> store(Transaction tx, TargetRecord record, Instant now, int attempt) {
        Whole whole = whole(tx);
        TargetState stored = stored(tx, whole);
        tx.targets(job.number()).store(target.id(), settled(record, now, whole, stored));
        tx.events(job.number()).add(event(now, whole, stored, attempt));
        Accounts.Sample sample =
                attemptOutcome.counts() ? sample(tx.accounts(job.number()), account, whole) : new Accounts.Sample(0, 0);
        return Optional.of(new Settled(whole.state(), whole.outcome(), attempt, sample, whole.failed()));
    }

    private boolean isMine(Transaction tx, TargetRecord record) {
        return claim != null
                ? record.isClaimedBy(claim)
                : record.state() == target.state()
                        && record.attempt() == target.attempt()
                        && !tx.holds(job.number()).isHeld(target.id());
    }

    private Whole whole(Transaction tx) {
        if (target.operation() == Operation.DELETE_FACES) {
            FaceTally tally = storeFaces(tx.faces(job.number()));
            TargetState state = tally.state();
            boolean done = state == TargetState.DONE;
            return new Whole(
                    state,
                    done ? tally.outcome() : null,
                    done ? tally.evidence() : null,
                    done ? tally.verifiedAt() : null,
                    tally.maybeEarlier(),
                    done || (attemptOutcome.counts() && attemptOutcome.kind() != null)
                            ? attemptOutcome.kind()
                            : tally.kind(),
                    done ? null : tally.effect(),
                    !done && tally.hasFailures());
        }
        return new Whole(
                attemptOutcome.state(),
                attemptOutcome.outcome(),
                attemptOutcome.evidence(),
                attemptOutcome.verifiedAt(),
                attemptOutcome.maybeEarlier() || target.maybeEarlier(),
                target.refuted() && attemptOutcome.state() != TargetState.DONE ? ErrorKind.STILL_PRESENT : kindAlone(),
                attemptOutcome.state() == TargetState.UNKNOWN ? Effect.UNKNOWN : attemptOutcome.effect(),
                attemptOutcome.state() == TargetState.FAILED || attemptOutcome.state() == TargetState.UNKNOWN);
    }

    /** Stores what became of the faces that were asked for, and returns what that comes to with the target's other faces. */
    private FaceTally storeFaces(Faces faces) {
        for (FaceAttemptOutcome face : attemptOutcome.faces()) {
            boolean earlier = face.maybeEarlier() || face.face().maybeEarlier();
            faces.store(
                    face.face().row(),
                    face.face().number(),
                    new FaceRecord(face.outcome(), face.evidence(), face.verifiedAt(), earlier, face.kind()));
        }
        return FaceTally.of(
                faces.of(target.id()).stream().map(Faces.StoredFace::record).toList());
    }

    private TargetRecord settled(TargetRecord record, Instant now, Whole whole, TargetState stored) {
        boolean open = whole.state() == TargetState.UNKNOWN;
        // A lost request may yet arrive, and be at work, until then.
        boolean leftAlone =
                attemptOutcome.counts() && !attemptOutcome.answered() && (open || attemptOutcome.mayBeAtWork());
        boolean returned = !attemptOutcome.counts();
        return new TargetRecord(
                stored,
                record.attempt(),
                record.operation(),
                record.operationId(),
                epoch,
                record.since(),
                leftAlone ? record.notBefore() : null,
                whole.outcome(),
                whole.evidence(),
                whole.verifiedAt(),
                record.maybeEarlier() || whole.maybeEarlier(),
                whole.kind(),
                returned && !open ? null : whole.effect(),
                returned ? null : attemptOutcome.permanent(),
                returned ? null : attemptOutcome.vendorCode(),
                returned ? null : attemptOutcome.requestId(),
                returned ? null : now,
                record.readAt());
    }

    /** A target that comes back untouched, and was put on hold meanwhile, is held like any other. */
    private TargetState stored(Transaction tx, Whole whole) {
        boolean untouched = !attemptOutcome.counts()
                && whole.state() == TargetState.PENDING
                && !whole.maybeEarlier()
                && !target.maybeEarlier();
        return untouched && tx.holds(job.number()).isHeld(target.id()) ? TargetState.HELD : whole.state();
    }

    private Event event(Instant now, Whole whole, TargetState stored, int attempt) {
        return Event.of(EventType.OUTCOME, now, target.id())
                .with("attempt", attempt)
                .with("operationId", claim == null ? null : claim.operationId())
                .with("state", stored)
                .with("outcome", whole.outcome())
                .with("evidence", whole.evidence())
                .with("verifiedAt", whole.verifiedAt())
                .with("maybeByEarlierAttempt", whole.maybeEarlier() ? true : null)
                .with("kind", attemptOutcome.kind())
                .with("targetKind", whole.kind() == kindAlone() ? null : whole.kind())
                .with("permanent", attemptOutcome.permanent())
                .with("effect", attemptOutcome.counts() ? whole.effect() : attemptOutcome.effect())
                .with("code", attemptOutcome.vendorCode())
                .with("requestId", attemptOutcome.requestId())
                .with("faces", attemptOutcome.faces().isEmpty() ? null : faces())
                .with("returned", attemptOutcome.counts() ? null : true);
    }

    /** Returns the kind that a target gets from the attempt alone, whatever became of its faces before. */
    private @Nullable ErrorKind kindAlone() {
        return attemptOutcome.counts() ? attemptOutcome.kind() : null;
    }

    private List<Map<String, Object>> faces() {
        return attemptOutcome.faces().stream()
                .map(face -> {
                    Map<String, Object> fields = new LinkedHashMap<>();
                    fields.put("face", face.face().hash());
                    fields.put("outcome", face.outcome());
                    if (face.evidence() != null) {
                        fields.put("evidence", face.evidence());
                    }
                    if (face.verifiedAt() != null) {
                        fields.put("verifiedAt", face.verifiedAt());
                    }
                    if (face.maybeEarlier()) {
                        fields.put("maybeByEarlierAttempt", true);
                    }
                    if (face.kind() != null) {
                        fields.put("kind", face.kind());
                    }
                    return fields;
                })
                .toList();
    }

    /** Counts a target that shows whether people exist at all: one that failed, or that an earlier attempt may have deleted, does not. */
    private static Accounts.Sample sample(Accounts accounts, int account, Whole whole) {
        boolean absent = whole.outcome() == PersonOutcome.ALREADY_ABSENT;
        if (whole.state() == TargetState.DONE && !(absent && whole.maybeEarlier())) {
            accounts.addToSample(account, absent);
        }
        return accounts.sample(account);
    }
}
