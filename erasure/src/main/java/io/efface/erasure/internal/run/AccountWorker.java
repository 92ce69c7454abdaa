package io.efface.erasure.internal.run;

import io.efface.FaceException;
import io.efface.erasure.AccountEnd;
import io.efface.erasure.AccountFailure;
import io.efface.erasure.EraseWait;
import io.efface.erasure.internal.ledger.TargetCursor;
import io.efface.erasure.internal.ledger.record.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Processes one account's targets in a run or a verification. Its share of the concurrency limits how many are in progress, and an account
 * that rejects pauses alone, so that no account delays another. Thread-safe; it may call the pool while it holds its own lock, and the
 * pool never calls it while it holds the pool's.
 */
final class AccountWorker implements AutoCloseable {
    /** Processes a target and releases its permit, then or later. */
    interface Step {
        void process(Permit permit);
    }

    /** The least time that a call is given when nothing else is left to do. */
    private static final Duration SHORTEST_CALL = Duration.ofSeconds(5);

    /** The least time for targets of unknown effect after they had to wait. */
    private static final Duration AFTER_SETTLING = Duration.ofSeconds(20);

    /** The least wait that is reported to the operator. */
    private static final Duration WORTH_REPORTING = Duration.ofSeconds(3);

    private final WorkerPool pool;
    private final String account;
    private final TargetCursor targets;
    private final Step step;
    private final AccountHealth health;
    private final TargetQueue queue = new TargetQueue();
    private final Share share = new Share();
    private @Nullable Instant announced;

    AccountWorker(WorkerPool pool, String account, TargetCursor targets, Step step, AccountHealth health) {
        this.pool = pool;
        this.account = account;
        this.targets = targets;
        this.step = step;
        this.health = health;
    }

    String account() {
        return account;
    }

    /** Returns how it ended, after the pool has. */
    synchronized AccountEnd result() {
        return health.result(isExhausted());
    }

    /** Returns the error by which the account was given up, after the pool has ended. */
    synchronized Optional<AccountFailure> failure() {
        return health.failure(result());
    }

    /** Records that the account accepted deletions in an earlier run of the job. */
    synchronized void answeredBefore() {
        health.answeredBefore();
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

    /** Takes the next target; returns null if it cannot be taken now. Called by the pool's thread only. */
    @Nullable Permit tryTake(Instant now) {
        if (needsRead(now)) {
            // Without the lock, because the disk may be slow while other threads release permits.
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

    /** Returns whether there is a target to take now, and room for it in the account's share. */
    synchronized boolean canTake(Instant now) {
        return isOpen(now) && queue.hasWork(now) && hasTime(now);
    }

    private boolean isOpen(Instant now) {
        return share.availablePermits() > 0
                && health.isOpen(now, share.inUse() == 0)
                && !pool.stops().isEnding();
    }

    /** Returns whether there is time for a call. It is limited if only targets are left that may be tried in vain for ever. */
    private boolean hasTime(Instant when) {
        return !queue.isOnlyDoubtful() || !lastTry().isBefore(when.plus(SHORTEST_CALL));
    }

    private Instant lastTry() {
        Instant afterSettling = queue.settled().plus(AFTER_SETTLING);
        Instant afterOutcome = pool.stops().lastTry();
        return afterSettling.isAfter(afterOutcome) ? afterSettling : afterOutcome;
    }

    private boolean isExhausted() {
        return queue.isExhausted() && share.inUse() == 0;
    }

    /** Returns whether no further target will be taken, and none is in progress. */
    synchronized boolean isOver() {
        return (health.isEnded() || queue.isExhausted()) && share.inUse() == 0;
    }

    /** Returns whether the account needs more than one permit: it has targets and is not paused. */
    synchronized boolean isActive(Instant now) {
        return health.isRunning() && queue.hasWork(now);
    }

    /** Returns whether nothing is in progress, and all probes have failed or there is no time for another call. */
    synchronized boolean isSpent(Instant now) {
        return share.inUse() == 0 && (health.isUsedUp() || !hasTime(health.openFrom(now)));
    }

    /** Ends the account if it is {@linkplain #isSpent(Instant) spent}. */
    synchronized void giveUp(Instant now) {
        if (!isOver() && isSpent(now)) {
            health.giveUp();
            pool.wake();
        }
    }

    /** Ends the account; targets in progress are finished. */
    synchronized void stop(AccountEnd reason) {
        health.end(reason);
        pool.wake();
    }

    /** Returns when a target can be taken, or null if that does not depend on time. */
    synchronized @Nullable Instant due() {
        if (isOver() || health.isEnded()) {
            return null;
        }
        return health.isPaused() ? queue.dueAfter(health.openFrom(Instant.EPOCH)) : queue.due();
    }

    /** Keeps the length of all waits when the clock was set back. */
    synchronized void clockSetBack(Duration by) {
        health.clockSetBack(by);
        queue.clockSetBack(by);
    }

    /** Returns the wait of some seconds that has begun since the last call, if one has. */
    synchronized Optional<EraseWait> newWait(Instant now) {
        Instant due = due();
        if (due == null || share.inUse() > 0 || due.isBefore(now.plus(WORTH_REPORTING)) || due.equals(announced)) {
            return Optional.empty();
        }
        announced = due;
        EraseWait.Kind kind = health.isPaused() ? EraseWait.Kind.PAUSE : EraseWait.Kind.SETTLE;
        return Optional.of(new EraseWait(kind, Optional.of(account), health.pauseReason(), due));
    }

    private void release(boolean isCounted) {
        health.released();
        share.release();
        pool.released(isCounted);
    }

    synchronized void recovered() {
        health.recovered();
        pool.wake();
    }

    /** Returns whether the account's rejection of a target in progress concerns that target. */
    synchronized boolean isRejectedAlone(Target target) {
        return health.rejections().isAlone(target.id(), share.inUse() == 1);
    }

    /** Returns whether a rejection that need not concern its target counts as the account's. */
    synchronized boolean isRejectedWithAccount() {
        return health.rejections().addAmbiguous();
    }

    synchronized void answered(Target target, long call, boolean isFinal) {
        health.answered(target.id(), call);
        if (isFinal) {
            pool.stops().progressed();
        }
        settled(target);
    }

    synchronized void rejectedLocally(Target target) {
        pool.stops().progressed();
        settled(target);
    }

    synchronized void effectUnknown(Target target, @Nullable FaceException answer) {
        health.effectUnknown(answer, pool.now());
        settled(target);
    }

    private void settled(Target target) {
        health.rejections().settled(target.id());
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
