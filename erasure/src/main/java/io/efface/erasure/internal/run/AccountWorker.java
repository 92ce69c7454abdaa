package io.efface.erasure.internal.run;

import io.efface.FaceException;
import io.efface.erasure.AccountEnd;
import io.efface.erasure.AccountFailure;
import io.efface.erasure.EraseWait;
import io.efface.erasure.internal.ledger.Accounts;
import io.efface.erasure.internal.ledger.TargetCursor;
import io.efface.erasure.internal.ledger.record.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Processes one account's targets in a run or a verification. The account's share of the concurrency limits how many targets are in
 * progress. If an account rejects requests, only this account pauses, and the other accounts are not delayed. A target is doubtful if the
 * account rejected it, or if the effect of an earlier attempt is unknown. Thread-safe.
 */
final class AccountWorker implements AutoCloseable {
    /** Processes the target of a permit. The permit may be released after this method has returned. */
    interface Step {
        void process(Permit permit);
    }

    /** The shortest time for a call if only doubtful targets are left. A call that would have less time is not made. */
    private static final Duration SHORTEST_CALL = Duration.ofSeconds(5);

    /** After the waits of doubtful targets, the account continues to attempt them for at least this time. */
    private static final Duration AFTER_WAITS = Duration.ofSeconds(20);

    /** The shortest wait that is reported to the operator. */
    private static final Duration SHORTEST_REPORTED_WAIT = Duration.ofSeconds(3);

    private final WorkerPool pool;
    private final String account;
    private final @Nullable Lease lease;
    private final TargetCursor targets;
    private final Step step;
    private final AccountHealth health;
    private final TargetQueue queue = new TargetQueue();
    private final Share share = new Share();
    private @Nullable Instant lastReported;

    AccountWorker(
            WorkerPool pool,
            String account,
            @Nullable Lease lease,
            TargetCursor targets,
            Step step,
            AccountHealth health) {
        this.pool = pool;
        this.account = account;
        this.lease = lease;
        this.targets = targets;
        this.step = step;
        this.health = health;
    }

    String account() {
        return account;
    }

    /** Returns how the account ended. Called after the end of the pool's work. */
    synchronized AccountEnd result() {
        return health.result(isExhausted());
    }

    /** Returns the last error if the account was given up. Called after the end of the pool's work. */
    synchronized Optional<AccountFailure> failure() {
        return health.failure(result());
    }

    /** Records that the account accepted deletions in an earlier run of the job. */
    synchronized void answeredBefore() {
        health.answeredBefore();
    }

    /** Continues a pause that began in an earlier slice of the account run; {@link AccountSlices} describes slices. */
    synchronized void continuePause(Accounts.Pause pause, Instant until, boolean hasWorked) {
        health.continuePause(pause, until, hasWorked);
    }

    /** Processes a target on a thread of the executor. */
    void process(Permit permit) {
        try {
            step.process(permit);
        } catch (RuntimeException | Error e) {
            pool.fail(e);
            permit.dropped();
        }
    }

    /** Returns the account's share of the concurrency. */
    Share share() {
        return share;
    }

    /** Takes the next target. Returns null if no target can be taken now. Only the pool's thread calls this method. */
    @Nullable Permit tryTake(Instant now) {
        if (needsRead(now)) {
            // The lock is not held during the read, because other threads must be able to release permits while the
            // disk is slow.
            addRead(targets.next());
        }
        return take(now);
    }

    private synchronized boolean needsRead(Instant now) {
        return queue.needsRead(now, health.rejections());
    }

    private synchronized void addRead(@Nullable Target target) {
        queue.addRead(target);
    }

    private synchronized @Nullable Permit take(Instant now) {
        if (!isOpen(now) || !share.tryAcquire()) {
            return null;
        }
        Rejections rejections = health.rejections();
        Target next = queue.next(now, rejections);
        if (next == null) {
            share.release();
            return null;
        }
        pool.taken();
        boolean isDoubtful = next.isDoubtful() || rejections.isSuspect(next.id());
        Instant latest = isDoubtful && queue.isOnlyDoubtful() ? lastTry() : Instant.MAX;
        return new Permit(this, next, health.taken(), rejections.begin(), latest);
    }

    /** Returns whether a target may be taken now. It is possible that the next target still has to wait. */
    synchronized boolean canTake(Instant now) {
        return isOpen(now) && queue.hasWork(now) && hasTime(now);
    }

    /** Returns whether the lease lasts longer than a call that begins now. */
    boolean isLeased() {
        return lease == null || lease.covers(pool.callEnd());
    }

    /** Stops the account if another worker has taken its lease. */
    void checkLease() {
        if (lease != null && lease.isLost()) {
            stop(AccountEnd.STOPPED);
        }
    }

    private boolean isOpen(Instant now) {
        return share.availablePermits() > 0
                && health.isOpen(now, share.inUse() == 0)
                && !pool.stops().isEnding();
    }

    /**
     * Returns whether a call may begin at a time. If all remaining targets are doubtful, the time for their calls is limited, so that the
     * run ends.
     */
    private boolean hasTime(Instant when) {
        return !queue.isOnlyDoubtful() || !lastTry().isBefore(when.plus(SHORTEST_CALL));
    }

    private Instant lastTry() {
        Instant afterWaits = queue.lastWaitEnd().plus(AFTER_WAITS);
        Instant afterOutcome = pool.stops().lastTry();
        return afterWaits.isAfter(afterOutcome) ? afterWaits : afterOutcome;
    }

    private boolean isExhausted() {
        return queue.isExhausted() && share.inUse() == 0;
    }

    /** Returns whether no target is in progress and no other target will be taken. */
    synchronized boolean isOver() {
        return (health.isEnded() || queue.isExhausted()) && share.inUse() == 0;
    }

    /** Returns whether the account can use more than one permit: it has targets and is not paused. */
    synchronized boolean isActive(Instant now) {
        return health.isRunning() && queue.hasWork(now);
    }

    /** Returns whether no target is in progress, and either all probes have failed or no time is left for another call. */
    synchronized boolean isSpent(Instant now) {
        return share.inUse() == 0 && (health.isUsedUp() || !hasTime(health.openFrom(now)));
    }

    /**
     * Returns whether the account is to be given up: it is {@linkplain #isSpent(Instant) spent}. A slice gives an account up only if the
     * account will not work again later. Otherwise, the slice ends, and another slice continues after the pause.
     */
    synchronized boolean isLost(Instant now) {
        return !isOver() && isSpent(now) && !(pool.stops().isSlice() && health.mayRecover());
    }

    /** Ends the account if it {@linkplain #isLost(Instant) is lost}. */
    synchronized void giveUp(Instant now) {
        if (isLost(now)) {
            health.giveUp();
            pool.wake();
        }
    }

    /** Stops the account. The targets in progress are finished. */
    synchronized void stop(AccountEnd reason) {
        health.end(reason);
        pool.wake();
    }

    /** Ends the account as finished, although a safety stop has ended it. Called after the end of the pool's work. */
    synchronized void finish() {
        health.finish();
    }

    /** Returns the time at which the next target can be taken, or null if no target waits for a time. */
    synchronized @Nullable Instant due() {
        if (isOver() || health.isEnded()) {
            return null;
        }
        return health.isPaused() ? queue.dueAfter(health.openFrom(Instant.EPOCH)) : queue.due();
    }

    /** Shifts all waits after the clock was set back, so that they keep their length. */
    synchronized void clockSetBack(Duration by) {
        health.clockSetBack(by);
        queue.clockSetBack(by);
    }

    /** Returns the account's present wait if it is long enough to be reported and was not reported yet. */
    synchronized Optional<EraseWait> newWait(Instant now) {
        Instant due = due();
        if (due == null
                || share.inUse() > 0
                || due.isBefore(now.plus(SHORTEST_REPORTED_WAIT))
                || due.equals(lastReported)) {
            return Optional.empty();
        }
        lastReported = due;
        EraseWait.Kind kind = health.isPaused() ? EraseWait.Kind.PAUSE : EraseWait.Kind.SETTLE;
        return Optional.of(new EraseWait(kind, Optional.of(account), health.pauseReason(), due));
    }

    private void release(boolean isCounted) {
        health.released();
        share.release();
        pool.released(isCounted);
    }

    /** Records that a read of the account has succeeded, which ends its pause. */
    synchronized void recovered() {
        health.recovered();
        pool.wake();
    }

    /** Returns whether the account's rejection of a target in progress concerns that target alone. */
    synchronized boolean isRejectedAlone(Target target) {
        return health.rejections().isAlone(target.id(), share.inUse() == 1);
    }

    /** Counts a rejection that may concern the target or the account. Returns whether it is attributed to the account. */
    synchronized boolean countAmbiguous() {
        return health.rejections().addAmbiguous();
    }

    synchronized void answered(Target target, long call, boolean isFinal) {
        health.answered(target.id(), call);
        if (isFinal) {
            pool.stops().progressed();
        }
        completed(target);
    }

    /** Records the outcome of a target about which the vendor did not respond. The outcome does not end or prolong a pause. */
    synchronized void settledWithoutResponse(Target target) {
        pool.stops().progressed();
        completed(target);
    }

    synchronized void effectUnknown(Target target, @Nullable FaceException error) {
        health.effectUnknown(error, pool.now());
        completed(target);
    }

    private void completed(Target target) {
        health.rejections().remove(target.id());
        release(true);
    }

    synchronized void dropped() {
        release(false);
    }

    synchronized void returned(Target target) {
        queue.addFirst(target);
        release(false);
    }

    synchronized void postponed(Target target, long call) {
        queue.addFirst(target);
        health.answered(target.id(), call);
        pool.stops().progressed();
        release(false);
    }

    synchronized void rejected(Target target, FaceException error, boolean isProbe, boolean mayConcernTarget) {
        queue.addRejected(target);
        health.rejected(target.id(), error, isProbe, mayConcernTarget, pool.now());
        release(false);
    }

    @Override
    public void close() {
        targets.close();
    }
}
