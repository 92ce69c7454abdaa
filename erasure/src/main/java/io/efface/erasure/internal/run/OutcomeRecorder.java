package io.efface.erasure.internal.run;

import io.efface.Effect;
import io.efface.ErrorKind;
import io.efface.FaceException;
import io.efface.FaceId;
import io.efface.PersonOutcome;
import io.efface.erasure.AccountEnd;
import io.efface.erasure.ErasureException;
import io.efface.erasure.RunOptions;
import io.efface.erasure.TargetState;
import io.efface.erasure.internal.ledger.Change;
import io.efface.erasure.internal.ledger.Checkpoint;
import io.efface.erasure.internal.ledger.LedgerWriter;
import io.efface.erasure.internal.ledger.record.Claim;
import io.efface.erasure.internal.ledger.record.DetachedFace;
import io.efface.erasure.internal.ledger.record.Job;
import io.efface.erasure.internal.ledger.record.JobAccount;
import io.efface.erasure.internal.ledger.record.Target;
import io.efface.erasure.internal.ledger.record.TargetEvent;
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
final class OutcomeRecorder {
    /** The time that the next epoch may take to begin after a claim was found to be lost. */
    private static final Duration EPOCH_BEGINS = Duration.ofSeconds(5);

    private final Job job;
    private final JobAccount account;
    private final RunOptions options;
    private final RunContext context;
    private final LedgerWriter writer;
    private final Sealer sealing;
    private final Lease lease;
    private final WorkerPool pool;
    private final SafetyStop safety;

    OutcomeRecorder(
            Job job,
            JobAccount account,
            RunOptions options,
            RunContext context,
            LedgerWriter writer,
            Sealer sealing,
            Lease lease,
            WorkerPool pool,
            SafetyStop safety) {
        this.job = job;
        this.account = account;
        this.options = options;
        this.context = context;
        this.writer = writer;
        this.sealing = sealing;
        this.lease = lease;
        this.pool = pool;
        this.safety = safety;
    }

    Instant now() {
        return context.clock().instant();
    }

    /** Returns when a call that begins now has ended at the latest. */
    Instant until() {
        return now().plus(options.callTimeout());
    }

    LayerCall call(Instant until) {
        return account.call()
                .withDeadline(until)
                .withCancellation(pool.signals().cancellation());
    }

    ClaimGuard guard(Target target, Instant until, JobCipher cipher) {
        return new ClaimGuard(lease, until, this::isEnding, pool::isTimeOver, this::commit, new ClaimGuard.Changes() {
            @Override
            public ClaimTarget intent(long epoch, Set<FaceId> detaching) {
                List<DetachedFace> faces = hidden(detaching);
                return new ClaimTarget(job, account, target, operationId(), epoch, until, faces, context.clock());
            }

            @Override
            public StoreDetachedFaces detachment(Claim claim, Set<FaceId> detaching) {
                return new StoreDetachedFaces(job, claim, hidden(detaching), context.clock());
            }

            private List<DetachedFace> hidden(Set<FaceId> faces) {
                return faces.stream()
                        .map(face -> DetachedFace.of(face, target.id(), cipher))
                        .toList();
            }
        });
    }

    /** Returns whether nothing may leave any more. It need not have been this run that found the ledger broken. */
    private boolean isEnding() {
        ErasureException broken = writer.failure();
        if (broken != null) {
            pool.fail(broken);
        }
        return broken != null || pool.signals().isAborted();
    }

    private String operationId() {
        byte[] id = new byte[16];
        context.random().nextBytes(id);
        return HexFormat.of().formatHex(id);
    }

    private ClaimTarget.Answer commit(Change<ClaimTarget.Answer> intent) {
        ClaimTarget.Answer answer;
        try {
            answer = writer.write(intent);
        } catch (ErasureException e) {
            pool.fail(e);
            throw e;
        }
        if (answer == ClaimTarget.Answer.CLAIMED) {
            sealing.added();
            context.checkpoints().reached(Checkpoint.INTENT_COMMITTED);
        }
        return answer;
    }

    /** Records that a claimed call has ended. */
    void answered() {
        context.checkpoints().reached(Checkpoint.ANSWER_RECEIVED);
    }

    void throttled(@Nullable ErrorKind kind) {
        if (kind == ErrorKind.RATE_LIMITED) {
            pool.progress.throttled.increment();
        }
    }

    /** Submits what a read found, as long as the job is this run's. */
    void readBack(Target target, Instant at, boolean found) {
        long epoch = lease.epoch();
        CompletableFuture<Boolean> submitted = writer.submit(tx -> {
            if (!Lease.holds(tx, job, epoch, now())) {
                return false;
            }
            tx.events(job.number()).add(new TargetEvent.ReadBack(target.id(), at, null, found, true, null).event());
            return true;
        });
        CompletableFuture<Boolean> unused = submitted.whenComplete((done, error) -> {
            if (error == null) {
                sealing.added();
            }
        });
    }

    /** Hands an outcome over. */
    void settle(Permit permit, Target target, @Nullable Claim claim, AttemptOutcome attemptOutcome) {
        settle(permit, target, claim, attemptOutcome, null);
    }

    /**
     * Submits what became of a target, and returns its permit when that is committed.
     *
     * @param refusal what the account refused it with, or an answer of unknown effect that may be the account's, or null
     */
    void settle(
            Permit permit,
            Target target,
            @Nullable Claim claim,
            AttemptOutcome attemptOutcome,
            @Nullable FaceException refusal) {
        throttled(attemptOutcome.kind());
        long epoch = claim != null ? claim.epoch() : lease.epoch();
        CompletableFuture<Optional<StoreOutcome.Settled>> unused = writer.submit(
                        new StoreOutcome(job, account.number(), target, claim, epoch, attemptOutcome, context.clock()))
                .whenComplete((settled, error) -> {
                    if (error != null) {
                        pool.fail(unwrapped(error));
                        permit.dropped();
                    } else {
                        written(permit, claim, attemptOutcome, settled, refusal);
                    }
                });
    }

    private void written(
            Permit permit,
            @Nullable Claim claim,
            AttemptOutcome attemptOutcome,
            Optional<StoreOutcome.Settled> settled,
            @Nullable FaceException refusal) {
        try {
            if (settled.isEmpty()) {
                lost(permit, claim);
            } else {
                sealing.added();
                committed(permit, attemptOutcome, settled.get(), claim == null ? List.of() : claim.detached(), refusal);
            }
        } catch (RuntimeException | Error e) {
            pool.fail(e);
            permit.dropped();
        }
    }

    /** What was claimed on a lease that has run out is in doubt from the next epoch on, which begins about now. */
    private void lost(Permit permit, @Nullable Claim claim) {
        if (claim == null) {
            permit.dropped();
        } else {
            Instant due = until().plus(Lease.GRACE).plus(EPOCH_BEGINS);
            permit.lost(permit.target().orphaned(claim.attempt(), due).detaching(claim.detached()));
        }
    }

    private void committed(
            Permit permit,
            AttemptOutcome attemptOutcome,
            StoreOutcome.Settled settled,
            List<DetachedFace> detached,
            @Nullable FaceException refusal) {
        context.checkpoints().reached(Checkpoint.OUTCOME_COMMITTED);
        Target rest = rest(permit, attemptOutcome, settled);
        if (rest != null) {
            permit.postponed(rest.detaching(detached));
        } else if (attemptOutcome.counts()) {
            count(settled);
            AccountEnd stop = safety.add(settled.failed(), settled.sample());
            if (stop != null) {
                permit.stopAccount(stop);
            }
            boolean known = settled.state() != TargetState.UNKNOWN;
            permit.settled(known || attemptOutcome.answered(), known, refusal);
        } else {
            Target again =
                    permit.target().again(settled.state(), settled.attempt()).detaching(detached);
            if (refusal != null) {
                permit.refused(again, refusal);
            } else {
                permit.returned(again);
            }
        }
    }

    /** Returns what did not fit into the request that was answered, or null if all did: it is taken by the same run. */
    private @Nullable Target rest(Permit permit, AttemptOutcome attemptOutcome, StoreOutcome.Settled settled) {
        boolean readable = attemptOutcome.effect() == null || attemptOutcome.effect() == Effect.NONE;
        if (!attemptOutcome.counts()
                || !readable
                || permit.wasRefusedAlone()
                || attemptOutcome.faces().isEmpty()) {
            return null;
        }
        Target rest = permit.target()
                .without(attemptOutcome.faces().stream()
                        .map(FaceAttemptOutcome::face)
                        .toList());
        if (rest.faces().isEmpty()) {
            return null;
        }
        Target again = rest.again(settled.state(), settled.attempt());
        return attemptOutcome.mayBeAtWork() ? again.after(until().plus(Lease.GRACE)) : again;
    }

    private void count(StoreOutcome.Settled settled) {
        RunProgress progress = pool.progress;
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
