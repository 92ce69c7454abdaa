package io.efface.erasure.internal.run;

import io.efface.ErrorKind;
import io.efface.Operation;
import io.efface.PersonOutcome;
import io.efface.erasure.TargetState;
import io.efface.erasure.internal.ledger.Accounts;
import io.efface.erasure.internal.ledger.Change;
import io.efface.erasure.internal.ledger.Faces;
import io.efface.erasure.internal.ledger.Transaction;
import io.efface.erasure.internal.ledger.record.Claim;
import io.efface.erasure.internal.ledger.record.FaceRecord;
import io.efface.erasure.internal.ledger.record.Job;
import io.efface.erasure.internal.ledger.record.Target;
import io.efface.erasure.internal.ledger.record.TargetEvent;
import io.efface.erasure.internal.ledger.record.TargetRecord;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Stores how an attempt for a target ended, unless another worker has taken the target over.
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

    @Override
    public Optional<Settled> apply(Transaction tx) {
        Instant now = clock.instant();
        TargetRecord record = tx.targets(job.number()).find(target.id()).orElse(null);
        if (record == null || !Lease.holds(tx, job, epoch, now) || !isMine(tx, record)) {
            return Optional.empty();
        }
        AttemptOutcome ended = record.attempt() == 0 ? attemptOutcome.neverSent() : attemptOutcome;
        FaceTally faces = target.operation() == Operation.DELETE_FACES ? storeFaces(tx, ended.faceRecords()) : null;
        AttemptOutcome whole = faces == null ? ended.ofPerson(target) : ended.ofAllFaces(faces);
        TargetEvent.Outcome event = decide(tx, record, now, ended, whole);
        // A lost request may yet arrive, and be at work, until then.
        boolean leftAlone =
                ended.counts() && !ended.answered() && (whole.state() == TargetState.UNKNOWN || ended.mayBeAtWork());
        tx.targets(job.number()).store(target.id(), record.after(event, epoch, leftAlone ? record.notBefore() : null));
        tx.events(job.number()).add(event.event().with("operationId", claim == null ? null : claim.operationId()));
        Accounts.Sample sample =
                ended.counts() ? sample(tx.accounts(job.number()), account, whole) : new Accounts.Sample(0, 0);
        boolean failed = faces == null
                ? whole.state() == TargetState.FAILED || whole.state() == TargetState.UNKNOWN
                : whole.state() != TargetState.DONE && faces.hasFailures();
        return Optional.of(new Settled(whole.state(), whole.outcome(), record.attempt(), sample, failed));
    }

    private boolean isMine(Transaction tx, TargetRecord record) {
        return claim != null
                ? record.isClaimedBy(claim)
                : record.state() == target.state()
                        && record.attempt() == target.attempt()
                        && !tx.holds(job.number()).isHeld(target.id());
    }

    /**
     * Decides what the attempt made of the target.
     *
     * @param ended how the attempt ended
     * @param whole where the target stands after it
     */
    private TargetEvent.Outcome decide(
            Transaction tx, TargetRecord record, Instant now, AttemptOutcome ended, AttemptOutcome whole) {
        ErrorKind ofAttempt = ended.counts() ? ended.kind() : null;
        // A target for which nothing was sent, and which was put on hold during the attempt, is held like any other.
        boolean held = whole.state() == TargetState.PENDING
                && !whole.maybeEarlier()
                && !target.maybeEarlier()
                && tx.holds(job.number()).isHeld(target.id());
        return new TargetEvent.Outcome(
                target.id(),
                now,
                record.attempt(),
                held ? TargetState.HELD : whole.state(),
                whole.outcome(),
                whole.evidence(),
                whole.verifiedAt(),
                whole.maybeEarlier(),
                ended.kind(),
                whole.kind() == ofAttempt ? null : whole.kind(),
                ended.permanent(),
                ended.counts() ? whole.effect() : ended.effect(),
                ended.vendorCode(),
                ended.requestId(),
                ended.faceRecords(),
                !ended.counts());
    }

    /** Stores what the attempt changed of faces, and returns what became of all faces of the target. */
    private FaceTally storeFaces(Transaction tx, Map<String, FaceRecord> changes) {
        Faces faces = tx.faces(job.number());
        List<FaceRecord> all = new ArrayList<>();
        for (Faces.TargetFace face : faces.of(target.id())) {
            FaceRecord change = changes.get(face.hash());
            FaceRecord now = change == null ? face.record() : face.record().changed(change);
            if (change != null) {
                faces.store(face.row(), face.number(), now);
            }
            all.add(now);
        }
        return FaceTally.of(all);
    }

    /** Counts a target that shows whether people exist at all: one that failed, or that an earlier attempt may have deleted, does not. */
    private static Accounts.Sample sample(Accounts accounts, int account, AttemptOutcome whole) {
        boolean absent = whole.outcome() == PersonOutcome.ALREADY_ABSENT;
        if (whole.state() == TargetState.DONE && !(absent && whole.maybeEarlier())) {
            accounts.addToSample(account, absent);
        }
        return accounts.sample(account);
    }
}
