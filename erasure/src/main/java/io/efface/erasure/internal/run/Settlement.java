package io.efface.erasure.internal.run;

import io.efface.Effect;
import io.efface.ErrorKind;
import io.efface.Evidence;
import io.efface.Operation;
import io.efface.PersonOutcome;
import io.efface.erasure.TargetState;
import io.efface.erasure.internal.ledger.Cells;
import io.efface.erasure.internal.ledger.Change;
import io.efface.erasure.internal.ledger.Claim;
import io.efface.erasure.internal.ledger.Event;
import io.efface.erasure.internal.ledger.EventLog;
import io.efface.erasure.internal.ledger.EventType;
import io.efface.erasure.internal.ledger.Job;
import io.efface.erasure.internal.ledger.Transaction;
import io.efface.erasure.internal.ledger.Work;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes what became of a target, if it is still this worker's to say.
 *
 * @param claim what was in flight, or null if no request was about to leave
 * @param epoch the run's
 */
record Settlement(Job job, int account, Work work, @Nullable Claim claim, long epoch, Verdict verdict, Clock clock)
        implements Change<Optional<Settlement.Settled>> {
    /** Erased targets of an account, from the job's first on, among which those that were plainly absent are counted. */
    static final int SAMPLE = 200;

    /**
     * What stands in the ledger now.
     *
     * @param attempt the attempts made so far
     * @param sampled how many of the account's first erased targets were counted
     * @param absent how many of these were plainly absent
     * @param failed whether it is not done because of a failure
     */
    record Settled(
            TargetState state, @Nullable PersonOutcome outcome, int attempt, int sampled, int absent, boolean failed) {}

    /** What a target comes to, whole person or faces. */
    private record Whole(
            TargetState state,
            @Nullable PersonOutcome outcome,
            @Nullable Evidence evidence,
            @Nullable Instant verifiedAt,
            boolean maybeEarlier,
            @Nullable String kind,
            @Nullable Effect effect,
            boolean failed) {}

    @Override
    public Optional<Settled> apply(Transaction tx) throws SQLException {
        Instant now = clock.instant();
        if (!Lease.holds(tx, job, epoch, now) || !isMine(tx)) {
            return Optional.empty();
        }
        int attempt = claim == null ? work.attempt() : claim.attempt();
        return new Settlement(job, account, work, claim, epoch, attempt == 0 ? verdict.neverSent() : verdict, clock)
                .write(tx, now, attempt);
    }

    private Optional<Settled> write(Transaction tx, Instant now, int attempt) throws SQLException {
        Whole whole = whole(tx);
        TargetState stored = stored(tx, whole);
        update(tx, now, whole, stored);
        EventLog.add(tx, job.tables(), event(now, whole, stored, attempt));
        int[] sample = verdict.counts() ? sample(tx, whole) : new int[2];
        return Optional.of(new Settled(whole.state(), whole.outcome(), attempt, sample[0], sample[1], whole.failed()));
    }

    private boolean isMine(Transaction tx) throws SQLException {
        PreparedStatement select = tx.prepare("SELECT state, attempt, operation_id, epoch FROM "
                + job.tables().rows() + " WHERE id = ?");
        select.setLong(1, work.id());
        try (ResultSet row = select.executeQuery()) {
            if (!row.next()) {
                return false;
            }
            TargetState state = TargetState.of(row.getInt("state"));
            if (claim != null) {
                return state == TargetState.IN_FLIGHT
                        && row.getLong("epoch") == claim.epoch()
                        && claim.operationId().equals(row.getString("operation_id"));
            }
            return state == work.state()
                    && row.getInt("attempt") == work.attempt()
                    && !tx.holds(job.number()).isHeld(work.id());
        }
    }

    private Whole whole(Transaction tx) throws SQLException {
        if (work.operation() == Operation.DELETE_FACES) {
            FaceTally.write(tx, job.tables(), verdict.faces());
            FaceTally tally = FaceTally.of(tx, job.tables(), work.id());
            TargetState state = tally.state();
            boolean done = state == TargetState.DONE;
            return new Whole(
                    state,
                    done ? tally.outcome() : null,
                    done ? tally.evidence() : null,
                    done ? tally.verifiedAt() : null,
                    tally.maybeEarlier(),
                    done || (verdict.counts() && verdict.kind() != null) ? Cells.name(verdict.kind()) : tally.kind(),
                    done ? null : tally.effect(),
                    !done && tally.hasFailures());
        }
        return new Whole(
                verdict.state(),
                verdict.outcome(),
                verdict.evidence(),
                verdict.verifiedAt(),
                verdict.maybeEarlier() || work.maybeEarlier(),
                work.refuted() && verdict.state() != TargetState.DONE
                        ? Cells.name(ErrorKind.STILL_PRESENT)
                        : kindAlone(),
                verdict.state() == TargetState.UNKNOWN ? Effect.UNKNOWN : verdict.effect(),
                verdict.state() == TargetState.FAILED || verdict.state() == TargetState.UNKNOWN);
    }

    private void update(Transaction tx, Instant now, Whole whole, TargetState stored) throws SQLException {
        boolean open = whole.state() == TargetState.UNKNOWN;
        // A lost request may yet arrive, and be at work, until then.
        boolean leftAlone = verdict.counts() && !verdict.answered() && (open || verdict.mayBeAtWork());
        boolean returned = !verdict.counts();
        PreparedStatement update = tx.prepare("UPDATE " + job.tables().rows()
                + " SET state = ?, outcome = ?, evidence = ?, verified_at = ?, maybe_earlier = max(maybe_earlier, ?),"
                + " kind = ?, effect = ?, permanent = ?, vendor_code = ?, request_id = ?, outcome_at = ?, epoch = ?,"
                + " not_before = CASE WHEN ? THEN not_before END WHERE id = ?");
        update.setInt(1, stored.code());
        update.setString(2, Cells.name(whole.outcome()));
        update.setString(3, Cells.name(whole.evidence()));
        Cells.setTime(update, 4, whole.verifiedAt());
        update.setBoolean(5, whole.maybeEarlier());
        update.setString(6, whole.kind());
        update.setString(7, returned && !open ? null : Cells.name(whole.effect()));
        Boolean permanent = returned ? null : verdict.permanent();
        if (permanent == null) {
            update.setNull(8, Types.INTEGER);
        } else {
            update.setBoolean(8, permanent);
        }
        update.setString(9, returned ? null : verdict.vendorCode());
        update.setString(10, returned ? null : verdict.requestId());
        Cells.setTime(update, 11, returned ? null : now);
        update.setLong(12, epoch);
        update.setBoolean(13, leftAlone);
        update.setLong(14, work.id());
        update.executeUpdate();
    }

    /** A target that comes back untouched, and was put on hold meanwhile, is held like any other. */
    private TargetState stored(Transaction tx, Whole whole) throws SQLException {
        boolean untouched = !verdict.counts()
                && whole.state() == TargetState.PENDING
                && !whole.maybeEarlier()
                && !work.maybeEarlier();
        return untouched && tx.holds(job.number()).isHeld(work.id()) ? TargetState.HELD : whole.state();
    }

    private Event event(Instant now, Whole whole, TargetState stored, int attempt) {
        return Event.of(EventType.OUTCOME, now, work.id())
                .with("attempt", attempt)
                .with("operationId", claim == null ? null : claim.operationId())
                .with("state", stored)
                .with("outcome", whole.outcome())
                .with("evidence", whole.evidence())
                .with("verifiedAt", whole.verifiedAt())
                .with("maybeByEarlierAttempt", whole.maybeEarlier() ? true : null)
                .with("kind", verdict.kind())
                .with("targetKind", Objects.equals(whole.kind(), kindAlone()) ? null : whole.kind())
                .with("permanent", verdict.permanent())
                .with("effect", verdict.counts() ? whole.effect() : verdict.effect())
                .with("code", verdict.vendorCode())
                .with("requestId", verdict.requestId())
                .with("faces", verdict.faces().isEmpty() ? null : faces())
                .with("returned", verdict.counts() ? null : true);
    }

    /** Returns the kind that a target gets from the attempt alone, whatever became of its faces before. */
    private @Nullable String kindAlone() {
        return verdict.counts() ? Cells.name(verdict.kind()) : null;
    }

    private List<Map<String, Object>> faces() {
        return verdict.faces().stream()
                .map(face -> {
                    Map<String, Object> told = new LinkedHashMap<>();
                    told.put("face", face.face().hash());
                    told.put("outcome", face.outcome());
                    if (face.evidence() != null) {
                        told.put("evidence", face.evidence());
                    }
                    if (face.verifiedAt() != null) {
                        told.put("verifiedAt", face.verifiedAt());
                    }
                    if (face.maybeEarlier()) {
                        told.put("maybeByEarlierAttempt", true);
                    }
                    if (face.kind() != null) {
                        told.put("kind", face.kind());
                    }
                    return told;
                })
                .toList();
    }

    /** Counts what tells whether people are there at all: what failed, or may have been deleted earlier, tells nothing of it. */
    private int[] sample(Transaction tx, Whole whole) throws SQLException {
        boolean absent = whole.outcome() == PersonOutcome.ALREADY_ABSENT;
        if (whole.state() == TargetState.DONE && !(absent && whole.maybeEarlier())) {
            PreparedStatement update = tx.prepare("UPDATE " + job.tables().accounts()
                    + " SET sampled = sampled + 1, absent = absent + ? WHERE number = ? AND sampled < " + SAMPLE);
            update.setInt(1, absent ? 1 : 0);
            update.setInt(2, account);
            update.executeUpdate();
        }
        PreparedStatement select =
                tx.prepare("SELECT sampled, absent FROM " + job.tables().accounts() + " WHERE number = ?");
        select.setInt(1, account);
        try (ResultSet row = select.executeQuery()) {
            return row.next() ? new int[] {row.getInt(1), row.getInt(2)} : new int[2];
        }
    }
}
