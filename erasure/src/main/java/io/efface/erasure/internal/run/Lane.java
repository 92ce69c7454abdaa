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
import io.efface.erasure.internal.ledger.Work;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import org.jspecify.annotations.Nullable;

/**
 * One account's part of a run or a verification: its targets, and whether it answers. An account that refuses pauses, alone, and one
 * target at a time shows whether it answers again. Everything is under the crew's lock.
 */
final class Lane {
    /** What is done with a target; it gives the ticket back, now or later. */
    interface Step {
        void take(Ticket ticket);
    }

    /** Writes down that an account is left alone, or no longer. */
    interface Book {
        void paused(@Nullable String reason);
    }

    /** The least time that a call is given when nothing else is left to do. */
    private static final Duration SHORTEST_CALL = Duration.ofSeconds(5);

    /** The least time for targets of unknown effect after they had to be left alone. */
    private static final Duration AFTER_SETTLING = Duration.ofSeconds(20);

    /** The least wait that an operator is told of. */
    private static final Duration WORTH_TELLING = Duration.ofSeconds(3);

    private enum State {
        RUNNING,
        PAUSED,
        PROBING
    }

    private final Crew crew;
    private final String name;
    private final TargetCursor targets;
    private final Step step;
    private final Book book;
    private final AccountPauses pauses;
    private final Condition work;
    private final LaneQueue queue = new LaneQueue();
    private final Refusals refusals = new Refusals();
    private final CommonAnswer common = new CommonAnswer();
    private State state = State.RUNNING;
    private Instant settledUntil = Instant.MIN;
    private @Nullable Instant announced;
    private long successes;
    private int inUse;
    private @Nullable AccountEnd end;
    private @Nullable FaceException refusal;

    Lane(Crew crew, String name, TargetCursor targets, Step step, Book book, Duration firstPause, int probes) {
        this.crew = crew;
        this.name = name;
        this.targets = targets;
        this.step = step;
        this.book = book;
        this.pauses = new AccountPauses(firstPause, probes);
        this.work = crew.lock.newCondition();
    }

    String name() {
        return name;
    }

    /** Returns how it ended, after the crew has. */
    AccountEnd end() {
        AccountEnd told = end;
        if (told != null) {
            return told;
        }
        return isExhausted() ? common.get().map(Lane::givenUpAfter).orElse(AccountEnd.FINISHED) : AccountEnd.STOPPED;
    }

    /** Takes note that the account took deletions in an earlier run of the job. */
    void tookBefore() {
        crew.lock.lock();
        try {
            common.accepted();
        } finally {
            crew.lock.unlock();
        }
    }

    /** Returns the errors by which accounts were given up, by account, after the crew has ended. */
    static Map<String, AccountFailure> failures(Map<String, Lane> lanes) {
        Map<String, AccountFailure> failures = new LinkedHashMap<>();
        lanes.forEach((account, lane) -> {
            AccountFailure failure = lane.failure();
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

    /** Takes one target after the other, on a worker's thread. */
    void work() {
        Ticket ticket = null;
        try {
            ticket = take();
            while (ticket != null) {
                step.take(ticket);
                ticket = take();
            }
        } catch (RuntimeException | Error e) {
            crew.fail(e);
            if (ticket != null) {
                ticket.dropped();
            }
        }
    }

    private @Nullable Ticket take() {
        crew.lock.lock();
        try {
            while (!crew.isEnding() && !isOver()) {
                Instant now = crew.clock.instant();
                if (canTake(now) && crew.hasRoom(this, inUse)) {
                    Ticket ticket = tryTake(now);
                    if (ticket != null) {
                        return ticket;
                    }
                } else {
                    work.awaitUninterruptibly();
                }
            }
            return null;
        } finally {
            crew.lock.unlock();
        }
    }

    private @Nullable Ticket tryTake(Instant now) {
        boolean probe = state == State.PAUSED;
        if (probe) {
            state = State.PROBING;
        }
        inUse++;
        crew.taken();
        Work next = null;
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
            return next == null ? null : ticket(next, probe);
        } finally {
            if (next == null) {
                release(false, probe);
                crew.signalAll();
            }
        }
    }

    private Ticket ticket(Work next, boolean probe) {
        Instant settled = next.notBefore();
        if (settled != null) {
            settledUntil = later(settledUntil, settled);
        }
        boolean again = next.isDoubtful() || refusals.isSuspect(next.id());
        return new Ticket(
                this, next, probe, refusals.begin(), again && queue.isOnlyDoubtful() ? lastTry() : Instant.MAX);
    }

    private @Nullable Work read() {
        crew.lock.unlock();
        Work next;
        try {
            next = targets.next();
        } finally {
            crew.lock.lock();
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
        if (end != null || isExhausted() || crew.isEnding()) {
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
        return later(crew.lastTry(), settled.equals(Instant.MIN) ? settled : settled.plus(AFTER_SETTLING));
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
        return !isOver() && end == null && state == State.RUNNING && queue.hasWork(crew.clock.instant());
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
    void halt(AccountEnd why) {
        crew.lock.lock();
        try {
            if (end == null) {
                end(why);
            }
        } finally {
            crew.lock.unlock();
        }
    }

    private void end(AccountEnd why) {
        end = why;
        crew.progress.paused.put(name, new EraseProgress.Pause(why.name(), Optional.empty()));
        book.paused(why.name());
        crew.signalAll();
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
        if (due == null || inUse > 0 || due.isBefore(now.plus(WORTH_TELLING)) || due.equals(announced)) {
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

    void wakeIfDue(Instant now) {
        Instant due = due();
        if (due != null && !now.isBefore(due)) {
            work.signalAll();
        }
    }

    void wakeOne() {
        work.signal();
    }

    void wakeAll() {
        work.signalAll();
    }

    private void release(boolean counts, boolean probe) {
        inUse--;
        if (probe && state == State.PROBING) {
            state = State.PAUSED;
        }
        crew.released(counts);
        if (isOver()) {
            crew.signalAll();
        }
    }

    void recovered() {
        crew.lock.lock();
        try {
            if (state == State.PROBING) {
                state = State.RUNNING;
                crew.progress.paused.remove(name);
                book.paused(null);
                crew.signalAll();
            }
        } finally {
            crew.lock.unlock();
        }
    }

    void settled(
            Work work, long call, boolean answered, boolean outcome, boolean probe, @Nullable FaceException answer) {
        crew.lock.lock();
        try {
            if (answered) {
                answered(work, call, outcome);
            } else {
                common.open(answer);
                refusal = common.get().orElse(refusal);
                boolean refused = common.get().isPresent() && state == State.RUNNING;
                if (refused || (probe && state == State.PROBING)) {
                    pause(answer == null ? ErrorKind.UNAVAILABLE : answer.kind(), Optional.empty());
                }
            }
            refusals.settled(work.id());
            release(true, false);
        } finally {
            crew.lock.unlock();
        }
    }

    private void answered(Work work, long call, boolean outcome) {
        if (outcome) {
            crew.outcome();
        }
        successes++;
        common.accepted();
        pauses.reset();
        refusals.taken(call, work.id());
        recovered();
    }

    /** Returns whether the account's refusal of a target under way is about the target. */
    boolean isRefusedAlone(Work work) {
        crew.lock.lock();
        try {
            return refusals.isAlone(work.id(), inUse == 1);
        } finally {
            crew.lock.unlock();
        }
    }

    /** Returns whether a refusal that need not be about its target has to be taken for the account's. */
    boolean isRefusedWithAccount() {
        crew.lock.lock();
        try {
            return refusals.isAccountWide();
        } finally {
            crew.lock.unlock();
        }
    }

    void dropped(boolean probe) {
        crew.lock.lock();
        try {
            release(false, probe);
        } finally {
            crew.lock.unlock();
        }
    }

    void returned(Work again, boolean probe) {
        crew.lock.lock();
        try {
            queue.giveBack(again);
            release(false, probe);
        } finally {
            crew.lock.unlock();
        }
    }

    void lost(Work again, boolean probe) {
        crew.lock.lock();
        try {
            queue.later(again);
            release(false, probe);
            crew.signalAll();
        } finally {
            crew.lock.unlock();
        }
    }

    void postponed(Work again, long call) {
        crew.lock.lock();
        try {
            queue.later(again);
            answered(again, call, true);
            release(false, false);
            crew.signalAll();
        } finally {
            crew.lock.unlock();
        }
    }

    void refused(Work again, FaceException error, boolean probe, boolean single) {
        crew.lock.lock();
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
            crew.signalAll();
        } finally {
            crew.lock.unlock();
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
        Instant until = pauses.begin(kind, asked, crew.clock.instant(), successes > 0);
        crew.progress.paused.put(name, new EraseProgress.Pause(kind.name(), Optional.of(until)));
        book.paused(kind.name());
    }
}
