package io.efface.erasure.internal.run;

import io.efface.Effect;
import io.efface.ErrorKind;
import io.efface.FaceException;
import io.efface.FaceId;
import io.efface.PersonOutcome;
import io.efface.erasure.ErasureException;
import io.efface.erasure.RunOptions;
import io.efface.erasure.TargetState;
import io.efface.erasure.internal.ledger.Change;
import io.efface.erasure.internal.ledger.Checkpoint;
import io.efface.erasure.internal.ledger.Claim;
import io.efface.erasure.internal.ledger.DetachedFace;
import io.efface.erasure.internal.ledger.Event;
import io.efface.erasure.internal.ledger.EventLog;
import io.efface.erasure.internal.ledger.EventType;
import io.efface.erasure.internal.ledger.Job;
import io.efface.erasure.internal.ledger.JobAccount;
import io.efface.erasure.internal.ledger.LedgerWriter;
import io.efface.erasure.internal.ledger.Work;
import io.efface.erasure.internal.receipts.Sealer;
import io.efface.erasure.keys.JobCipher;
import io.efface.spi.layers.LayerCall;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The way from one account's work to the ledger: intents, which are waited for, and outcomes, which are not. What an outcome means
 * for the account's safety stops is judged when it is committed. Thread-safe.
 */
final class Outbox {
    /** The time that the next epoch may take to begin after a claim was found to be lost. */
    private static final Duration EPOCH_BEGINS = Duration.ofSeconds(5);

    private final Job job;
    private final JobAccount account;
    private final RunOptions options;
    private final Surroundings around;
    private final LedgerWriter writer;
    private final Sealer sealing;
    private final Lease lease;
    private final Crew crew;
    private final SafetyStop safety;

    Outbox(
            Job job,
            JobAccount account,
            RunOptions options,
            Surroundings around,
            LedgerWriter writer,
            Sealer sealing,
            Lease lease,
            Crew crew,
            SafetyStop safety) {
        this.job = job;
        this.account = account;
        this.options = options;
        this.around = around;
        this.writer = writer;
        this.sealing = sealing;
        this.lease = lease;
        this.crew = crew;
        this.safety = safety;
    }

    Instant now() {
        return around.clock().instant();
    }

    /** Returns when a call that begins now has ended at the latest. */
    Instant until() {
        return now().plus(options.callTimeout());
    }

    LayerCall call(Instant until) {
        return account.call()
                .withDeadline(until)
                .withCancellation(crew.signals().cancellation());
    }

    Gate gate(Work work, Instant until, JobCipher cipher) {
        return new Gate(lease, until, this::isEnding, crew::isTimeOver, this::commit, new Gate.Changes() {
            @Override
            public Intent intent(long epoch, Set<FaceId> detaching) {
                List<DetachedFace> faces = hidden(detaching);
                return new Intent(job, account, work, operationId(), epoch, until, faces, around.clock());
            }

            @Override
            public Detachment detachment(Claim claim, Set<FaceId> detaching) {
                return new Detachment(job, claim, hidden(detaching), around.clock());
            }

            private List<DetachedFace> hidden(Set<FaceId> faces) {
                return faces.stream()
                        .map(face -> DetachedFace.of(face, work.id(), cipher))
                        .toList();
            }
        });
    }

    /** Returns whether nothing may leave any more. It need not have been this run that found the ledger broken. */
    private boolean isEnding() {
        ErasureException broken = writer.failure();
        if (broken != null) {
            crew.fail(broken);
        }
        return broken != null || crew.signals().isAborted();
    }

    private String operationId() {
        byte[] id = new byte[16];
        around.random().nextBytes(id);
        return HexFormat.of().formatHex(id);
    }

    private Intent.Answer commit(Change<Intent.Answer> intent) {
        Intent.Answer answer;
        try {
            answer = writer.write(intent);
        } catch (ErasureException e) {
            crew.fail(e);
            throw e;
        }
        if (answer == Intent.Answer.CLAIMED) {
            sealing.added();
            around.checkpoints().reached(Checkpoint.INTENT_COMMITTED);
        }
        return answer;
    }

    /** Takes note that a claimed call has ended. */
    void answered() {
        around.checkpoints().reached(Checkpoint.ANSWER_RECEIVED);
    }

    void throttled(@Nullable ErrorKind kind) {
        if (kind == ErrorKind.RATE_LIMITED) {
            crew.progress.throttled.increment();
        }
    }

    /** Hands over what a read found, as long as the job is this run's. */
    void readBack(Work work, Instant at, boolean found) {
        long epoch = lease.epoch();
        CompletableFuture<Boolean> handedOver = writer.submit(tx -> {
            if (!Lease.holds(tx, job, epoch, now())) {
                return false;
            }
            EventLog.add(
                    tx,
                    job.tables(),
                    Event.of(EventType.READ_BACK, at, work.id()).with("found", found));
            return true;
        });
        CompletableFuture<Boolean> unused = handedOver.whenComplete((done, error) -> {
            if (error == null) {
                sealing.added();
            }
        });
    }

    /** Hands an outcome over. */
    void settle(Ticket ticket, Work work, @Nullable Claim claim, Verdict verdict) {
        settle(ticket, work, claim, verdict, null);
    }

    /**
     * Hands over what became of a target, and gives its ticket back when that is committed.
     *
     * @param refusal what the account refused it with, or an answer of unknown effect that may be the account's, or null
     */
    void settle(Ticket ticket, Work work, @Nullable Claim claim, Verdict verdict, @Nullable FaceException refusal) {
        throttled(verdict.kind());
        long epoch = claim != null ? claim.epoch() : lease.epoch();
        CompletableFuture<Optional<Settlement.Settled>> unused = writer.submit(
                        new Settlement(job, account.number(), work, claim, epoch, verdict, around.clock()))
                .whenComplete((settled, error) -> {
                    if (error != null) {
                        crew.fail(unwrapped(error));
                        ticket.dropped();
                    } else {
                        written(ticket, claim, verdict, settled, refusal);
                    }
                });
    }

    private void written(
            Ticket ticket,
            @Nullable Claim claim,
            Verdict verdict,
            Optional<Settlement.Settled> settled,
            @Nullable FaceException refusal) {
        try {
            if (settled.isEmpty()) {
                lost(ticket, claim);
            } else {
                sealing.added();
                committed(ticket, verdict, settled.get(), claim == null ? List.of() : claim.detached(), refusal);
            }
        } catch (RuntimeException | Error e) {
            crew.fail(e);
            ticket.dropped();
        }
    }

    /** What was claimed on a lease that has run out is in doubt from the next epoch on, which begins about now. */
    private void lost(Ticket ticket, @Nullable Claim claim) {
        if (claim == null) {
            ticket.dropped();
        } else {
            Instant due = until().plus(Lease.GRACE).plus(EPOCH_BEGINS);
            ticket.lost(ticket.work().orphaned(claim.attempt(), due).detaching(claim.detached()));
        }
    }

    private void committed(
            Ticket ticket,
            Verdict verdict,
            Settlement.Settled settled,
            List<DetachedFace> detached,
            @Nullable FaceException refusal) {
        around.checkpoints().reached(Checkpoint.OUTCOME_COMMITTED);
        Work rest = rest(ticket, verdict, settled);
        if (rest != null) {
            ticket.postponed(rest.detaching(detached));
        } else if (verdict.counts()) {
            count(settled);
            safety.judge(settled);
            boolean known = settled.state() != TargetState.UNKNOWN;
            ticket.settled(known || verdict.answered(), known, refusal);
        } else {
            Work again = ticket.work().again(settled.state(), settled.attempt()).detaching(detached);
            if (refusal != null) {
                ticket.refused(again, refusal);
            } else {
                ticket.returned(again);
            }
        }
    }

    /** Returns what did not fit into the request that was answered, or null if all did: it is taken by the same run. */
    private @Nullable Work rest(Ticket ticket, Verdict verdict, Settlement.Settled settled) {
        boolean readable = verdict.effect() == null || verdict.effect() == Effect.NONE;
        if (!verdict.counts()
                || !readable
                || ticket.wasRefusedAlone()
                || verdict.faces().isEmpty()) {
            return null;
        }
        Work rest = ticket.work()
                .without(verdict.faces().stream().map(FaceVerdict::face).toList());
        if (rest.faces().isEmpty()) {
            return null;
        }
        Work again = rest.again(settled.state(), settled.attempt());
        return verdict.mayBeAtWork() ? again.after(until().plus(Lease.GRACE)) : again;
    }

    private void count(Settlement.Settled settled) {
        RunProgress progress = crew.progress;
        progress.done.increment();
        if (settled.state() == TargetState.DONE) {
            (settled.outcome() == PersonOutcome.DELETED ? progress.deleted : progress.absent).increment();
        } else if (settled.state() == TargetState.UNKNOWN) {
            progress.unknown.increment();
        } else {
            progress.failed.increment();
        }
    }

    private static Throwable unwrapped(Throwable error) {
        Throwable cause = error.getCause();
        return cause instanceof ErasureException ? cause : error;
    }
}
