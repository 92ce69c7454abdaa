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
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The lease of a job: the time for which a run may write the job. A run renews its lease while it works. Each run has its own epoch. When
 * an epoch begins, all targets that an older epoch left in flight get the state {@code UNKNOWN}, and from then on outcomes of older epochs
 * are discarded. Thread-safe; only one thread calls {@link #keep}.
 */
final class Lease {
    /** Efface assumes that a request arrives at the vendor at most this long after the timeout of its call. */
    static final Duration GRACE = Duration.ofSeconds(10);

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
     * Takes the lease of a job and begins an epoch. Clears the pauses that earlier runs stored.
     *
     * @throws ErasureException of reason {@code WRONG_STATE} if the job cannot be run
     */
    static Lease take(LedgerWriter writer, Job job, Clock clock, String worker, RunOptions options) {
        return new Lease(writer, job, clock, worker, options);
    }

    long epoch() {
        return hold.epoch();
    }

    /** Returns whether a call that ends by this time may be sent: the time is in the future, and the lease lasts longer. */
    boolean covers(Instant end) {
        return clock.instant().isBefore(end) && hold.until().isAfter(end);
    }

    /**
     * Returns the time at which {@link #keep} is due. If the clock was set back, the lease would last too long, so {@link #keep} is due
     * now.
     */
    Instant renewal() {
        Instant now = clock.instant();
        Instant until = hold.until();
        return until.isAfter(now.plus(length))
                ? now
                : until.minus(length.dividedBy(3).multipliedBy(2));
    }

    /**
     * Renews the lease if a third of its length is over. If the lease has ended, for example because the process was suspended, the run
     * begins a new epoch, and its targets in flight get the state {@code UNKNOWN}.
     *
     * @throws ErasureException if the ledger cannot be written
     */
    void keep() {
        if (!clock.instant().isBefore(renewal())) {
            Hold last = hold;
            hold = writer.write(tx -> {
                Instant until = end();
                return tx.jobs().renewLease(job.number(), last.epoch(), clock.instant(), until)
                        ? new Hold(last.epoch(), until)
                        : begin(tx, true);
            });
        }
    }

    /** Ends the lease. The job keeps the number of its last epoch. */
    void release() {
        long epoch = hold.epoch();
        writer.write(tx -> {
            tx.jobs().releaseLease(job.number(), epoch);
            return true;
        });
    }

    private Instant end() {
        return clock.instant().plus(length);
    }

    private Hold begin(Transaction tx, boolean isOwnLost) {
        Job now = tx.jobs()
                .find(job.name())
                .filter(found -> found.number() == job.number())
                .orElseThrow(() -> new ErasureException(Reason.NO_SUCH_JOB, "the job was replaced meanwhile"));
        if (now.state() != JobState.PLANNED && now.state() != JobState.STARTED) {
            throw new ErasureException(
                    Reason.WRONG_STATE, "the job '" + job.name() + "' is " + now.state() + " and cannot be run");
        }
        Instant until = end();
        long epoch = tx.jobs().takeLease(job.number(), worker, until);
        if (!isOwnLost) {
            tx.accounts(job.number()).clearPauses();
        }
        orphan(tx, isOwnLost);
        return new Hold(epoch, until);
    }

    /** Gives the targets in flight the state {@code UNKNOWN}. */
    private void orphan(Transaction tx, boolean isOwnLost) {
        Instant now = clock.instant();
        Instant until = isOwnLost ? now.plus(callTimeout).plus(GRACE) : null;
        Targets targets = tx.targets(job.number());
        targets.inFlight().forEach((orphan, record) -> {
            TargetEvent event =
                    new TargetEvent.Orphaned(orphan, now, isOwnLost ? "the lease ran out" : "the worker ended");
            targets.store(orphan, record.after(event, record.epoch(), later(record.notBefore(), until)));
            if (record.operation() == Operation.DELETE_FACES) {
                tx.faces(job.number()).apply(event);
            }
            tx.events(job.number()).add(event.event());
        });
    }

    private static @Nullable Instant later(@Nullable Instant a, @Nullable Instant b) {
        return a == null || (b != null && b.isAfter(a)) ? b : a;
    }
}
