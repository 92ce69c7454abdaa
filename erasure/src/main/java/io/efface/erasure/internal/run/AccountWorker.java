package io.efface.erasure.internal.run;

import io.efface.Effect;
import io.efface.ErrorKind;
import io.efface.FaceException;
import io.efface.Origin;
import io.efface.RetryAdvice;
import io.efface.erasure.AccountEnd;
import io.efface.erasure.AccountFailure;
import io.efface.erasure.EraseProgress;
import io.efface.erasure.EraseWait;
import io.efface.erasure.TargetState;
import io.efface.erasure.internal.ledger.TargetCursor;
import io.efface.erasure.internal.ledger.record.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One account's part of a run or a verification: its targets, and whether it answers. An account that refuses pauses, alone, and one
 * target at a time shows whether it answers again. Everything is under the pool's lock.
 */
final class AccountWorker {
    /** Processes a target and returns its permit, now or later. */
    interface Step {
        void process(Permit permit);
    }

    /** Stores that no requests are sent to an account, or that they are again. */
    interface PauseStore {
        void store(@Nullable String reason);
    }

    /** The least time that a call is given when nothing else is left to do. */
    private static final Duration SHORTEST_CALL = Duration.ofSeconds(5);

    /** The least time for targets of unknown effect after they had to be left alone. */
    private static final Duration AFTER_SETTLING = Duration.ofSeconds(20);

    /** The least wait that is reported to the operator. */
    private static final Duration WORTH_REPORTING = Duration.ofSeconds(3);

    private enum State {
        RUNNING,
        PAUSED,
        PROBING
    }

    private final WorkerPool pool;
    private final String name;
    private final TargetCursor targets;
    private final Step step;
    private final PauseStore pauseStore;
    private final AccountPauses pauses;
    private final TargetQueue queue = new TargetQueue();
    private final Refusals refusals = new Refusals();
    private final CommonAnswer common = new CommonAnswer();
    private State state = State.RUNNING;
    private Instant settledUntil = Instant.MIN;
    private @Nullable Instant announced;
    private long successes;
    private int inUse;
    private @Nullable AccountEnd end;
    private @Nullable FaceException refusal;

    AccountWorker(
            WorkerPool pool,
            String name,
            TargetCursor targets,
            Step step,
            PauseStore pauseStore,
            Duration firstPause,
            int probes) {
        this.pool = pool;
        this.name = name;
        this.targets = targets;
        this.step = step;
        this.pauseStore = pauseStore;
        this.pauses = new AccountPauses(firstPause, probes);
    }

    String name() {
        return name;
    }

    /** Returns how it ended, after the pool has. */
    AccountEnd end() {
        AccountEnd known = end;
        if (known != null) {
            return known;
        }
        return isExhausted()
                ? common.get().map(AccountWorker::givenUpAfter).orElse(AccountEnd.FINISHED)
                : AccountEnd.STOPPED;
    }

    /** Records that the account took deletions in an earlier run of the job. */
    void tookBefore() {
        pool.lock.lock();
        try {
            common.accepted();
        } finally {
            pool.lock.unlock();
        }
    }

    /** Returns the errors by which accounts were given up, by account, after the pool has ended. */
    static Map<String, AccountFailure> failures(Map<String, AccountWorker> workers) {
        Map<String, AccountFailure> failures = new LinkedHashMap<>();
        workers.forEach((account, worker) -> {
            AccountFailure failure = worker.failure();
            if (failure != null) {
                failures.put(account, failure);
            }
        });
        return failures;
    }

    private @Nullable AccountFailure failure() {
        FaceException last = refusal;
        boolean givenUp = end() == AccountEnd.REFUSED || end() == AccountEnd.UNAVAILABLE;
        return givenUp && last != null ? AccountFailure.of(last) : null;
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

    int inUse() {
        return inUse;
    }

    /** Takes the next target, or returns null if none can be taken now. With the lock, which is released while targets are read. */
    @Nullable Permit tryTake(Instant now) {
        boolean probe = state == State.PAUSED;
        if (probe) {
            state = State.PROBING;
        }
        inUse++;
        pool.taken();
        Target next = null;
        try {
            next = queue.next(now, refusals);
            if (next == null && queue.mayRead()) {
                next = read();
            }
            if (next == null) {
                next = queue.last();
            }
            if (next != null && queue.delay(next, now)) {
                next = null;
            }
            return next == null ? null : permit(next, probe);
        } finally {
            if (next == null) {
                release(false, probe);
            }
        }
    }

    private Permit permit(Target next, boolean probe) {
        Instant settled = next.notBefore();
        if (settled != null) {
            settledUntil = later(settledUntil, settled);
        }
        boolean again = next.isDoubtful() || refusals.isSuspect(next.id());
        return new Permit(
                this, next, probe, refusals.begin(), again && queue.isOnlyDoubtful() ? lastTry() : Instant.MAX);
    }

    private @Nullable Target read() {
        pool.lock.unlock();
        Target next;
        try {
            next = targets.next();
        } finally {
            pool.lock.lock();
        }
        if (next == null) {
            queue.exhausted();
        } else if (next.state() == TargetState.UNKNOWN) {
            // They are read last.
            queue.onlyDoubtfulLeft();
        }
        return next;
    }

    /** Returns whether there is a target to take now. */
    boolean canTake(Instant now) {
        if (end != null || isExhausted() || pool.isEnding()) {
            return false;
        }
        boolean open = state == State.RUNNING || (state == State.PAUSED && inUse == 0 && !now.isBefore(pauses.until()));
        return open && queue.hasWork(now) && hasTime(now);
    }

    /** Returns whether there is time for a call: without other work, targets that were tried in vain are not tried for ever. */
    private boolean hasTime(Instant when) {
        return !queue.isOnlyDoubtful() || !lastTry().isBefore(when.plus(SHORTEST_CALL));
    }

    private Instant lastTry() {
        Instant settled = later(settledUntil, queue.lastDue());
        return later(pool.lastTry(), settled.equals(Instant.MIN) ? settled : settled.plus(AFTER_SETTLING));
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }

    private boolean isExhausted() {
        return queue.isEmpty() && inUse == 0;
    }

    /** Returns whether nothing more will be taken. */
    boolean isOver() {
        return (end != null || isExhausted()) && inUse == 0;
    }

    /** Returns whether it has a part of the concurrency. */
    boolean isActive() {
        return !isOver() && end == null && state == State.RUNNING && queue.hasWork(pool.clock.instant());
    }

    /** Returns whether the account refuses and all probes have failed, or there is no time for another try. */
    boolean isSpent(Instant now) {
        if (inUse > 0) {
            return false;
        }
        return state == State.PAUSED ? pauses.isUsedUp() || !hasTime(later(now, pauses.until())) : !hasTime(now);
    }

    /** Ends an account that {@linkplain #isSpent(Instant) refuses}. */
    void giveUp(Instant now) {
        if (!isOver() && isSpent(now)) {
            FaceException last = refusal;
            end(last == null ? AccountEnd.UNAVAILABLE : givenUpAfter(last));
        }
    }

    /** Returns how an account ends that gave this error to the last: only an outage, or a vendor that asks for it, is worth another run. */
    private static AccountEnd givenUpAfter(FaceException last) {
        boolean repeat = AccountPauses.isOutage(last.kind())
                || (last.advice() == RetryAdvice.BACKOFF && last.origin() != Origin.LOCAL);
        return repeat ? AccountEnd.UNAVAILABLE : AccountEnd.REFUSED;
    }

    /** Stops the account; what is under way is finished. */
    void stop(AccountEnd why) {
        pool.lock.lock();
        try {
            if (end == null) {
                end(why);
            }
        } finally {
            pool.lock.unlock();
        }
    }

    private void end(AccountEnd why) {
        end = why;
        pool.progress.paused.put(name, new EraseProgress.Pause(why.name(), Optional.empty()));
        pauseStore.store(why.name());
        pool.wake();
    }

    /** Returns when something can be taken again, or null if that is no question of time. */
    @Nullable Instant due() {
        if (isOver() || end != null) {
            return null;
        }
        Instant first = queue.due();
        if (state == State.PAUSED) {
            return first == null || queue.hasReady() || first.isBefore(pauses.until()) ? pauses.until() : first;
        }
        return first;
    }

    /** Keeps the waits as long as they were when the clock was set back. */
    void clockSetBack(Duration by) {
        pauses.clockSetBack(by);
        settledUntil = earlier(settledUntil, by);
        queue.clockSetBack(by);
    }

    private static Instant earlier(Instant time, Duration by) {
        return time.equals(Instant.MIN) ? time : time.minus(by);
    }

    /** Returns the wait of some seconds that has begun since the last call, if one has. */
    Optional<EraseWait> newWait(Instant now) {
        Instant due = due();
        if (due == null || inUse > 0 || due.isBefore(now.plus(WORTH_REPORTING)) || due.equals(announced)) {
            return Optional.empty();
        }
        announced = due;
        FaceException last = refusal;
        boolean paused = state == State.PAUSED;
        return Optional.of(new EraseWait(
                paused ? EraseWait.Kind.PAUSE : EraseWait.Kind.SETTLE,
                Optional.of(name),
                paused && last != null ? Optional.of(AccountFailure.of(last).toString()) : Optional.empty(),
                due));
    }

    private void release(boolean counts, boolean probe) {
        inUse--;
        if (probe && state == State.PROBING) {
            state = State.PAUSED;
        }
        pool.released(counts);
    }

    void recovered() {
        pool.lock.lock();
        try {
            if (state == State.PROBING) {
                state = State.RUNNING;
                pool.progress.paused.remove(name);
                pauseStore.store(null);
                pool.wake();
            }
        } finally {
            pool.lock.unlock();
        }
    }

    void settled(
            Target target,
            long call,
            boolean answered,
            boolean outcome,
            boolean probe,
            @Nullable FaceException answer) {
        pool.lock.lock();
        try {
            if (answered) {
                answered(target, call, outcome);
            } else {
                common.open(answer);
                refusal = common.get().orElse(refusal);
                boolean refused = common.get().isPresent() && state == State.RUNNING;
                if (refused || (probe && state == State.PROBING)) {
                    pause(answer == null ? ErrorKind.UNAVAILABLE : answer.kind(), Optional.empty());
                }
            }
            refusals.settled(target.id());
            release(true, false);
        } finally {
            pool.lock.unlock();
        }
    }

    private void answered(Target target, long call, boolean outcome) {
        if (outcome) {
            pool.outcome();
        }
        successes++;
        common.accepted();
        pauses.reset();
        refusals.taken(call, target.id());
        recovered();
    }

    /** Returns whether the account's refusal of a target under way is about the target. */
    boolean isRefusedAlone(Target target) {
        pool.lock.lock();
        try {
            return refusals.isAlone(target.id(), inUse == 1);
        } finally {
            pool.lock.unlock();
        }
    }

    /** Returns whether a refusal that need not be about its target has to be taken for the account's. */
    boolean isRefusedWithAccount() {
        pool.lock.lock();
        try {
            return refusals.isAccountWide();
        } finally {
            pool.lock.unlock();
        }
    }

    void dropped(boolean probe) {
        pool.lock.lock();
        try {
            release(false, probe);
        } finally {
            pool.lock.unlock();
        }
    }

    void returned(Target again, boolean probe) {
        pool.lock.lock();
        try {
            queue.giveBack(again);
            release(false, probe);
        } finally {
            pool.lock.unlock();
        }
    }

    void lost(Target again, boolean probe) {
        pool.lock.lock();
        try {
            queue.later(again);
            release(false, probe);
        } finally {
            pool.lock.unlock();
        }
    }

    void postponed(Target again, long call) {
        pool.lock.lock();
        try {
            queue.later(again);
            answered(again, call, true);
            release(false, false);
        } finally {
            pool.lock.unlock();
        }
    }

    void refused(Target again, FaceException error, boolean probe, boolean single) {
        pool.lock.lock();
        try {
            queue.refuse(again);
            boolean lasting = isLasting(error);
            if (end == null && (refusal == null || error.origin() != Origin.LOCAL || lasting)) {
                // A breaker repeats the vendor's refusal with an advice of its own.
                refusal = error;
            }
            boolean first = single && !refusals.isSuspect(again.id());
            boolean others = refusals.refused(again.id());
            if (lasting && end == null) {
                end(AccountEnd.REFUSED);
            } else if ((state == State.RUNNING && !others && !first) || probe) {
                pause(error.kind(), error.retryAfter());
            }
            release(false, false);
        } finally {
            pool.lock.unlock();
        }
    }

    /** Returns whether only a change of the configuration helps, such as after a proxy's refusal, so that probes are useless. */
    private static boolean isLasting(FaceException error) {
        return error.kind() == ErrorKind.CONFIGURATION
                && error.origin() != Origin.VENDOR
                && error.effect() == Effect.NONE
                && error.advice() == RetryAdvice.NEVER;
    }

    private void pause(ErrorKind kind, Optional<Duration> asked) {
        if (end != null) {
            return;
        }
        state = State.PAUSED;
        Instant until = pauses.begin(kind, asked, pool.clock.instant(), successes > 0);
        pool.progress.paused.put(name, new EraseProgress.Pause(kind.name(), Optional.of(until)));
        pauseStore.store(kind.name());
    }
}
