package io.efface.erasure.internal.run;

import io.efface.erasure.ErasureException;
import io.efface.erasure.ErasureException.Reason;
import io.efface.erasure.JobState;
import io.efface.erasure.RunOptions;
import io.efface.erasure.TargetState;
import io.efface.erasure.internal.ledger.Event;
import io.efface.erasure.internal.ledger.EventLog;
import io.efface.erasure.internal.ledger.EventType;
import io.efface.erasure.internal.ledger.Job;
import io.efface.erasure.internal.ledger.JobTables;
import io.efface.erasure.internal.ledger.LedgerWriter;
import io.efface.erasure.internal.ledger.Transaction;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A run's hold on its job: for a while, renewed while the run lives. Each hold has an epoch of its own; what an older epoch left in
 * flight is of unknown effect from the moment that a new one begins, and nothing of an older epoch changes anything any more.
 * Thread-safe; one thread keeps it.
 */
final class Lease {
    /** What an exchange may take beyond its own timeout before nothing of it can still arrive. */
    static final Duration GRACE = Duration.ofSeconds(10);

    /**
     * What is held.
     *
     * @param until by the ledger's clock
     */
    private record Hold(long epoch, Instant until) {}

    private final LedgerWriter writer;
    private final Job job;
    private final Clock clock;
    private final String worker;
    private final Duration length;
    private final Duration callTimeout;
    private volatile Hold hold;

    private Lease(LedgerWriter writer, Job job, Clock clock, String worker, RunOptions options) {
        this.writer = writer;
        this.job = job;
        this.clock = clock;
        this.worker = worker;
        this.length = options.lease();
        this.callTimeout = options.callTimeout();
        this.hold = writer.write(tx -> begin(tx, false));
    }

    /**
     * Takes a job: turns all that earlier epochs left in flight to unknown, and clears what earlier runs paused.
     *
     * @throws ErasureException of reason {@code WRONG_STATE} if the job cannot be run
     */
    static Lease take(LedgerWriter writer, Job job, Clock clock, String worker, RunOptions options) {
        return new Lease(writer, job, clock, worker, options);
    }

    long epoch() {
        return hold.epoch();
    }

    /** Returns whether the hold lasts beyond a time that is yet to come, so that what ends by then may be sent. */
    boolean covers(Instant end) {
        return clock.instant().isBefore(end) && hold.until().isAfter(end);
    }

    /** Returns when {@link #keep} has something to do: at once if the clock was set back, so that no hold is longer than it may be. */
    Instant renewal() {
        Instant now = clock.instant();
        Instant until = hold.until();
        return until.isAfter(now.plus(length))
                ? now
                : until.minus(length.dividedBy(3).multipliedBy(2));
    }

    /**
     * Renews the hold when a third of it is over. One that has run out, because the process or the machine stood still, is not
     * renewed: the run begins a new epoch, and all it had in flight is of unknown effect.
     *
     * @throws ErasureException if the ledger cannot be written
     */
    void keep() {
        if (!clock.instant().isBefore(renewal())) {
            hold = writer.write(tx -> holds(tx, job, hold.epoch(), clock.instant()) ? renewed(tx) : begin(tx, true));
        }
    }

    /** Gives the job up, so that it is seen that nobody is at it; the epoch stays the last. */
    void release() {
        long epoch = hold.epoch();
        writer.write(tx -> {
            PreparedStatement update =
                    tx.prepare("UPDATE job SET worker = NULL, lease_until = NULL WHERE number = ? AND epoch = ?");
            update.setInt(1, job.number());
            update.setLong(2, epoch);
            return update.executeUpdate();
        });
    }

    /** Returns whether an epoch holds the job at a time. */
    static boolean holds(Transaction tx, Job job, long epoch, Instant now) throws SQLException {
        PreparedStatement select = tx.prepare("SELECT epoch, lease_until FROM job WHERE number = ?");
        select.setInt(1, job.number());
        try (ResultSet row = select.executeQuery()) {
            return row.next() && row.getLong(1) == epoch && row.getLong(2) > now.toEpochMilli();
        }
    }

    private Hold renewed(Transaction tx) throws SQLException {
        Instant until = end();
        PreparedStatement update = tx.prepare("UPDATE job SET lease_until = ? WHERE number = ?");
        update.setLong(1, until.toEpochMilli());
        update.setInt(2, job.number());
        update.executeUpdate();
        return new Hold(hold.epoch(), until);
    }

    private Instant end() {
        return clock.instant().plus(length);
    }

    private Hold begin(Transaction tx, boolean again) throws SQLException {
        Job now = tx.jobs()
                .find(job.name())
                .filter(found -> found.number() == job.number())
                .orElseThrow(() -> new ErasureException(Reason.NO_SUCH_JOB, "the job was replaced meanwhile"));
        if (now.state() != JobState.PLANNED && now.state() != JobState.STARTED) {
            throw new ErasureException(
                    Reason.WRONG_STATE, "the job '" + job.name() + "' is " + now.state() + " and cannot be run");
        }
        Instant until = end();
        PreparedStatement update =
                tx.prepare("UPDATE job SET epoch = epoch + 1, worker = ?, lease_until = ? WHERE number = ?");
        update.setString(1, worker);
        update.setLong(2, until.toEpochMilli());
        update.setInt(3, job.number());
        update.executeUpdate();
        if (!again) {
            tx.execute("UPDATE " + job.tables().accounts() + " SET paused = NULL, paused_at = NULL");
        }
        orphan(tx, again);
        return new Hold(now.epoch() + 1, until);
    }

    /** Turns everything in flight to unknown. */
    private void orphan(Transaction tx, boolean own) throws SQLException {
        JobTables tables = job.tables();
        List<Long> orphans = new ArrayList<>();
        PreparedStatement select =
                tx.prepare("SELECT id FROM " + tables.rows() + " WHERE account IN (SELECT number FROM "
                        + tables.accounts() + ") AND state = " + TargetState.IN_FLIGHT.code());
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                orphans.add(row.getLong(1));
            }
        }
        Instant now = clock.instant();
        PreparedStatement rows = tx.prepare("UPDATE " + tables.rows() + " SET state = " + TargetState.UNKNOWN.code()
                + ", effect = 'UNKNOWN', maybe_earlier = 1, outcome_at = ?, not_before = max(coalesce(not_before, 0), ?)"
                + " WHERE id = ?");
        PreparedStatement faces = tx.prepare("UPDATE " + tables.faces()
                + " SET outcome = 'UNKNOWN', maybe_earlier = 1 WHERE target = ?"
                + " AND (outcome IS NULL OR outcome NOT IN ('DELETED', 'ALREADY_ABSENT', 'RETAINED'))");
        for (long orphan : orphans) {
            rows.setLong(1, now.toEpochMilli());
            rows.setLong(2, own ? now.plus(callTimeout).plus(GRACE).toEpochMilli() : 0);
            rows.setLong(3, orphan);
            rows.executeUpdate();
            faces.setLong(1, orphan);
            faces.executeUpdate();
            EventLog.add(
                    tx,
                    tables,
                    Event.of(EventType.OUTCOME, now, orphan)
                            .with("state", TargetState.UNKNOWN)
                            .with("effect", "UNKNOWN")
                            .with("because", own ? "the lease ran out" : "the worker ended"));
        }
    }
}
