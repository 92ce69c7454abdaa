package io.efface.erasure.internal.run;

import io.efface.Operation;
import io.efface.erasure.ErasureException;
import io.efface.erasure.ErasureException.Reason;
import io.efface.erasure.JobState;
import io.efface.erasure.RunOptions;
import io.efface.erasure.internal.ledger.LedgerWriter;
import io.efface.erasure.internal.ledger.Targets;
import io.efface.erasure.internal.ledger.Transaction;
import io.efface.erasure.internal.ledger.record.Job;
import io.efface.erasure.internal.ledger.record.TargetEvent;
import io.efface.erasure.internal.ledger.record.TargetRecord;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

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

    /** Gives the job up, so that others see it as free; the epoch stays the last. */
    void release() {
        long epoch = hold.epoch();
        writer.write(tx -> {
            tx.jobs().releaseLease(job.number(), epoch);
            return true;
        });
    }

    /** Returns whether an epoch holds the job at a time. */
    static boolean holds(Transaction tx, Job job, long epoch, Instant now) {
        return tx.jobs()
                .lease(job.number())
                .filter(lease -> lease.epoch() == epoch
                        && lease.until() != null
                        && lease.until().toEpochMilli() > now.toEpochMilli())
                .isPresent();
    }

    private Hold renewed(Transaction tx) {
        Instant until = end();
        tx.jobs().renewLease(job.number(), until);
        return new Hold(hold.epoch(), until);
    }

    private Instant end() {
        return clock.instant().plus(length);
    }

    private Hold begin(Transaction tx, boolean again) {
        Job now = tx.jobs()
                .find(job.name())
                .filter(found -> found.number() == job.number())
                .orElseThrow(() -> new ErasureException(Reason.NO_SUCH_JOB, "the job was replaced meanwhile"));
        if (now.state() != JobState.PLANNED && now.state() != JobState.STARTED) {
            throw new ErasureException(
                    Reason.WRONG_STATE, "the job '" + job.name() + "' is " + now.state() + " and cannot be run");
        }
        Instant until = end();
        tx.jobs().takeLease(job.number(), worker, until);
        if (!again) {
            tx.accounts(job.number()).clearPauses();
        }
        orphan(tx, again);
        return new Hold(now.epoch() + 1, until);
    }

    /** Turns everything in flight to unknown. */
    private void orphan(Transaction tx, boolean own) {
        Instant now = clock.instant();
        Instant until = own ? now.plus(callTimeout).plus(GRACE) : null;
        Targets targets = tx.targets(job.number());
        for (long orphan : targets.inFlight()) {
            TargetRecord record = targets.find(orphan).orElseThrow();
            TargetEvent event = new TargetEvent.Orphaned(orphan, now, own ? "the lease ran out" : "the worker ended");
            targets.store(orphan, record.after(event, record.epoch(), later(record.notBefore(), until)));
            if (record.operation() == Operation.DELETE_FACES) {
                tx.faces(job.number()).apply(event);
            }
            tx.events(job.number()).add(event.event());
        }
    }

    private static @Nullable Instant later(@Nullable Instant one, @Nullable Instant other) {
        return one == null || (other != null && other.isAfter(one)) ? other : one;
    }
}
