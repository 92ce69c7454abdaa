package io.efface.erasure.internal.run;

import io.efface.erasure.EraseWait;
import io.efface.erasure.ErasureException;
import io.efface.erasure.ErasureException.Reason;
import io.efface.erasure.RunEnd;
import io.efface.erasure.internal.ledger.sqlite.SqliteFailure;
import io.efface.erasure.internal.ledger.sqlite.StorageException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The workers of a run or a verification: a pool for each account, and the concurrency that they share. An account has its part of it
 * to itself, so that a slow one takes nothing from another; a paused one's part goes to the others. One thread looks at the clock, and
 * is the caller's. For one {@link #work}.
 */
final class WorkerPool {
    /** What has to be done now and then while the pool works. */
    interface Maintenance {
        /** Returns when {@link #keep} has something to do. */
        Instant next();

        /** Does it, at the right time or earlier. */
        void keep();

        /** Returns whether something new may begin; if not, {@link #keep} is due. */
        boolean mayBegin(Instant now);
    }

    final ReentrantLock lock = new ReentrantLock();
    final Clock clock;
    final RunProgress progress;
    /** How long a run goes on without an outcome when it has only targets left that were tried in vain, or whose effect is open. */
    private static final Duration LONGEST_WITHOUT_OUTCOME = Duration.ofMinutes(2);

    private final Condition changed = lock.newCondition();
    private final List<AccountWorker> workers = new ArrayList<>();
    private final int concurrency;
    private final StopConditions stops;
    private final RunSignals signals;
    private final Maintenance maintenance;
    private final Duration callTimeout;
    private final Waits waits;
    private long tokens;
    private int inUse;
    private Instant lastOutcome;
    private Instant lastCheck;
    private boolean endAnnounced;
    private @Nullable RunEnd end;
    private @Nullable Throwable failure;

    WorkerPool(
            int concurrency,
            OptionalLong limit,
            RunSignals signals,
            StopConditions stops,
            Maintenance maintenance,
            Duration callTimeout,
            RunProgress progress,
            RunContext context) {
        this.concurrency = concurrency;
        this.tokens = limit.orElse(Long.MAX_VALUE);
        this.signals = signals;
        this.stops = stops;
        this.maintenance = maintenance;
        this.callTimeout = callTimeout;
        this.progress = progress;
        this.clock = context.clock();
        this.waits = context.waits();
        this.lastOutcome = clock.instant();
        this.lastCheck = lastOutcome;
    }

    /** Returns what stops the work from outside. */
    RunSignals signals() {
        return signals;
    }

    void add(AccountWorker worker) {
        workers.add(worker);
    }

    /**
     * Works until there is nothing left, or something stops it.
     *
     * @return why it ended
     * @throws ErasureException if the ledger cannot be read or written; what was under way has ended
     */
    RunEnd work() {
        signals.watch(progress, this::wakeAll);
        List<Thread> threads = new ArrayList<>();
        boolean interrupted = false;
        try {
            lock.lock();
            try {
                end = stops.due(clock.instant());
            } finally {
                lock.unlock();
            }
            for (AccountWorker worker : workers) {
                for (int number = 1; number <= concurrency && end == null; number++) {
                    Thread thread = new Thread(worker::work, "efface-" + worker.name() + "-" + number);
                    thread.setDaemon(true);
                    threads.add(thread);
                    thread.start();
                }
            }
            interrupted = watch();
        } catch (RuntimeException | Error e) {
            // Without this thread nothing would end the others.
            fail(e);
        } finally {
            interrupted |= join(threads);
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        lock.lock();
        try {
            throwFailure();
            return end == null ? RunEnd.FINISHED : end;
        } finally {
            lock.unlock();
        }
    }

    /** Looks after time until all is over, and returns whether the thread was interrupted. */
    private boolean watch() {
        boolean interrupted = false;
        lock.lock();
        try {
            while (!isOver()) {
                Instant now = currentTime();
                if (end == null) {
                    end = stops.due(now);
                    if (end == null && tokens <= 0 && inUse == 0) {
                        end = RunEnd.LIMIT;
                    }
                }
                if (end != null || failure != null) {
                    signalAll();
                }
                giveUpRefused(now);
                announce(now);
                workers.forEach(worker -> worker.wakeIfDue(now));
                Instant next = nextCheck(now);
                try {
                    if (!maintenance.next().isAfter(now)) {
                        keep();
                    } else if (!isOver()) {
                        boolean idle = inUse == 0 && workers.stream().noneMatch(worker -> worker.canTake(now));
                        waits.await(changed, next, idle);
                    }
                } catch (InterruptedException e) {
                    interrupted = true;
                    abort();
                }
            }
            signalAll();
        } finally {
            lock.unlock();
        }
        return interrupted;
    }

    /** Returns the time now. If the clock was set back, what waits in memory waits no longer than it was to. */
    private Instant currentTime() {
        Instant now = clock.instant();
        if (now.isBefore(lastCheck)) {
            Duration by = Duration.between(now, lastCheck);
            lastOutcome = lastOutcome.minus(by);
            stops.clockSetBack(by);
            workers.forEach(worker -> worker.clockSetBack(by));
        }
        lastCheck = now;
        return now;
    }

    /** Reports waits that have begun, without the lock: who listens may be slow. */
    private void announce(Instant now) {
        List<EraseWait> begun = new ArrayList<>();
        if (end == null && failure == null) {
            workers.forEach(worker -> worker.newWait(now).ifPresent(begun::add));
        } else if (!endAnnounced && inUse > 0) {
            endAnnounced = true;
            begun.add(new EraseWait(EraseWait.Kind.CALLS, Optional.empty(), Optional.empty(), now.plus(callTimeout)));
        }
        if (!begun.isEmpty()) {
            lock.unlock();
            try {
                begun.forEach(signals::waits);
            } finally {
                lock.lock();
            }
        }
    }

    /** Returns when time may change anything: after the end, only the maintenance is left. */
    private Instant nextCheck(Instant now) {
        Instant next = maintenance.next();
        if (end == null && failure == null) {
            next = earlier(stops.next(now), next);
            for (AccountWorker worker : workers) {
                Instant due = worker.due();
                next = due != null && due.isAfter(now) ? earlier(due, next) : next;
            }
        }
        return next;
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }

    private void keep() {
        lock.unlock();
        try {
            maintenance.keep();
        } catch (RuntimeException | Error e) {
            fail(e);
        } finally {
            lock.lock();
            signalAll();
        }
    }

    private void abort() {
        lock.unlock();
        try {
            signals.abort();
        } finally {
            lock.lock();
        }
    }

    private boolean isOver() {
        return inUse == 0 && (end != null || failure != null || workers.stream().allMatch(AccountWorker::isOver));
    }

    /** Ends accounts that refuse, or have no time left, when there are no others to wait for. */
    private void giveUpRefused(Instant now) {
        boolean hopeless = workers.stream().allMatch(worker -> worker.isOver() || worker.isSpent(now));
        if (hopeless) {
            workers.forEach(worker -> worker.giveUp(now));
        }
    }

    /** Takes note that a target got an outcome. With the lock. */
    void outcome() {
        lastOutcome = clock.instant();
    }

    /** Returns until when targets may be tried that were tried in vain, or whose effect is open, if no others are left. With the lock. */
    Instant lastTry() {
        return lastOutcome.plus(LONGEST_WITHOUT_OUTCOME);
    }

    private static boolean join(List<Thread> threads) {
        boolean interrupted = false;
        for (Thread thread : threads) {
            boolean ended = false;
            while (!ended) {
                try {
                    thread.join();
                    ended = true;
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        return interrupted;
    }

    /** Ends everything because of an error that is not the outcome of a target: no further call. */
    void fail(Throwable cause) {
        lock.lock();
        try {
            if (failure == null) {
                failure = cause;
            }
            signalAll();
        } finally {
            lock.unlock();
        }
        signals.cancellation().cancel();
    }

    private void throwFailure() {
        Throwable cause = failure;
        if (cause instanceof StorageException storage) {
            throw SqliteFailure.exception(Reason.LEDGER_FAILED, "the ledger cannot be read", storage.getCause());
        }
        if (cause instanceof RuntimeException known) {
            throw known;
        }
        if (cause instanceof Error serious) {
            throw serious;
        }
    }

    /** Returns whether nothing more may be taken. With the lock. */
    boolean isEnding() {
        if (end == null) {
            end = stops.due(clock.instant());
        }
        return end != null || failure != null;
    }

    /** Returns whether the run's time is over, so that a target that waits for its task is not begun any more. */
    boolean isTimeOver() {
        lock.lock();
        try {
            return isEnding() && (end == RunEnd.DURATION || end == RunEnd.WINDOW);
        } finally {
            lock.unlock();
        }
    }

    /** Returns whether an account may have one more under way. With the lock. */
    boolean hasRoom(AccountWorker worker, int inUseThere) {
        if (tokens <= 0 || inUse >= concurrency) {
            return false;
        }
        if (!maintenance.mayBegin(clock.instant())) {
            changed.signalAll();
            return false;
        }
        List<AccountWorker> active = workers.stream()
                .filter(each -> each == worker || each.isActive())
                .toList();
        int rest = concurrency % active.size();
        int share = concurrency / active.size() + (active.indexOf(worker) < rest ? 1 : 0);
        return inUseThere < Math.max(1, share);
    }

    /** Counts one more under way. With the lock. */
    void taken() {
        tokens--;
        inUse++;
    }

    /** Counts one less under way. With the lock. */
    void released(boolean counts) {
        inUse--;
        if (!counts) {
            tokens++;
        }
        workers.forEach(AccountWorker::wakeOne);
        if (inUse == 0 || tokens <= 0) {
            changed.signalAll();
        }
    }

    /** Wakes all threads that wait. With the lock. */
    void signalAll() {
        workers.forEach(AccountWorker::wakeAll);
        changed.signalAll();
    }

    private void wakeAll() {
        lock.lock();
        try {
            signalAll();
        } finally {
            lock.unlock();
        }
    }
}
